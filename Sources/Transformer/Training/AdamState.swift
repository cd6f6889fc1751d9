// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// The moments of Adam between two steps; all that a run needs to go on besides its weights.
public struct AdamState: Sendable, Equatable {
    /// The running mean of the gradient, by parameter.
    public var first: [Float]

    /// The running mean of its square.
    public var second: [Float]

    /// How many steps were taken.
    public var updates = 0

    /// β₁ to the power of the number of steps, as a running product.
    public var firstPower = 1.0

    /// β₂ to that power.
    public var secondPower = 1.0

    /// β₁: how much of the first mean is kept a step.
    public let firstDecay: Double

    /// β₂: how much of the second.
    public let secondDecay: Double

    /// Makes the state before the first step.
    public init(count: Int, firstDecay: Double = 0.9, secondDecay: Double = 0.999) {
        first = Array(repeating: 0, count: count)
        second = first
        self.firstDecay = firstDecay
        self.secondDecay = secondDecay
    }

    /// Counts a step, and returns what it needs: means corrected for their start at 0.
    mutating func step(rate: Double, scale: Float) -> ctf_adam {
        updates += 1
        firstPower *= firstDecay
        secondPower *= secondDecay
        return ctf_adam(
            scale: scale, first_decay: Float(firstDecay), first_rest: Float(1 - firstDecay),
            second_decay: Float(secondDecay), second_rest: Float(1 - secondDecay),
            rate: Float(rate / (1 - firstPower)), correction: Float(1 / (1 - secondPower)))
    }
}

extension Transformer {
    /// Takes one step of Adam down the gradient, which is kept as it is.
    ///
    /// - Parameters:
    ///   - adam: The moments, as many as there are parameters.
    ///   - rate: The learning rate.
    ///   - clip: The largest norm of the gradient; a larger one is scaled down to it.
    /// - Returns: The gradient's norm before clipping.
    @discardableResult
    public func descend(_ adam: inout AdamState, rate: Double, clip: Double) -> Double {
        let count = packed.values.count
        precondition(adam.first.count == count && adam.second.count == count)
        let norm = ctf_sum_of_squares(gradientBlock.base, Int64(count), path).squareRoot()
        var step = adam.step(rate: rate, scale: norm > clip ? Float(clip / norm) : 1)
        ctf_descend(
            packed.values.base, &adam.first, &adam.second, gradientBlock.base, Int64(count), &step,
            path)
        packed.pack()
        return norm
    }
}
