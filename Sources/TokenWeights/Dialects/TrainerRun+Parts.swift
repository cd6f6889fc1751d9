// SPDX-License-Identifier: GPL-3.0-or-later

extension TrainerRun {
    /// Makes a run of PPO's rule: with a bound c on the ratios of bad answers where there is one.
    static func clipped(
        below: Double, above: Double, cap: Double?, aggregation: String
    ) -> TrainerRun {
        let clip = clip(below, above)
        guard let cap else { return TrainerRun(.ppo, clip, aggregation: aggregation) }
        return TrainerRun(.grpo, clip.merging(["c": cap]) { $1 }, aggregation: aggregation)
    }

    /// Returns the values of a clip interval.
    static func clip(_ below: Double, _ above: Double) -> ParameterValues {
        ["eps_low": below, "eps_high": above]
    }

    /// Puts a correction in, with its bounds; without a lower one it is 0.
    mutating func correct(_ correction: Correction, low: Double? = nil, high: Double?) {
        self.correction = correction
        let names = correction.parameters.map(\.name)
        if names.contains("rho_low") { correctionValues["rho_low"] = low ?? 0 }
        if names.contains("rho_high") { correctionValues["rho_high"] = high ?? .infinity }
    }

    /// Puts OPSM in.
    mutating func dropLeftBehind(beyond drift: Double) {
        (correction, correctionValues) = (.opsm, ["opsm_delta": drift])
    }

    /// Leaves the run with the tokens of highest entropy where `top_entropy_quantile` is below 1; `batch`
    /// says whose quantile counts.
    mutating func keepTopEntropies(
        _ settings: TrainerSettings, _ batch: String
    ) throws(DialectError) {
        let share = try settings.number("top_entropy_quantile")
        guard share > 0, share <= 1 else {
            throw settings.wrong("top_entropy_quantile", "a share above 0 and at most 1")
        }
        guard share < 1 else { return }
        entropyTop = share
        notes.append("the batch whose entropies count is \(batch)")
    }

    /// Puts a penalty in, unless its coefficient is 0.
    mutating func penalize(
        _ penalty: ReferencePenalty, _ coefficient: Double, isClamped: Bool = false
    ) {
        guard coefficient != 0 else { return }
        (self.penalty, penaltyCoefficient, clampsPenalty) = (penalty, coefficient, isClamped)
    }
}
