// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot objective`: what each method maximises for one token, and its slope.
    package static let objective = PlotKind(
        name: "objective",
        summary: "surrogate objective L(r) of one token and its slope, A > 0 and A < 0",
        uses: [PlotKeys.old], ignores: ignoresOld
    ) { workspace, arguments throws(CommandError) in
        let methods = try workspace.methods(arguments)
        try workspace.checkEntropy(methods, hint: "weights and sweep take it from the tokens")
        let range = try workspace.plotRange(arguments, default: 0.2...2, example: "0.2..2")
        let figure = ObjectiveFigure(
            methods: methods, oldLogProbability: arguments[PlotKeys.old]?.logarithm ?? log(0.1),
            range: range)
        return Drawing(
            title: "Objective of one token against its importance ratio",
            panels: figure.panels, columns: 2, alternativeText: figure.description,
            caption: figure.caption,
            footnote: CaptionWords.footnote(methods) + figure.conditions,
            origins: [workspace.workbench.bench.ruleOrigin])
    }
}

/// The objectives of methods and their slopes, for both signs of the advantage.
private struct ObjectiveFigure {
    let methods: [Method]
    let oldLogProbability: Double
    let range: ClosedRange<Double>

    /// The objectives above, their slopes below.
    var panels: [Panel] {
        let sides = [1.0, -1.0].map { ($0, curves($0)) }
        return sides.map { objective($0.1, advantage: $0.0) }
            + sides.map { slope($0.1, advantage: $0.0) }
    }

    /// Each method's objective.
    private func curves(_ advantage: Double) -> [ObjectiveCurve] {
        methods.map {
            ObjectiveCurve(
                $0, advantage: advantage, oldLogProbability: oldLogProbability, range: range)
        }
    }

    private var styles: [Int] { MethodStyles.styles(of: methods.map(\.rule.name)) }

    private func panel(_ title: String, _ label: String, _ marks: [Mark]) -> Panel {
        Panel(
            title: title,
            x: Axis("importance ratio  $r = \\frac{\\pi}{\\pi_{old}}$", range: range),
            y: Axis(label), marks: marks)
    }

    private func objective(_ curves: [ObjectiveCurve], advantage: Double) -> Panel {
        let lines = zip(methods, curves).enumerated().map { index, pair in
            let (method, curve) = pair
            var pieces = PiecewiseCurve(
                over: range, edges: curve.edges, isLogarithmic: false,
                keepsHigherEnd: method.isPublished, curve.value)
            // The objective bends where its slope jumps.
            pieces.closedEnds = curve.edges.filter { range.contains($0) && jumps(curve, at: $0) }
                .map { Point($0, curve.value($0)) }
            return Mark.line(Mark.Line(pieces, name: method.rule.title, style: styles[index]))
        }
        let start = Mark.points(
            Mark.Points(
                name: "", style: Mark.neutralStyle, points: [Point(1, advantage)]))
        return panel(
            advantage > 0 ? "Good tokens, $A = +1$" : "Bad tokens, $A = -1$", "objective  $L(r)$",
            lines + (range.contains(1) ? [start] : []))
    }

    private func jumps(_ curve: ObjectiveCurve, at edge: Double) -> Bool {
        let (before, after) = (curve.slope(edge * (1 - 1e-9)), curve.slope(edge * (1 + 1e-9)))
        return abs(after - before) > 1e-6 * (1 + abs(before))
    }

    private func slope(_ curves: [ObjectiveCurve], advantage: Double) -> Panel {
        let lines = zip(methods, curves).enumerated().map { index, pair in
            let (method, curve) = pair
            // At a jump the end with the gradient counts, whatever its sign is.
            let pieces = PiecewiseCurve(
                over: range, edges: curve.edges, isLogarithmic: false,
                keepsHigherEnd: method.isPublished
            ) { curve.slope($0) * advantage }
            return Mark.line(
                Mark.Line(
                    pieces.scaled(by: advantage), name: method.rule.title, style: styles[index]))
        }
        return panel(
            advantage > 0 ? "Its slope, $A = +1$" : "Its slope, $A = -1$",
            "slope  $\\frac{dL}{dr}$", [.rule(Mark.Rule(at: 0, isHorizontal: true))] + lines)
    }

    /// What the figure holds for.
    var conditions: [String] {
        let old = NumberText.significant(exp(oldLogProbability), digits: 3)
        let depends = methods.contains(where: dependsOnProbability)
        return (depends ? ["at $\\pi_{old}$ = \(old)"] : [])
            + methods.conditions.filter { $0 != "at $|A| = 1$" }
    }

    var caption: String {
        "Objective L of one token against its importance ratio r = π/π_old, for good (A = +1) and bad "
            + "tokens (A = −1), and its slope dL/dr, under \(methods.captionText). The slope is "
            + (methods.addTerms ? "(wA + u)/r" : "wA/r")
            + ", the gradient that a method follows; L is its integral from L(1) = A, so that what a "
            + "method's code holds fixed counts as it acts. Grey: r = 1. Full dots belong to a curve, open ones "
            + "do not."
    }

    var description: String {
        let sentences = zip(methods, zip(curves(1), curves(-1))).map { method, curves -> String in
            let places = [0.5, 1.5].filter { range.contains($0) }
            let values = places.flatMap { ratio in
                [(curves.0, ">"), (curves.1, "<")].map { curve, sign in
                    "L = \(text(curve.value(ratio))) with slope \(text(curve.slope(ratio))) at r = "
                        + "\(NumberText.shortest(ratio)), A \(sign) 0"
                }
            }
            return "\(method.rule.title): \(values.joined(separator: "; "))."
        }
        return
            "Objective of one token against its importance ratio (upper panels) and its slope (lower "
            + "panels), for A = +1 (left) and A = −1 (right). " + sentences.joined(separator: " ")
    }

    private func text(_ number: Double) -> String { NumberText.significant(number, digits: 3) }
}

extension PiecewiseCurve {
    /// The same curve with its numbers multiplied.
    fileprivate func scaled(by factor: Double) -> PiecewiseCurve {
        func scaled(_ points: [Point]) -> [Point] { points.map { Point($0.x, $0.y * factor) } }
        var curve = self
        curve.pieces = pieces.map(scaled)
        curve.closedEnds = scaled(closedEnds)
        curve.openEnds = scaled(openEnds)
        return curve
    }
}
