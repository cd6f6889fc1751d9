// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The plain score-function gradient.
    public static let reinforce = WeightRule(
        name: "reinforce",
        title: "REINFORCE",
        summary: "Weight 1 for every token: the score-function gradient as it stands.",
        formula: "w = 1",
        expression: "1",
        source: """
            Williams, Machine Learning 8 (1992) 229–256; checked against verl, \
            compute_policy_loss_gpg
            """,
        parameters: []
    ) { _ in scoreFunctionRule() }
}

/// Returns REINFORCE's weight on one token's score-function gradient.
///
///     A ≠ 0:  w = 1
///     A = 0:  w = 0
///
/// - Parameter token: One token; its ratio is not looked at.
/// - Returns: 1, or 0 for a token without an advantage.
/// - Source: Williams, Machine Learning 8 (1992) 229–256.
package func reinforceWeight(_ token: Token) -> Double {
    switch token.advantageSign {
    case .positive, .negative: 1
    case .none: 0
    }
}
