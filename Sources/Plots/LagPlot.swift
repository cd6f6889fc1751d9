// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import Results
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot lag`: a good token that lags, and one that leads, under the updates that follow.
    package static let lag = PlotKind(
        name: "lag", summary: "how fast a lagging good token catches up with a leading one",
        uses: [PlotKeys.old, PlotKeys.leader, PlotKeys.laggard, PlotKeys.rate, PlotKeys.updates]
    ) { workspace, arguments throws(CommandError) in
        let methods = try workspace.methods(arguments)
        let start = try CatchUp(arguments)
        let paths = methods.map { method in
            (
                method: method,
                leader: start.ratios(from: start.leader, method),
                laggard: start.ratios(from: start.laggard, method)
            )
        }
        for path in paths {
            guard (path.leader + path.laggard).allSatisfy(\.isFinite) else {
                throw CommandError(
                    .failed, "\(path.method.rule.name) gives no weight on the way",
                    hint: "keep the rule in range with clip(…, 0, 10)")
            }
        }
        let words = paths.map { path in
            "\(path.method.rule.title) "
                + (start.arrival(path.laggard).map { "after \(counted($0, "update"))" }
                    ?? "not within \(counted(start.updates, "update"))")
        }
        let setting =
            "π_old = \(start.text(start.old)), lr \(start.text(start.rate)), A = +1"
        return Drawing(
            title: "Catch-up of a lagging token",
            panels: [
                lagPanel(start, paths.map { ($0.method, [$0.leader, $0.laggard]) })
            ],
            alternativeText:
                "Ratios of two good tokens over \(counted(start.updates, "update")), from "
                + "\(start.text(start.leader)) and \(start.text(start.laggard)). The lagging one "
                + "reaches r = 1: \(words.joined(separator: ", ")).",
            caption: "Importance ratios of a leading and a lagging token with the same advantage "
                + "over updates on one rollout, under \(methods.captionText); "
                + "\(setting). A toy simulation: each token is trained by itself, by exact softmax "
                + "steps against all other tokens. The lagging one reaches r = 1: "
                + "\(words.joined(separator: ", ")).",
            footnote: [
                "toy simulation", "exact softmax steps of each token against all others",
                "$\\pi_{old}$ = \(start.text(start.old))", "lr \(start.text(start.rate))", "$A=+1$",
                CaptionWords.parameters(
                    methods.map { ($0.rule.title, $0.settings) },
                    symbol: CaptionWords.setSymbol(of:)),
            ],
            origins: [workspace.workbench.bench.ruleOrigin])
    }
}

/// Two tokens of the same old probability, and how they are trained.
private struct CatchUp {
    let old: Double
    let leader: Double
    let laggard: Double
    let rate: Double
    let updates: Int

    /// Reads what a line says, and fills in the rest.
    init(_ arguments: Arguments) throws(CommandError) {
        old = (arguments[PlotKeys.old]?.logarithm).map { exp($0) } ?? 0.2
        leader = arguments[PlotKeys.leader]
        laggard = arguments[PlotKeys.laggard]
        rate = arguments[PlotKeys.rate]
        updates = arguments[PlotKeys.updates] ?? 10
        for key in [PlotKeys.leader, PlotKeys.laggard] where arguments[key] * old >= 1 {
            let (name, ratio) = (key.name, arguments[key])
            throw CommandError(
                .domain,
                "the \(name)'s probability would be \(NumberText.significant(ratio * old, digits: 3))",
                span: arguments.span(of: key) ?? arguments.span(of: PlotKeys.old),
                hint:
                    "lower old=\(NumberText.shortest(old)) or \(name)=\(NumberText.shortest(ratio))"
            )
        }
    }

    /// Returns a token's ratio before the first update and after each.
    func ratios(from ratio: Double, _ method: Method) -> [Double] {
        var policy = Distribution(logProbabilities: [log(ratio * old), log1p(-ratio * old)])
        var ratios = [ratio]
        for _ in 0..<updates {
            let token = Token(
                oldLogProbability: log(old), logProbability: policy.logProbabilities[0],
                advantage: 1, entropy: policy.entropy)
            let gradient = policy.logitGradient(
                sampled: 0, weight: method.effectiveWeight(token), advantage: 1)
            policy = policy.stepped(against: gradient, learningRate: rate)
            ratios.append(policy.probabilities[0] / old)
        }
        return ratios
    }

    /// Returns after how many updates a token that began below 1 is there; nil for never.
    func arrival(_ ratios: [Double]) -> Int? { ratios.firstIndex { $0 >= 1 } }

    func text(_ number: Double) -> String { NumberText.significant(number, digits: 4) }
}

private func lagPanel(_ start: CatchUp, _ paths: [(method: Method, ratios: [[Double]])]) -> Panel {
    let styles = MethodStyles.styles(of: paths.map(\.method.rule.name))
    let lines = zip(paths, styles).flatMap { path, style in
        path.ratios.map { ratios in
            Mark.line(
                Mark.Line(
                    name: path.method.rule.title, style: style,
                    pieces: [
                        ratios.enumerated().map { Point(Double($0.offset), $0.element) }
                    ], markerStride: start.updates <= 40 ? 1 : 0,
                    identity: path.method.rule.name))
        }
    }
    return Panel(
        title: "A leading and a lagging good token",
        x: Axis("updates on one rollout", range: 0...Double(start.updates), isWhole: true),
        y: Axis("importance ratio  $r = \\frac{\\pi}{\\pi_{old}}$"),
        marks: [.rule(Mark.Rule(at: 1, isHorizontal: true))] + lines)
}
