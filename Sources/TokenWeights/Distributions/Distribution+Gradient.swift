// SPDX-License-Identifier: GPL-3.0-or-later

extension Distribution {
    /// Returns the gradient on all logits of the loss of one token that was sampled.
    ///
    ///     ∂L/∂zⱼ = −w A (1[j = a] − p_j)
    ///
    /// - Parameters:
    ///   - sampled: The index a of the token that was sampled.
    ///   - weight: Its effective weight w under some rule.
    ///   - advantage: Its advantage A.
    /// - Returns: One component a token; they sum to 0 but for rounding.
    /// - Precondition: There is a token of that index.
    public func logitGradient(sampled: Int, weight: Double, advantage: Double) -> [Double] {
        precondition(probabilities.indices.contains(sampled), "a token of that index")
        let slope = 0 - weight * advantage
        return probabilities.indices.map { index in
            slope * ((index == sampled ? 1 : 0) - probabilities[index])
        }
    }
}
