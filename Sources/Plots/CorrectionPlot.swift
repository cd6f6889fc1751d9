// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import Results
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot correction`: the factors of corrections against ρ = π_old/μ.
    package static let correction = PlotKind(
        name: "correction", summary: "factors for the rollout engine against ρ = π_old/μ",
        isOfMethods: false, uses: [PlotKeys.corrections, Keys.correctionSettings],
        ignores: { workspace, arguments in workspace.unusedBounds(arguments) }
    ) { workspace, arguments throws(CommandError) in
        let corrections = try workspace.boundCorrections(arguments)
        let range = try workspace.plotRange(arguments, default: 0.1...10)
        let bench = workspace.workbench.bench
        let tokens = Bench.weighable(bench.tokens.values)
        let marked = zip(bench.tokens.values, tokens).filter {
            $1.engineLogProbability != nil && range.contains($1.engineRatio)
        }.prefix(TokenMarks.most)
        let figure = CorrectionFigure(
            corrections: corrections, range: range,
            tokens: marked.map { (shownText($0.name), $1) })
        return Drawing(
            title: "Corrections for the rollout engine", panels: figure.panels,
            alternativeText: figure.description,
            caption: figure.caption,
            footnote: figure.footnote,
            origins: [marked.isEmpty ? bench.ruleOrigin : bench.tokenOrigin])
    }
}

extension Workspace {
    /// Returns the corrections that a figure compares, with their bounds.
    fileprivate func boundCorrections(
        _ arguments: Arguments
    ) throws(CommandError) -> [BoundCorrection] {
        let names = correctionNames(arguments)
        var values: ParameterValues = [:]
        for key in Keys.correctionSettings { values[key.name] = arguments[key] }
        return names.compactMap(workbench.bench.correction).map { $0.bound(values) }
    }

    private func correctionNames(_ arguments: Arguments) -> [String] {
        arguments[PlotKeys.corrections] ?? ["tis", "icepop", "rho-mask"]
    }

    /// Returns the bounds on a line that none of the corrections has.
    fileprivate func unusedBounds(_ arguments: Arguments) -> [String: String] {
        let drawn = correctionNames(arguments).compactMap(workbench.bench.correction)
        let used = Set(drawn.flatMap(\.parameters).map(\.name))
        let unused = Keys.correctionSettings.map(\.name).filter { !used.contains($0) }
        return Dictionary(
            uniqueKeysWithValues: unused.map { ($0, "none of the corrections drawn has it") })
    }
}

/// The factors of corrections as curves.
private struct CorrectionFigure {
    let corrections: [BoundCorrection]
    let range: ClosedRange<Double>
    let tokens: [(name: String, token: Token)]

    /// One panel, or one a sign of the advantage where some correction looks at it.
    var panels: [Panel] {
        let looks = corrections.contains { correction in
            ratios.contains { factor(correction, $0, 1) != factor(correction, $0, -1) }
        }
        return looks
            ? [panel(1, "Good tokens, $A > 0$"), panel(-1, "Bad tokens, $A < 0$")]
            : [panel(1, "Factor on the weight", isOfSign: false)]
    }

    private var ratios: [Double] { [range.lowerBound, 0.5, 0.9, 1, 1.1, 2, range.upperBound] }

    private func panel(_ advantage: Double, _ title: String, isOfSign: Bool = true) -> Panel {
        func isShown(_ one: (name: String, token: Token)) -> Bool {
            !isOfSign || one.token.advantage * advantage > 0
        }
        let styles = MethodStyles.styles(ofCorrections: corrections.map(\.correction.name))
        let curves = zip(styles, corrections).flatMap { style, correction -> [Mark] in
            let curve = PiecewiseCurve(
                over: range, edges: edges(correction, advantage), isLogarithmic: true,
                keepsHigherEnd: correction.correction.source != TypedRule.source
            ) { factor(correction, $0, advantage) }
            let dots = tokens.filter(isShown).map {
                Point($0.token.engineRatio, correction.factor($0.token))
            }
            return [.line(Mark.Line(curve, name: correction.correction.title, style: style))]
                + (dots.isEmpty ? [] : [.points(Mark.Points(name: "", style: style, points: dots))])
        }
        let names = tokens.filter(isShown).map { name, token in
            let places = corrections.map { Point(token.engineRatio, $0.factor(token)) }
            return Mark.note(
                Mark.Note(
                    name.abbreviated(to: 14), .naming(places.sorted { $0.y > $1.y }),
                    detail: "$\\rho$ = \(NumberText.significant(token.engineRatio, digits: 3))"))
        }
        return Panel(
            title: title,
            x: Axis(
                "engine ratio  $\\rho = \\frac{\\pi_{old}}{\\mu}$", scale: .logarithmic,
                range: range),
            y: Axis("factor  $f$"),
            marks: [.rule(Mark.Rule(at: 1, isHorizontal: true))] + curves + names)
    }

    /// Returns the factor of a token at an engine ratio that is a response by itself.
    private func factor(_ correction: BoundCorrection, _ ratio: Double, _ advantage: Double)
        -> Double
    {
        correction.factor(
            Token(
                oldLogProbability: -3, logProbability: -3, advantage: advantage,
                engineLogProbability: -3 - log(ratio)))
    }

    /// Where a factor bends or jumps: at its bounds, and where it is seen to jump.
    private func edges(_ correction: BoundCorrection, _ advantage: Double) -> [Double] {
        let bounds = correction.values.values.filter { $0 > 0 && $0.isFinite }
        let found = jumps(
            of: { factor(correction, $0.importanceRatio, $0.advantage) }, oldLogProbability: -3,
            advantage: advantage)
        let others = found.filter { jump in !bounds.contains { abs($0 / jump - 1) < 1e-9 } }
        return bounds + others
    }

    private var settings: [(title: String, settings: [Method.Setting])] {
        corrections.map { one in
            let parameters = one.correction.parameters
            return (
                one.correction.title,
                parameters.map {
                    Method.Setting(name: $0.name, value: one.values[$0.name] ?? .nan, origin: .rule)
                }
            )
        }
    }

    private var names: String { CaptionWords.list(corrections.map(\.correction.title)) }

    var caption: String {
        "Factor f by which a correction multiplies the weight, against the ratio ρ = π_old/μ of the "
            + "training policy to the rollout engine's (logarithmic): \(names) "
            + "(\(CaptionWords.parameters(settings, symbol: symbol))). The factor carries no gradient."
            + (tokens.isEmpty ? "" : " Named dots are the tokens of the bench.")
    }

    var footnote: [String] {
        let isOfResponses = corrections.contains { $0.correction.isOfResponses }
        let drifts = corrections.contains {
            $0.correction.parameters.contains { $0.name == "opsm_delta" }
        }
        return [CaptionWords.parameters(settings) { CaptionWords.set(symbol($0)) }]
            + (isOfResponses ? ["curves: a response whose tokens agree in $\\rho$"] : [])
            + (drifts ? ["at $\\pi = \\pi_{old}$"] : [])
    }

    private func symbol(_ name: String) -> String {
        let parameters = corrections.flatMap(\.correction.parameters)
        return parameters.first { $0.name == name }?.symbol ?? name
    }

    var description: String {
        let parts = corrections.map { correction in
            let values = [0.5, 1, 2].filter(range.contains).map {
                "\(NumberText.significant(factor(correction, $0, 1), digits: 3)) at ρ = "
                    + NumberText.shortest($0)
            }
            return "\(correction.correction.title) is \(values.joined(separator: ", "))"
        }
        return "The factor of corrections for the rollout engine against ρ from "
            + "\(NumberText.shortest(range.lowerBound)) to \(NumberText.shortest(range.upperBound)). "
            + parts.joined(separator: "; ") + "."
    }
}
