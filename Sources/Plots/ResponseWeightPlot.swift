// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Returns the drawing of `plot weight` where some method weighs whole responses: weights against the
    /// mean log-ratio of a response whose tokens are equal.
    func responseDrawing(
        _ methods: [Method], _ arguments: Arguments
    ) throws(CommandError) -> Drawing {
        let range = try responseRange(arguments)
        let old = arguments[PlotKeys.old]?.logarithm ?? log(0.1)
        if arguments[PlotKeys.marksTokens] == true {
            remark("no tokens are marked: the curves are of whole responses")
        }
        var drawing = Drawing(
            title: "Token weights against a response's mean log-ratio",
            panels: [1.0, -1.0].map { advantage in
                responsePanel(methods, advantage: advantage, oldLogProbability: old, range: range)
            },
            alternativeText: responseDescription(methods, oldLogProbability: old),
            caption: methods.subject("Effective weight w of each token of a response")
                + " against the mean of its log-ratios log r = log π − log π_old, for good (A > 0) and bad responses (A < 0) "
                + "under \(methods.captionText). The response has one token, or equal ones where only "
                + "the mean counts. Full dots belong to a curve, open ones do not.",
            origins: [workbench.bench.ruleOrigin])
        drawing.footnote = CaptionWords.footnote(methods) + responseConditions(methods, old)
        return drawing
    }

    /// Returns the range of mean log-ratios to draw, in nats.
    private func responseRange(_ arguments: Arguments) throws(CommandError) -> ClosedRange<Double> {
        guard let (_, from, to) = arguments[PlotKeys.range] else { return -1...1 }
        guard from < to, from >= -20, to <= 20 else {
            throw CommandError(
                .domain, "the range of mean log-ratios must rise, within ±20 nats",
                span: arguments.span(of: PlotKeys.range), hint: "write range=-0.5..0.5")
        }
        return from...to
    }
}

/// Returns the weights of responses of one advantage against their mean log-ratio.
private func responsePanel(
    _ methods: [Method], advantage: Double, oldLogProbability: Double, range: ClosedRange<Double>
) -> Panel {
    var marks: [Mark] = [.rule(Mark.Rule(at: 1, isHorizontal: true))]
    let styles = MethodStyles.styles(of: methods.map(\.rule.name))
    for (index, method) in methods.enumerated() {
        // Over the ratio, in which rules state their edges; drawn over its logarithm.
        let curve = PiecewiseCurve(
            over: exp(range.lowerBound)...exp(range.upperBound),
            edges: method.bound.edges(oldLogProbability, advantage), isLogarithmic: true,
            keepsHigherEnd: method.isPublished
        ) { method.responseWeight(token(ratio: $0, advantage, oldLogProbability)) }
        marks.append(
            .line(
                Mark.Line(
                    curve.overLogarithm, name: method.rule.title, style: styles[index],
                    identity: method.rule.name)))
    }
    let sign = advantage > 0 ? ">" : "<"
    return Panel(
        title: advantage > 0 ? "Good responses, $A > 0$" : "Bad responses, $A < 0$",
        x: Axis(
            "mean log-ratio of the response  $\\frac{1}{T} \\, \\sum_t \\, \\log \\, r_t$",
            range: range),
        y: Axis(methods.label("weight  $w(A \(sign) 0)$")), marks: marks)
}

extension PiecewiseCurve {
    /// The same curve over the logarithm of its argument.
    var overLogarithm: PiecewiseCurve {
        func moved(_ point: Point) -> Point { Point(log(point.x), point.y) }
        var curve = self
        curve.pieces = pieces.map { $0.map(moved) }
        curve.closedEnds = closedEnds.map(moved)
        curve.openEnds = openEnds.map(moved)
        return curve
    }
}

private func token(ratio: Double, _ advantage: Double, _ old: Double) -> Token {
    Token(
        oldLogProbability: old, logProbability: old + log(ratio), advantage: advantage,
        entropy: nil, isHighEntropy: false, importanceRatio: ratio)
}

/// Returns what the curves hold for: one token where the length counts, a partner where a group does.
private func responseConditions(_ methods: [Method], _ old: Double) -> [String] {
    let byLength = methods.filter { method in
        [0.7, 0.9, 1.1, 1.5].contains { ratio in
            [1.0, -1.0].contains { advantage in
                let token = token(ratio: ratio, advantage, old)
                let (one, two) = (
                    method.responseWeight(token), method.responseWeight(token, length: 2)
                )
                return abs(one - two) > 1e-9
            }
        }
    }
    var conditions: [String] = []
    if !byLength.isEmpty {
        conditions.append(
            "\(CaptionWords.list(byLength.map(\.rule.title))): a response of one token")
    }
    let groups = methods.filter { $0.rule.scope == .group }
    if !groups.isEmpty {
        conditions.append(
            "\(CaptionWords.list(groups.map(\.rule.title))): in a group with one unmoved response of "
                + "the other sign")
    }
    if methods.contains(where: dependsOnProbability) {
        conditions.append("at $\\pi_{old}$ = \(NumberText.significant(exp(old), digits: 3))")
    }
    return conditions + methods.conditions
}

private func responseDescription(_ methods: [Method], oldLogProbability: Double) -> String {
    let sentences = methods.map { method -> String in
        let values = [-0.5, 0, 0.1].flatMap { mean in
            [1.0, -1.0].map { advantage in
                let weight = method.responseWeight(
                    token(ratio: exp(mean), advantage, oldLogProbability))
                return "\(NumberText.significant(weight, digits: 3)) at "
                    + "\(NumberText.shortest(mean)), A \(advantage > 0 ? ">" : "<") 0"
            }
        }
        return "\(method.rule.title): \(values.joined(separator: "; "))."
    }
    return
        "Weight of each token of a response against the mean of its log-ratios in nats, for positive "
        + "advantages (first panel) and negative ones (second panel). "
        + sentences.joined(separator: " ")
}
