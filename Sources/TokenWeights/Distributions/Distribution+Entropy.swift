// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution {
    /// The entropy H = −Σ p log p in nats, from 0 to the logarithm of the number of tokens.
    ///
    /// An impossible token adds nothing; NaN where a probability is NaN; 0 for no tokens.
    public var entropy: Double {
        0
            - zip(probabilities, logProbabilities).reduce(0) { sum, token in
                token.0 == 0 ? sum : sum + token.0 * token.1
            }
    }

    /// The gradient of the entropy on the logits: ∂H/∂zⱼ = −p_j (log p_j + H), in nats a nat.
    ///
    /// One component a token; they sum to 0 but for rounding.
    public var entropyGradient: [Double] {
        let entropy = self.entropy
        return zip(probabilities, logProbabilities).map { probability, logProbability in
            probability == 0 ? 0 : 0 - probability * (logProbability + entropy)
        }
    }

    /// Returns the change of the entropy under a change of the logits, to first order, in nats.
    ///
    ///     ΔH ≈ −Σ p_j (log p_j + H) Δzⱼ = −Cov_{a~p}(log p_a, Δz_a)
    ///
    /// - Parameter logitChange: What is added to each token's logit, in nats.
    /// - Returns: Nats, positive where the entropy rises.
    /// - Precondition: One number a token.
    /// - Source: Cui et al., arXiv:2505.22617, Lemma 1.
    public func firstOrderEntropyChange(_ logitChange: [Double]) -> Double {
        precondition(logitChange.count == probabilities.count, "one change a token")
        return zip(entropyGradient, logitChange).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
