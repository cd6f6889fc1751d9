// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The three methods of the expected statistics, written down here from their formulas, so that
/// the statistics are tested apart from the catalogue.
let localRules: [(name: String, rule: BoundRule)] = [
    (
        "grpo",
        bound(cap: Cap(sides: .negative) { $0.advantage < 0 && $0.importanceRatio > 3 }) {
            isMasked($0) || ($0.advantage < 0 && $0.importanceRatio > 3) ? 0 : $0.importanceRatio
        }
    ),
    (
        "aspo",
        bound(cap: Cap(sides: .both) { flipped($0) > 3 }) {
            isMasked($0) ? 0 : min(flipped($0), 3)
        }
    ),
    ("no_is", bound(cap: nil) { isMasked($0) ? 0 : 1 }),
]

/// Returns the hard mask of all three at ε = 0.2.
private func isMasked(_ token: Token) -> Bool {
    (token.advantage > 0 && token.importanceRatio > 1.2)
        || (token.advantage < 0 && token.importanceRatio < 0.8)
}

/// Returns ASPO's weight before mask and cap.
private func flipped(_ token: Token) -> Double {
    token.advantage > 0 ? 1 / token.importanceRatio : token.importanceRatio
}

/// Returns a rule that has a weight and a cap and nothing else.
func bound(cap: Cap?, weight: @escaping @Sendable (Token) -> Double) -> BoundRule {
    BoundRule(
        weight: weight, isOutside: nil, cap: cap, loss: { _, _ in 0 }, edges: { _, _ in [] },
        derivation: { _ in Derivation(condition: "", formula: "") })
}
