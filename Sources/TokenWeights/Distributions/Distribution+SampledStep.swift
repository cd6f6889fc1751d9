// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution {
    /// Returns the change of the entropy to first order when one sampled token is trained, in nats.
    ///
    ///     ΔH ≈ −lr w A (p_a (log p_a + H) − Σ p_j² (log p_j + H))
    ///
    /// With w A > 0 the entropy falls where the token is likelier than most, and rises where it
    /// is rare: a larger weight on a token that lags but still leads lowers the entropy.
    ///
    /// - Parameters:
    ///   - sampled: The index a of the token.
    ///   - weight: Its effective weight w under some rule.
    ///   - advantage: Its advantage A.
    ///   - learningRate: lr, in units of the logits.
    /// - Returns: Nats, positive where the entropy rises.
    /// - Precondition: There is a token of that index.
    /// - Source: Cui et al., arXiv:2505.22617, Lemma 1, for the step of one token; by hand.
    public func firstOrderEntropyChange(
        sampled: Int, weight: Double, advantage: Double, learningRate: Double
    ) -> Double {
        precondition(probabilities.indices.contains(sampled), "a token of that index")
        let slopes = entropyGradient
        let mean = zip(probabilities, slopes).reduce(0) { $0 + $1.0 * $1.1 }
        return learningRate * weight * advantage * (slopes[sampled] - mean)
    }

    /// Returns the change of the entropy when one sampled token is trained, exactly, in nats.
    ///
    /// - Parameters:
    ///   - sampled: The index a of the token.
    ///   - weight: Its effective weight w under some rule.
    ///   - advantage: Its advantage A.
    ///   - learningRate: lr, in units of the logits.
    /// - Returns: H after the step minus H before, in nats.
    /// - Precondition: There is a token of that index.
    public func entropyChange(
        sampled: Int, weight: Double, advantage: Double, learningRate: Double
    ) -> Double {
        let gradient = logitGradient(sampled: sampled, weight: weight, advantage: advantage)
        return stepped(against: gradient, learningRate: learningRate).entropy - entropy
    }
}
