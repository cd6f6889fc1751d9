// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import Results
import TokenLogs
import WorkbenchModel

extension PlotKind {
    /// `plot histogram`: how ratios are spread, for good and for bad tokens.
    package static let histogram = PlotKind(
        name: "histogram", summary: "how ratios are spread, A > 0 and A < 0", drawsRuns: true,
        isOfMethods: false, uses: [PlotKeys.isOfLog]
    ) { workspace, arguments throws(CommandError) in
        let source = try workspace.tokenSource(arguments)
        let statistics = try workspace.statistics(source, [], arguments)
        guard let bins = statistics.histogram.bins(atMost: 61) else {
            throw CommandError(
                .missing, "no token of \(source.title) has an advantage",
                hint: "load a log with advantages, or give tokens one: adv=+1")
        }
        let overall = statistics.overall
        // Colours that no method has in the panels beside it.
        let sides = [
            Side(
                name: "$A>0$", words: "A > 0", style: MethodStyles.good, counts: bins.positive,
                tokens: overall.positive, mean: overall.ratioMeanPositive),
            Side(
                name: "$A<0$", words: "A < 0", style: MethodStyles.bad, counts: bins.negative,
                tokens: overall.negative, mean: overall.ratioMeanNegative),
        ].filter { $0.tokens > 0 }
        let numbers = sides.map { side in
            "\(counted(side.tokens, "token")) with \(side.words), mean r "
                + NumberText.significant(side.mean ?? .nan, digits: 4)
        }.joined(separator: "; ")
        return Drawing(
            title: "Importance ratios in \(source.kind)",
            panels: [panel(sides, edges: bins.edges.map { exp($0) })],
            alternativeText:
                "How the importance ratios of \(source.title) are spread, as counts on "
                + "a logarithmic axis: \(numbers). Smallest ratio "
                + "\(text(overall.ratioMinimum)), median \(text(overall.ratioMedian)), "
                + "largest \(text(overall.ratioMaximum)).",
            caption: "Importance ratios r = π/π_old of the tokens of \(source.title), by the sign "
                + "of their advantage: \(numbers). Both axes are logarithmic; bins are "
                + "\(text(bins.edges[1] - bins.edges[0])) nats wide.",
            footnote: source.footnote + sides.map(\.note),
            origins: [try workspace.origin(of: source)]
        ).naming(source.files, arguments)
    }
}

/// The tokens of one sign.
private struct Side {
    let name: String
    let words: String
    let style: Int
    let counts: [Int]
    let tokens: Int
    let mean: Double?

    /// What the footnote says of them.
    var note: String {
        "\(name): \(counted(tokens, "token")), mean $r$ \(text(mean, digits: 4))"
    }
}

private func panel(_ sides: [Side], edges: [Double]) -> Panel {
    let most = Double(sides.flatMap(\.counts).max() ?? 1)
    return Panel(
        title: "Importance ratios",
        x: Axis(
            "importance ratio  $r = \\frac{\\pi}{\\pi_{old}}$", scale: .logarithmic,
            range: (edges.first ?? 0.5)...(edges.last ?? 2)),
        // From below 1, so that a bin with one token is seen.
        y: Axis("number of tokens", scale: .logarithmic, range: 0.7...max(most * 1.6, 2)),
        marks: [.rule(Mark.Rule(at: 1, isHorizontal: false))]
            + sides.map { side in
                .bars(
                    Mark.Bars(
                        name: side.name, style: side.style, edges: edges,
                        heights: side.counts.map(Double.init), form: .outline))
            })
}

private func text(_ number: Double?, digits: Int = 3) -> String {
    number.map { NumberText.significant($0, digits: digits) } ?? "none"
}
