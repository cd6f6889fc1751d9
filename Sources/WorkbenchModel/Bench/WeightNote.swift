// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import TokenWeights

/// Returns the one remark about a token that matters most, or an empty text.
///
/// In this order: no signal; masked by every method; masked by some; a ratio that has left the
/// interval the way the advantage pushes and whose gradient is kept all the same; a method that
/// lifts or holds back the token against the first one. What is masked and yet has a score is moved by
/// u alone. `token` is the token as the methods see it, another policy in the place of π_old where
/// they take one for it.
package func weightNote(
    _ token: Token, _ methods: [Method], _ weighings: [Weighing], _ outside: [Bool?]
) -> String {
    guard token.advantage != 0 else {
        let moves = weighings.contains { $0.score != 0 }
        return moves ? "advantage 0, moved by u alone" : "no signal: advantage 0"
    }
    if let first = weighings.first, !methods[0].isScore {
        if first.weight != 0, first.factor == 0 {
            return "dropped by the correction" + movedByTerm([first])
        }
        if !first.isKept { return "masked: low entropy" + movedByTerm([first]) }
    }
    let masked = methods.indices.filter { weighings[$0].weight == 0 && !methods[$0].isScore }
    if let first = masked.first {
        let reason =
            maskReason(token, methods[first], outside[first])
            + movedByTerm(masked.map { weighings[$0] })
        guard masked.count < methods.count else { return "masked: \(reason)" }
        return "\(titles(masked, methods)) masked: \(reason)"
    }
    let hasLeft = (token.importanceRatio > 1) == (token.advantage > 0)
    let kept = methods.indices.filter { outside[$0] == true }
    if hasLeft && !kept.isEmpty {
        return "\(titles(kept, methods)) outside the interval, gradient kept"
    }
    return methods.contains(where: \.addsTerms)
        ? "" : comparison(token, methods, weighings.map(\.weight))
}

/// Returns what moves a token that has no weight, or an empty text where nothing does.
private func movedByTerm(_ weighings: [Weighing]) -> String {
    weighings.allSatisfy { $0.score != 0 } ? ", moved by u alone" : ""
}

private func titles(_ indices: [Int], _ methods: [Method]) -> String {
    indices.count == methods.count && indices.count > 1
        ? "all" : indices.map { shownText(methods[$0].rule.title) }.joined(separator: ", ")
}

private func maskReason(_ token: Token, _ method: Method, _ outside: Bool?) -> String {
    let names = method.rule.parameters.map(\.name)
    if method.bound.cap?.isActive(token) == true { return "ratio > c" }
    switch method.rule.scope {
    case .group: return "its group is all of one sign"
    case .batch where outside != true: return "by the batch"
    default: break
    }
    // What looks at μ has another ratio or none: its own condition says what decided.
    if method.isPublished, method.rule.needs.contains(.engine) {
        return decidingCondition(method.unmasked.derivation(token))
    }
    guard outside == true else { return "weight 0" }
    if token.importanceRatio > 1 {
        return names.contains("eps_high") ? "ratio > 1+eps_high" : "ratio too high"
    }
    return names.contains("eps_low") ? "ratio < 1-eps_low" : "ratio too low"
}

/// Returns the condition of a derivation without the sign of the advantage and what follows from it.
private func decidingCondition(_ derivation: Derivation) -> String {
    let condition = derivation.condition.split(separator: " → ").first ?? ""
    let parts = condition.split(separator: ", ").filter { !$0.hasPrefix("A") }
    return parts.isEmpty ? "weight 0" : parts.joined(separator: ", ")
}

/// Returns what the method that differs most from the first one does to the token.
private func comparison(_ token: Token, _ methods: [Method], _ weights: [Double]) -> String {
    guard let base = weights.first, base > 0, token.advantage > 0 else { return "" }
    let factors = weights.map { $0 / base }
    let far = factors.indices.max { abs(distance(factors[$0])) < abs(distance(factors[$1])) }
    guard let far, abs(factors[far] - 1) > 1e-9 else { return "" }
    let size = NumberText.significant(factors[far], digits: 2)
    guard size != "1" else { return "" }
    let title = shownText(methods[far].rule.title)
    let who =
        token.importanceRatio == 1 ? "a" : token.importanceRatio < 1 ? "a lagging" : "a leading"
    return factors[far] > 1
        ? "\(title) lifts \(who) token \(size)×" : "\(title) holds \(who) token back \(size)×"
}

private func distance(_ factor: Double) -> Double { factor > 1 ? factor - 1 : 1 / factor - 1 }
