// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Soft gating: the clip replaced by a sigmoid.
    public static let sapo = WeightRule(
        name: "sapo",
        title: "SAPO",
        summary: "The ratio, faded out smoothly on both sides instead of masked.",
        formula: """
            w = 4 σ(x) (1 − σ(x)) r, x = τ (r − 1)
            τ = τ_pos if A > 0, else τ_neg
            """,
        expression: """
            if A > 0 then 4*r*exp(-abs(tau_pos*(r - 1)))/(1 + exp(-abs(tau_pos*(r - 1))))^2
            else 4*r*exp(-abs(tau_neg*(r - 1)))/(1 + exp(-abs(tau_neg*(r - 1))))^2
            """,
        source: """
            Gao et al., Soft Adaptive Policy Optimization, arXiv:2511.20347; checked against \
            verl, compute_policy_loss_sapo
            """,
        parameters: [temperaturePositive, temperatureNegative]
    ) { values in
        let positive = values[temperaturePositive]
        let negative = values[temperatureNegative]
        let temperature = { @Sendable (token: Token) in token.advantage > 0 ? positive : negative }
        return BoundRule(
            weight: { sapoWeight($0, temperature: temperature($0)) },
            isOutside: nil,
            cap: nil,
            loss: { token, _ in sapoLoss(token, temperature: temperature(token)) },
            edges: { _, _ in [] },
            derivation: { token in
                let gate = "4 σ(x) (1 − σ(x)) r"
                let text = "x = \(Derivation.decimal(temperature(token))) · (r − 1)"
                return .unmasked(token, positive: "\(gate), \(text)", negative: "\(gate), \(text)")
            })
    }

    private static let temperaturePositive = RuleParameter(
        name: "tau_pos", symbol: "τ_pos",
        summary: "How sharply the weight fades where A > 0.",
        defaultValue: 1, domain: .positive)

    private static let temperatureNegative = RuleParameter(
        name: "tau_neg", symbol: "τ_neg",
        summary: "How sharply the weight fades where A < 0.",
        defaultValue: 1.05, domain: .positive)
}

/// Returns SAPO's weight on one token's score-function gradient.
///
///     x = τ (r − 1)
///     A ≠ 0:  w = 4 σ(x) (1 − σ(x)) r = r / cosh²(x / 2)
///     A = 0:  w = 0
///
/// Computed as 4 e / (1 + e)² with e = exp(−|x|), because 1 − σ(x) cancels for large x.
///
/// - Parameters:
///   - token: One token.
///   - temperature: The sharpness τ, unitless, above 0.
/// - Returns: A unitless weight, never negative, 1 at r = 1; NaN where the ratio is NaN and A
///   is not 0.
/// - Source: Gao et al., arXiv:2511.20347, the loss differentiated by hand.
package func sapoWeight(_ token: Token, temperature: Double) -> Double {
    guard token.advantageSign != .none else { return 0 }
    let decay = exponential(-abs(temperature * (token.importanceRatio - 1)))
    return token.importanceRatio * 4 * decay / ((1 + decay) * (1 + decay))
}

/// Returns SAPO's loss of one token, −A (4/τ) σ(τ (r − 1)).
///
/// - Parameters:
///   - token: One token.
///   - temperature: The sharpness τ, unitless, above 0.
/// - Returns: The loss before any averaging, in units of the advantage.
/// - Source: verl, compute_policy_loss_sapo; Gao et al., arXiv:2511.20347.
package func sapoLoss(_ token: Token, temperature: Double) -> Double {
    guard token.advantageSign != .none else { return 0 }
    let gate = 1 / (1 + exponential(-temperature * (token.importanceRatio - 1)))
    return -token.advantage * gate * 4 / temperature
}
