// SPDX-License-Identifier: GPL-3.0-or-later

/// How a transformer comes to imitate demonstrations, before any reinforcement.
public struct Pretraining: Sendable, Equatable {
    /// How many steps of Adam.
    public var steps = 3_000

    /// How many demonstrations a step.
    public var batch = 128

    /// The largest learning rate.
    public var rate = 3e-3

    /// The largest norm of a gradient.
    public var clip = 1.0

    /// The steps of which the first have a lower rate.
    public var warmUp = 50

    /// Makes the pretraining of the shipped bases.
    public init() {}

    /// Returns the learning rate of a step, counted from 0: up a ramp, then down to a twentieth.
    public func rate(at step: Int) -> Double {
        let ramp = min(1, Double(step + 1) / Double(warmUp))
        return rate * ramp * (1 - 0.95 * Double(step) / Double(steps))
    }

    /// Trains weights on demonstrations.
    ///
    /// - Parameters:
    ///   - weights: The untrained ones.
    ///   - promptLength: How many tokens of a demonstration are its prompt.
    ///   - demonstration: Returns demonstration number i; step t takes those from t · `batch` on.
    ///   - progress: Is told the mean loss of each step, and may throw to stop.
    /// - Returns: The trained weights.
    /// - Throws: What `progress` throws.
    public func run<Failure: Error>(
        from weights: TransformerWeights, promptLength: Int, demonstration: (Int) -> [UInt8],
        progress: (_ step: Int, _ loss: Double) throws(Failure) -> Void
    ) throws(Failure) -> TransformerWeights {
        let transformer = Transformer(weights)
        var adam = AdamState(count: weights.values.count)
        for step in 0..<steps {
            let texts = (0..<batch).map { demonstration(step * batch + $0) }
            let loss = transformer.pretrain(
                on: texts, promptLength: promptLength, &adam, rate: rate(at: step), clip: clip)
            try progress(step, loss)
        }
        return transformer.weights
    }
}

extension Transformer {
    /// Takes one step down the mean loss of the response tokens of some texts.
    ///
    /// - Returns: The mean of −log π before the step, in nats a token.
    @discardableResult
    public func pretrain(
        on texts: [[UInt8]], promptLength: Int, _ adam: inout AdamState, rate: Double,
        clip: Double
    ) -> Double {
        let tokens = texts.reduce(0) { $0 + $1.count - promptLength }
        let push = TokenPush(coefficient: Float(1 / Double(tokens)))
        var sum = 0.0
        clearGradient()
        addGradient(of: texts, promptLength: promptLength) { response, pushes in
            for index in 0..<response.count {
                sum -= Double(response.logProbability(index))
                pushes[index] = push
            }
        }
        descend(&adam, rate: rate, clip: clip)
        return sum / Double(tokens)
    }
}
