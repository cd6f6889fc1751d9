// SPDX-License-Identifier: GPL-3.0-or-later

/// The probabilities of all tokens that could stand at one position.
///
/// Kept as logarithms in nats, so that rare tokens lose nothing.
public struct Distribution: Sendable, Equatable {
    /// One log-probability a token, in nats, at most 0; −∞ for an impossible token.
    public let logProbabilities: [Double]

    /// One probability a token, from 0 to 1.
    public let probabilities: [Double]

    /// Makes a distribution from log-probabilities that are normalized already.
    ///
    /// - Parameter logProbabilities: One a token, in nats; their exponentials sum to 1.
    public init(logProbabilities: [Double]) {
        self.logProbabilities = logProbabilities
        probabilities = logProbabilities.map { exponential($0) }
    }

    /// Makes the softmax of some logits.
    ///
    /// - Parameters:
    ///   - logits: One a token, in nats; −∞ for an impossible token. Log-probabilities and
    ///     unnormalized log-weights will do.
    ///   - temperature: What the logits are divided by, above 0: higher is flatter.
    public init(logits: [Double], temperature: Double = 1) {
        self.init(
            logProbabilities: logSoftmax(
                temperature == 1 ? logits : logits.map { $0 / temperature }))
    }

    /// Returns the distribution after a change of its logits.
    ///
    /// - Parameter logitChange: What is added to each token's logit, in nats.
    /// - Returns: The softmax of the changed logits, over the same tokens.
    /// - Precondition: One number a token.
    public func moved(by logitChange: [Double]) -> Distribution {
        precondition(logitChange.count == logProbabilities.count, "one change a token")
        return Distribution(logits: zip(logProbabilities, logitChange).map { $0 + $1 })
    }

    /// Returns the distribution after one step of gradient descent on its logits.
    ///
    /// - Parameters:
    ///   - gradient: ∂L/∂z, one component a token.
    ///   - learningRate: What the gradient is multiplied by.
    /// - Returns: The softmax of z − lr ∂L/∂z, over the same tokens.
    /// - Precondition: One component a token.
    public func stepped(against gradient: [Double], learningRate: Double) -> Distribution {
        moved(by: gradient.map { -learningRate * $0 })
    }
}

/// Returns the logarithm of the softmax of some logits, in nats.
///
///     zⱼ − m − log Σ exp(z_b − m),  m = max z
///
/// The maximum is taken off first, so that no exponential overflows.
///
/// - Parameter logits: One a token; −∞ for an impossible token.
/// - Returns: One log-probability a token, at most 0; NaN for all where a logit is NaN or +∞, or
///   where every token is impossible; empty for none.
package func logSoftmax(_ logits: [Double]) -> [Double] {
    guard let highest = logits.max() else { return [] }
    let total = logits.reduce(0) { $0 + exponential($1 - highest) }
    let normalizer = logarithm(total)
    return logits.map { $0 - highest - normalizer }
}
