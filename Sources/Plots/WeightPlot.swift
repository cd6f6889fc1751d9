// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Figures
import Glibc
import TokenWeights
package import WorkbenchModel

extension PlotKind {
    /// `plot weight`: each method's weight against the ratio, for good and for bad tokens.
    package static let weight = PlotKind(
        name: "weight",
        summary: "weights against the ratio, or a response's mean log-ratio, A > 0 and A < 0",
        isLive: true, uses: [PlotKeys.marksTokens, PlotKeys.old], ignores: ignoresOld
    ) { workspace, arguments throws(CommandError) in
        let methods = try workspace.methods(arguments, scopes: [.token, .response, .group])
        try workspace.checkEntropy(methods, hint: "weights and sweep take it from the tokens")
        if methods.contains(where: { $0.rule.scope != .token }) {
            return try workspace.responseDrawing(methods, arguments)
        }
        let range = try workspace.plotRange(arguments, default: 0.2...5)
        let old = arguments[PlotKeys.old]?.logarithm ?? log(0.1)
        let bench = workspace.workbench.bench
        let tokens = TokenMarks(bench, wanted: arguments[PlotKeys.marksTokens])
        let panels = [1.0, -1.0].map { advantage in
            weightPanel(
                methods, tokens, advantage: advantage, oldLogProbability: old, range: range)
        }
        var drawing = Drawing(
            title: "Token weights against the importance ratio", panels: panels,
            alternativeText: weightDescription(methods, oldLogProbability: old),
            caption: methods.subject("Effective weight w on the policy gradient")
                + " against the importance ratio r = π/π_old (logarithmic) for good (A > 0) and bad tokens (A < 0) under "
                + "\(methods.captionText). Full dots belong to a curve, open ones do not."
                + tokens.caption,
            origins: [tokens.isEmpty ? bench.ruleOrigin : bench.tokenOrigin])
        var conditions = methods.conditions + tokens.remarks(methods)
        if methods.contains(where: dependsOnProbability) {
            let oldText = NumberText.significant(exp(old), digits: 3)
            let largest = NumberText.significant(1 / exp(old), digits: 3)
            conditions.insert("at $\\pi_{old}$ = \(oldText), where $r$ ≤ \(largest)", at: 0)
        }
        drawing.footnote = CaptionWords.footnote(methods) + conditions
        return drawing
    }
}

/// Returns the weights of tokens of one advantage against the ratio, with some tokens marked.
package func weightPanel(
    _ methods: [Method], _ tokens: TokenMarks, advantage: Double, oldLogProbability: Double,
    range: ClosedRange<Double>
) -> Panel {
    var marks = MaskedRegions(methods, advantage, oldLogProbability, range).marks
    marks.append(.rule(Mark.Rule(at: 1, isHorizontal: true)))
    let styles = MethodStyles.styles(of: methods.map(\.rule.name))
    for (index, method) in methods.enumerated() {
        let curve = PiecewiseCurve(
            over: range, edges: method.bound.edges(oldLogProbability, advantage),
            isLogarithmic: true, keepsHigherEnd: method.isPublished
        ) { ratio in
            method.effectiveWeight(
                Token(
                    oldLogProbability: oldLogProbability,
                    logProbability: oldLogProbability + log(ratio), advantage: advantage,
                    entropy: nil, isHighEntropy: false, importanceRatio: ratio))
        }
        marks.append(
            .line(
                Mark.Line(
                    curve, name: method.rule.title, style: styles[index],
                    identity: method.rule.name)))
    }
    marks += capNote(methods, advantage: advantage, range: range)
    marks += tokens.marks(methods, styles: styles, advantage: advantage, range: range)
    let sign = advantage > 0 ? ">" : "<"
    return Panel(
        title: advantage > 0 ? "Good tokens, $A > 0$" : "Bad tokens, $A < 0$",
        x: Axis(
            "importance ratio  $r = \\frac{\\pi}{\\pi_{old}}$", scale: .logarithmic, range: range),
        y: Axis(methods.label("weight  $w(r, A \(sign) 0)$")), marks: marks)
}

extension Mark.Line {
    package init(_ curve: PiecewiseCurve, name: String, style: Int, identity: String = "") {
        self.init(
            name: name, style: style, pieces: curve.pieces, closedEnds: curve.closedEnds,
            openEnds: curve.openEnds, identity: identity)
    }
}

/// Returns a note on the bound c, where some method keeps the gradient there and all agree on c.
///
/// Among many curves there is no room beside the bound, and a note elsewhere would mislead.
private func capNote(
    _ methods: [Method], advantage: Double, range: ClosedRange<Double>
) -> [Mark] {
    let bounds = Set(methods.compactMap { $0.settings.first { $0.name == "c" }?.value })
    guard let bound = bounds.first, bounds.count == 1, methods.count <= 3 else { return [] }
    let edge = advantage > 0 ? 1 / bound : bound
    let beyond = Token(
        oldLogProbability: log(0.01), logProbability: log(0.01) + 1.01 * log(edge),
        advantage: advantage)
    let isHeld = methods.contains { $0.bound.cap != nil && $0.effectiveWeight(beyond) == bound }
    guard isHeld, range.contains(edge) else { return [] }
    let end = advantage > 0 ? range.lowerBound : range.upperBound
    let place = Point((edge * end).squareRoot(), bound)
    return [.note(Mark.Note("cap $c = \(NumberText.shortest(bound))$", .below(place)))]
}

/// Returns whether a method's weight depends on probabilities besides their ratio.
func dependsOnProbability(_ method: Method) -> Bool {
    [0.3, 0.9, 1.1, 2.5].contains { ratio in
        [1.0, -1.0].contains { advantage in
            let weights = [0.01, 0.1, 0.35].map { old in
                method.effectiveWeight(
                    Token(
                        oldLogProbability: log(old), logProbability: log(old * ratio),
                        advantage: advantage, entropy: nil, isHighEntropy: false,
                        importanceRatio: ratio))
            }
            return weights.contains { abs($0 - weights[0]) > 1e-9 }
        }
    }
}

private func weightDescription(_ methods: [Method], oldLogProbability: Double) -> String {
    let sentences = methods.map { method -> String in
        let values = [0.5, 1.0, 1.1].flatMap { ratio in
            [1.0, -1.0].map { advantage in
                let token = Token(
                    oldLogProbability: oldLogProbability,
                    logProbability: oldLogProbability + log(ratio), advantage: advantage,
                    entropy: nil, isHighEntropy: false, importanceRatio: ratio)
                let weight = NumberText.significant(method.effectiveWeight(token), digits: 3)
                return
                    "\(weight) at r = \(NumberText.shortest(ratio)), A \(advantage > 0 ? ">" : "<") 0"
            }
        }
        return "\(method.rule.title): \(values.joined(separator: "; "))."
    }
    return "Weight on the policy gradient against the importance ratio on a logarithmic axis, for "
        + "positive advantages (first panel) and negative ones (second panel). "
        + sentences.joined(separator: " ")
}
