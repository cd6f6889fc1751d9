// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension BoundRule {
    /// Whether the rule must be shown every response in order.
    var needsResponses: Bool {
        responses != nil || entropyUse == .quantile
    }

    /// Whether the rule has an interval that single tokens' ratios can be outside of.
    var hasInterval: Bool { isOutside != nil }

    /// How the method averages the tokens of a minibatch, where the settings say it one way.
    func aggregation(_ settings: TrainingSettings) -> TrainingSettings.Aggregation {
        guard let responses else { return settings.aggregation }
        switch responses.reduction {
        case .mean: return .sequenceMean
        case .sum: return .tokenMean
        }
    }

    /// Returns the rule on single tokens, which is all that exact training can use.
    ///
    /// - Throws: ``SimulationError`` with a remedy for a rule on whole responses.
    func tokenRule(orElse remedy: String) throws(SimulationError) -> BoundRule {
        guard responses != nil else { return self }
        throw SimulationError(
            "\(name) weighs whole responses, and exact training has none", parameter: "methods",
            hint: "\(remedy), or leave out \(name)")
    }
}
