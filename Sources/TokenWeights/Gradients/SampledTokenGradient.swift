// SPDX-License-Identifier: GPL-3.0-or-later

/// The gradient of one sampled token's loss L, seen from its log-probability, its probability
/// and the logits of its position.
///
///     ∂L/∂log π = −w A
///
/// Nothing here needs the other tokens of the position: what cannot be known without them is
/// given as a range. ``Distribution/logitGradient(sampled:weight:advantage:)`` has them all.
///
/// - Source: The derivative of the softmax; written out by hand.
public struct SampledTokenGradient: Sendable, Equatable {
    /// The effective weight w of the token under some rule, unitless.
    public let weight: Double

    /// The advantage A of the token, unitless.
    public let advantage: Double

    /// log π of the token under the policy being trained, in nats, at most 0.
    public let logProbability: Double

    /// Makes the gradient of a token that a rule gave a weight.
    public init(weight: Double, advantage: Double, logProbability: Double) {
        self.weight = weight
        self.advantage = advantage
        self.logProbability = logProbability
    }

    /// Makes the gradient of a token that a rule gave a weight.
    public init(weight: Double, token: Token) {
        self.init(
            weight: weight, advantage: token.advantage, logProbability: token.logProbability)
    }

    /// ∂L/∂log π = −w A; never the negative zero.
    public var onLogProbability: Double { 0 - weight * advantage }

    /// ∂L/∂π = −w A / π; infinite where π is too small for a number, and 0 where w A is 0.
    ///
    /// Under GRPO it is −A / π_old whatever π is.
    public var onProbability: Double {
        let slope = onLogProbability
        return slope == 0 ? 0 : slope * exponential(-logProbability)
    }

    /// ∂L/∂z of the sampled token's own logit z: −w A (1 − π).
    public var onSampledLogit: Double { onLogProbability * otherProbability }

    /// The sum of |∂L/∂z| over all logits of the position: 2 |w A| (1 − π), exactly.
    public var logitL1Norm: Double { 2 * abs(onSampledLogit) }

    /// 1 − π, without the cancellation that a quotient near 1 would bring.
    private var otherProbability: Double { -exponentialMinusOne(logProbability) }
}
