// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution {
    /// Returns the Kullback–Leibler divergence from this distribution to another, in nats.
    ///
    ///     KL(p ‖ q) = Σ p (log p − log q)
    ///
    /// - Parameter other: q, over the same tokens in the same order.
    /// - Returns: At least 0 but for rounding; infinite where q finds a token impossible that p
    ///   does not.
    /// - Precondition: Both have the same number of tokens.
    public func divergence(to other: Distribution) -> Double {
        precondition(probabilities.count == other.probabilities.count, "the same tokens")
        return probabilities.indices.reduce(0) { sum, index in
            let probability = probabilities[index]
            guard probability != 0 else { return sum }
            return sum + probability * (logProbabilities[index] - other.logProbabilities[index])
        }
    }
}
