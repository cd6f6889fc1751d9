// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot gradient`: the gradient's size against the probability, at a fixed old one.
    package static let gradient = PlotKind(
        name: "gradient", summary: "gradient on the logit against π, at a fixed π_old",
        isLive: true, uses: [PlotKeys.old]
    ) { workspace, arguments throws(CommandError) in
        let methods = try workspace.methods(arguments)
        try workspace.checkEntropy(methods, hint: "weights and sweep take it from the tokens")
        let old = arguments[PlotKeys.old]?.logarithm ?? log(0.3)
        let middle = exp(old)
        let range = try workspace.plotRange(arguments, default: (middle / 10)...min(1, middle * 5))
        guard range.upperBound <= 1 else {
            throw CommandError(
                .domain, "a probability is at most 1", span: arguments.span(of: PlotKeys.range),
                hint: "write range=0.03..1")
        }
        let panels = [1.0, -1.0].map { advantage in
            gradientPanel(methods, advantage: advantage, oldLogProbability: old, range: range)
        }
        let oldText = NumberText.significant(middle, digits: 3)
        return Drawing(
            title: "Gradient on the logit against the probability", panels: panels,
            alternativeText: gradientDescription(methods, oldLogProbability: old),
            caption: "Size of the gradient on the sampled token's logit, "
                + (methods.addTerms ? "|wA + u|·(1 − π)" : "w·|A|·(1 − π)")
                + ", against its probability π at π_old = \(oldText) and |A| = 1, for good (A > 0) and bad "
                + "tokens (A < 0) under \(methods.captionText). Full dots belong to a curve, open "
                + "ones do not.",
            footnote: ["at $\\pi_{old}$ = \(oldText), $|A|$ = 1"]
                + CaptionWords.footnote(methods) + methods.conditions,
            origins: [workspace.workbench.bench.ruleOrigin])
    }
}

private func gradientPanel(
    _ methods: [Method], advantage: Double, oldLogProbability: Double, range: ClosedRange<Double>
) -> Panel {
    var marks: [Mark] = [.rule(Mark.Rule(at: exp(oldLogProbability), isHorizontal: false))]
    let styles = MethodStyles.styles(of: methods.map(\.rule.name))
    for (index, method) in methods.enumerated() {
        let edges = method.bound.edges(oldLogProbability, advantage)
            .map { $0 * exp(oldLogProbability) }
        let curve = PiecewiseCurve(
            over: range, edges: edges, isLogarithmic: true, keepsHigherEnd: method.isPublished
        ) { probability in
            method.gradientSize(
                Token(
                    oldLogProbability: oldLogProbability, logProbability: log(probability),
                    advantage: advantage, entropy: nil, isHighEntropy: false,
                    importanceRatio: probability / exp(oldLogProbability)))
        }
        marks.append(
            .line(
                Mark.Line(
                    curve, name: method.rule.title, style: styles[index],
                    identity: method.rule.name)))
    }
    return Panel(
        title: advantage > 0 ? "Good tokens, $A = +1$" : "Bad tokens, $A = -1$",
        x: Axis("probability now  $\\pi$", scale: .logarithmic, range: range),
        y: Axis(
            "gradient on the logit  "
                + (methods.addTerms ? "$|w A + u| (1 - \\pi)$" : "$w |A| (1 - \\pi)$")),
        marks: marks)
}

private func gradientDescription(_ methods: [Method], oldLogProbability: Double) -> String {
    let sentences = methods.map { method -> String in
        let values = [0.5, 1.0].map { ratio in
            let token = Token(
                oldLogProbability: oldLogProbability,
                logProbability: oldLogProbability + log(ratio), advantage: 1)
            return "\(NumberText.significant(method.gradientSize(token), digits: 3)) at "
                + "π = \(NumberText.significant(token.probability, digits: 3))"
        }
        return "\(method.rule.title): \(values.joined(separator: ", "))."
    }
    return "Size of the gradient on the sampled token's logit against its probability, for A = +1 "
        + "(first panel) and A = −1 (second panel); values for A = +1. "
        + sentences.joined(separator: " ")
}
