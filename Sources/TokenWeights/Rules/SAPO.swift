// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Soft gating: the clip replaced by a sigmoid.
    public static let sapo = WeightRule(
        name: "sapo", title: "SAPO",
        summary: "The ratio, faded out smoothly on both sides instead of masked.",
        source: """
            Gao et al., Soft Adaptive Policy Optimization, arXiv:2511.20347; checked against \
            verl, compute_policy_loss_sapo
            """,
        parameters: [temperaturePositive, temperatureNegative],
        definitions: [
            slope("slope_pos", symbol: "τ_pos", "tau_pos"),
            slope("slope_neg", symbol: "τ_neg", "tau_neg"),
        ],
        cases: [.positive("4*r*slope_pos"), .negative("4*r*slope_neg")],
        loss: { values, token, _ in
            sapoLoss(
                token,
                temperature: values[
                    token.advantage > 0 ? temperaturePositive : temperatureNegative])
        })

    /// The slope σ(x)·(1 − σ(x)) of the sigmoid, as e/(1 + e)² with e = exp(−|x|), because 1 − σ(x)
    /// cancels for large x.
    private static func slope(
        _ name: String, symbol: String, _ temperature: String
    ) -> RuleDefinition {
        let decay = "exp(-abs(\(temperature)*(r - 1)))"
        return RuleDefinition(
            name, symbol: "σ(x)·(1 − σ(x)), x = \(symbol)·(r − 1)",
            "\(decay)/(1 + \(decay))^2", line: "")
    }

    private static let temperaturePositive = RuleParameter(
        "tau_pos", "τ_pos", 1, .positive, "How sharply the weight fades where A > 0.")

    private static let temperatureNegative = RuleParameter(
        "tau_neg", "τ_neg", 1.05, .positive, "How sharply the weight fades where A < 0.")
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
