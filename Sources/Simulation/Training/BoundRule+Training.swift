// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension BoundRule {
    /// Whether the rule must be shown every response in order.
    var needsResponses: Bool {
        responses != nil || batch != nil || entropyUse == .quantile
    }

    /// Whether the rule has an interval that single tokens' ratios can be outside of.
    var hasInterval: Bool { isOutside != nil }

    /// How the method averages the tokens of a minibatch, where the settings say it one way.
    func aggregation(_ settings: TrainingSettings) -> TrainingSettings.Aggregation {
        guard let reduction = responses?.reduction ?? batch?.reduction else {
            return settings.aggregation
        }
        switch reduction {
        case .mean: return .sequenceMean
        case .sum: return .tokenMean
        }
    }

    /// Returns the rule on single tokens, which is all that exact training can use.
    ///
    /// - Throws: ``SimulationError`` with a remedy for a rule on whole responses.
    func tokenRule(orElse remedy: String) throws(SimulationError) -> BoundRule {
        guard responses != nil || batch != nil else { return self }
        let what = batch == nil ? "responses" : "batches of samples"
        throw SimulationError(
            "\(name) weighs whole \(what), and exact training has none", parameter: "methods",
            hint: "\(remedy), or leave out \(name)")
    }
}
