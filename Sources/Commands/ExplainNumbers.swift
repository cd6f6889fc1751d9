// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenWeights
import WorkbenchModel

/// Returns how corrections and additive terms change the weight into the score, a line a method; none
/// where there are neither.
func scoreLines(
    _ token: Token, _ response: [Token], _ methods: [Method], _ weighings: [Weighing],
    _ titles: [String], _ width: Int, _ number: (Double) -> String
) -> [String] {
    zip(methods.indices, zip(methods, weighings)).compactMap { index, pair in
        let (method, weighing) = pair
        guard method.correction != nil || method.addsTerms else { return String?.none }
        var formula = "w·A" + (method.correction == nil ? "" : "·f")
        var numbers = "\(number(weighing.weight))·\(number(token.advantage))"
        if let correction = method.correction?.correction {
            numbers += "·\(number(weighing.factor))"
            let quantities = correction.quantities.map {
                ", \($0.symbol) = \(number($0.value(token, in: response)))"
            }
            formula += " (\(correction.title)\(quantities.joined()))"
        }
        if method.addsTerms {
            let added = weighing.score - weighing.total * token.advantage
            formula += " + u"
            numbers += added < 0 ? " − \(number(-added))" : " + \(number(added))"
        }
        return " \(padded(titles[index], to: width))   score = \(formula) = \(numbers) = "
            + number(weighing.score)
    }
}

/// Returns how the ratios come about: π/π_old, or π/μ where μ counts as π_old, and below it π/μ where a
/// method looks at that beside.
func ratioLines(
    _ given: BenchToken, _ token: Token, _ methods: [Method], _ number: (Double) -> String
) -> [String] {
    let roles = methods.first?.policies ?? .own
    let isSwapped = roles == .engineAsOld
    let (old, symbol) =
        isSwapped ? given.engine.map { ($0, "μ") } ?? (given.old, "π_old") : (given.old, "π_old")
    var lines = [
        ratioLine("r", given.new, old, symbol, clampedTo: number(token.importanceRatio))
    ]
    let readsEngine = methods.contains { $0.isPublished && $0.rule.needs.contains(.engine) }
    if readsEngine, roles == .own, let engine = given.engine {
        let ratio = exponential(given.new.logarithm - engine.logarithm)
        lines.append(ratioLine(nil, given.new, engine, "μ", clampedTo: number(ratio)))
    }
    return lines
}

/// Returns how a ratio comes about, and says where it is not the quotient but the clamped value.
///
/// A ratio without a name is not clamped.
private func ratioLine(
    _ name: String?, _ new: Probability, _ old: Probability, _ symbol: String,
    clampedTo ratio: String
) -> String {
    let logRatio = new.logarithm - old.logarithm
    if let name, abs(logRatio) > 20 {
        let clamped = logRatio > 0 ? "20" : "−20"
        let exact = NumberText.significant(logRatio, digits: 4)
        return " log \(name) = log π − log \(symbol) = \(exact), clamped to \(clamped): "
            + "\(name) = \(ratio)"
    }
    let start = name.map { " \($0) = " } ?? " "
    guard new.value > 0, old.value > 0 else {
        return start + "exp(log π − log \(symbol)) = exp(\(NumberText.shortest(new.logarithm)) − "
            + "(\(NumberText.shortest(old.logarithm)))) = \(ratio)"
    }
    let (above, below) = evenDecimals(new.value, old.value)
    return start + "π/\(symbol) = \(above)/\(below) = \(ratio)"
}

/// Returns two probabilities with as many decimals as the longer one needs: `0.05` and `0.10`.
private func evenDecimals(_ first: Double, _ second: Double) -> (String, String) {
    let texts = [first, second].map { NumberText.significant($0, digits: 4) }
    guard !texts.contains(where: { $0.contains("e") }) else { return (texts[0], texts[1]) }
    let decimals = texts.map { $0.drop { $0 != "." }.dropFirst().count }.max() ?? 0
    return (
        NumberText.fixed(first, digits: decimals), NumberText.fixed(second, digits: decimals)
    )
}
