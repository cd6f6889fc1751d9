// SPDX-License-Identifier: GPL-3.0-or-later

/// One token of an answer, as a weighting rule sees it.
///
/// Probabilities are kept as logarithms in nats, so that a ratio is never a quotient of
/// probabilities and a token of probability 1e-300 loses nothing.
public struct Token: Sendable, Equatable {
    /// The log-probability under the policy that sampled the token, log π_old, in nats, at most 0.
    public let oldLogProbability: Double

    /// The log-probability under the policy being trained, log π, in nats, at most 0.
    public let logProbability: Double

    /// The advantage Â that the token shares with its answer; positive for good answers.
    public let advantage: Double

    /// The entropy of the whole next-token distribution in nats, or nil where it is not known.
    public let entropy: Double?

    /// Whether the token is among its response's most uncertain ones.
    ///
    /// Only rules with an entropy-dependent clip range look at it.
    public let isHighEntropy: Bool

    /// The log-probability that the rollout engine computed as it sampled the token, log μ, in nats;
    /// nil where it is not known.
    ///
    /// Engines and trainers compute in different ways, so that μ is not π_old even where both are said
    /// to be the same policy.
    public var engineLogProbability: Double?

    /// The log-probability under the reference policy, log π_ref, in nats; nil where it is not known.
    public var referenceLogProbability: Double?

    /// The importance ratio r = π/π_old, from a log-ratio clamped to ±20.
    ///
    /// The clamp is that of the published implementations; it bounds r to
    /// [2.06e-9, 4.85e8] and keeps every weight finite.
    public let importanceRatio: Double

    /// Makes a token and computes its importance ratio: NaN where a log-probability is NaN, or both
    /// are −∞.
    ///
    /// - Parameters:
    ///   - oldLogProbability: log π_old in nats.
    ///   - logProbability: log π in nats.
    ///   - advantage: The advantage, unitless.
    ///   - entropy: The entropy of the next-token distribution in nats, where known.
    ///   - isHighEntropy: Whether the token is among the response's most uncertain ones.
    ///   - engineLogProbability: log μ in nats, where known.
    ///   - referenceLogProbability: log π_ref in nats, where known.
    public init(
        oldLogProbability: Double, logProbability: Double, advantage: Double,
        entropy: Double? = nil, isHighEntropy: Bool = false, engineLogProbability: Double? = nil,
        referenceLogProbability: Double? = nil
    ) {
        self.init(
            oldLogProbability: oldLogProbability, logProbability: logProbability,
            advantage: advantage, entropy: entropy, isHighEntropy: isHighEntropy,
            importanceRatio: exponential(Self.clampedLogRatio(logProbability - oldLogProbability)))
        self.engineLogProbability = engineLogProbability
        self.referenceLogProbability = referenceLogProbability
    }

    /// Makes a token whose importance ratio somebody has computed already.
    ///
    /// For inner loops and for logs that carry the ratio; the ratio is trusted.
    public init(
        oldLogProbability: Double, logProbability: Double, advantage: Double,
        entropy: Double?, isHighEntropy: Bool, importanceRatio: Double
    ) {
        self.oldLogProbability = oldLogProbability
        self.logProbability = logProbability
        self.advantage = advantage
        self.entropy = entropy
        self.isHighEntropy = isHighEntropy
        self.importanceRatio = importanceRatio
    }

    /// Returns a log-ratio in nats clamped to ±20, as verl and Archer2.0 clamp it; NaN stays NaN.
    public static func clampedLogRatio(_ logRatio: Double) -> Double {
        logRatio < -20 ? -20 : (logRatio > 20 ? 20 : logRatio)
    }

    /// ρ = π_old/μ, from a log-ratio clamped to ±20; 1 where μ is not known, NaN where it is NaN.
    public var engineRatio: Double {
        engineLogProbability.map { exponential(Self.clampedLogRatio(oldLogProbability - $0)) } ?? 1
    }

    /// The probability π under the policy being trained, in (0, 1].
    public var probability: Double { exponential(logProbability) }

    /// The probability π_old under the policy that sampled the token, in (0, 1].
    public var oldProbability: Double { exponential(oldLogProbability) }
}
