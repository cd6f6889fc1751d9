// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Results
import TokenLogs
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot mass`: where the gradient goes, by the old probability of the tokens.
    package static let mass = PlotKind(
        name: "mass", summary: "shares of the gradient by old probability, A > 0 and A < 0",
        uses: [PlotKeys.isOfLog]
    ) { workspace, arguments throws(CommandError) in
        let source = try workspace.tokenSource(arguments)
        let methods = try workspace.methods(
            arguments, scopes: source.hasResponses ? [.token, .response] : [.token])
        let statistics = try workspace.statistics(source, methods, arguments)
        let shares = statistics.methods.map { method in
            (method.gradientMassPositiveByBin, method.gradientMassNegativeByBin)
        }
        let known = zip(methods, shares).compactMap { method, shares -> MethodMass? in
            guard let positive = shares.0, let negative = shares.1 else { return nil }
            return MethodMass(method: method, positive: positive, negative: negative)
        }
        guard !known.isEmpty else {
            throw noMass(source, statistics.overall)
        }
        return massDrawing(
            known, tokens: statistics.overall, source, try workspace.origin(of: source)
        ).naming(source.files, arguments)
    }
}

/// Returns why no token has a gradient: no probability, no advantage, or a mask.
private func noMass(_ source: TokenSource, _ tokens: RatioStatistics) -> CommandError {
    guard tokens.tokensPositiveByBin != nil else {
        return CommandError(
            .missing, "no token of \(source.title) has both a probability and a gradient",
            hint: "load a log with logp_old and logp")
    }
    guard tokens.positive + tokens.negative > 0 else {
        return CommandError(
            .missing, "no token of \(source.title) has an advantage, and so none a gradient",
            hint: "give tokens an advantage: adv=+1")
    }
    return CommandError(
        .missing, "no token of \(source.title) has a gradient: the methods mask them all",
        hint: "type plot mass methods=is-noclip, or others without a mask")
}

/// One method's shares of its gradient mass, by bin of the old probability.
private struct MethodMass {
    let method: Method
    let positive: [Double]
    let negative: [Double]
}

private func massDrawing(
    _ masses: [MethodMass], tokens: RatioStatistics, _ source: TokenSource,
    _ origin: Drawing.Origin
) -> Drawing {
    let styles = MethodStyles.styles(of: masses.map(\.method.rule.name))
    let most = masses.flatMap { $0.positive + $0.negative }.max() ?? 1
    // Bars stand between the numbers at which bins begin and end.
    let binEdges = ProbabilityBins.edges.map(NumberText.shortest)
    func panel(
        _ title: String, _ sign: String, _ count: Int, _ shares: (MethodMass) -> [Double]
    ) -> Panel {
        let note = Mark.note(Mark.Note("no tokens with $A \(sign) 0$", .corner))
        return Panel(
            title: title, x: Axis("old probability  $\\pi_{old}$", scale: .categories(binEdges)),
            y: Axis("share of gradient mass", range: 0...(most * 1.05)),
            marks: (count == 0 ? [note] : [])
                + zip(masses, styles).map { mass, style in
                    .bars(
                        Mark.Bars(
                            name: mass.method.rule.title, style: style,
                            edges: binEdges.indices.map(Double.init), heights: shares(mass),
                            identity: mass.method.rule.name))
                })
    }
    let addsTerms = masses.map(\.method).addTerms
    let count = "\(counted(tokens.positive, "token")) with A > 0, \(tokens.negative) with A < 0"
    return Drawing(
        title: "Gradient mass by old probability",
        panels: [
            panel("Good tokens, $A > 0$", ">", tokens.positive, \.positive),
            panel("Bad tokens, $A < 0$", "<", tokens.negative, \.negative),
        ],
        alternativeText: "Shares of the gradient mass "
            + (addsTerms ? "|wA + u|·(1 − π)" : "w·|A|·(1 − π)") + " by the old probability, in "
            + "\(source.title). " + masses.map(\.words).joined(separator: " "),
        caption: "Where the gradient of \(masses.map(\.method).captionText) goes in "
            + "\(source.title): shares of the mass "
            + (addsTerms ? "|wA + u|·(1 − π)" : "w·|A|·(1 − π)") + " of all tokens, by the tokens' "
            + "old probability; \(count). Each method's shares of both panels add up to 1.",
        footnote: source.footnote + [
            count,
            addsTerms ? "mass $|w A + u|(1-\\pi)$" : "mass $w|A|(1-\\pi)$",
        ],
        origins: [origin])
}

extension MethodMass {
    /// The shares in words: of each side in all, and of its rarest and surest tokens.
    fileprivate var words: String {
        func percent(_ share: Double) -> String { NumberText.significant(100 * share, digits: 3) }
        func side(_ name: String, _ shares: [Double]) -> String {
            "\(percent(shares.reduce(0, +))) % on \(name), of it "
                + "\(percent(shares.prefix(2).reduce(0, +))) % below π_old = 0.1 and "
                + "\(percent(shares.last ?? 0)) % from 0.99"
        }
        return "\(method.rule.title): \(side("A > 0", positive)); \(side("A < 0", negative))."
    }
}
