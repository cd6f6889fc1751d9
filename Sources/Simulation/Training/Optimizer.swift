// SPDX-License-Identifier: GPL-3.0-or-later

/// Moves the parameters against the gradient.
struct Optimizer {
    private let kind: TrainingSettings.Optimizer
    private let learningRate: Double
    private let stride: Int

    /// Adam's running means of the gradient and of its square; empty for plain descent.
    private let mean: Memory<Double>
    private let square: Memory<Double>

    /// How many steps Adam has made, and its decay rates to that power.
    private var steps = 0
    private var meanDecay = 1.0
    private var squareDecay = 1.0

    init(_ settings: TrainingSettings, _ topology: Topology) {
        kind = settings.optimizer
        learningRate = settings.learningRate
        stride = topology.stride
        let rows = topology.automaton.parameters.count / topology.automaton.vocabulary
        let cells = kind == .adam ? rows * topology.stride : 0
        mean = Memory(repeating: 0, count: cells)
        square = Memory(repeating: 0, count: cells)
    }

    private init(copying other: Optimizer) {
        kind = other.kind
        learningRate = other.learningRate
        stride = other.stride
        mean = other.mean.copy()
        square = other.square.copy()
        steps = other.steps
        meanDecay = other.meanDecay
        squareDecay = other.squareDecay
    }

    /// Returns an optimiser with memory of its own.
    func copy() -> Optimizer { Optimizer(copying: self) }

    /// Returns whether a gradient of this norm moves the parameters by a usable amount.
    ///
    /// Beyond 1e100 a logit could meet the padding of a row; NaN is never usable.
    func canStep(_ norm: Double) -> Bool {
        switch kind {
        case .sgd: norm * learningRate < 1e100
        case .adam: norm < 1e100 && learningRate < 1e100
        }
    }

    /// Makes one step; `update` is the version that changed rows get.
    mutating func step(
        _ gradient: inout RowGradient, _ policy: Policy, update: Int
    ) {
        switch kind {
        case .sgd: gradient.descend(policy, rate: learningRate, update: update)
        case .adam: adapt(gradient, policy, update)
        }
    }

    /// Adam's step, with β₁ = 0.9, β₂ = 0.999 and 1e-8, on all rows.
    private mutating func adapt(
        _ gradient: RowGradient, _ policy: Policy, _ update: Int
    ) {
        steps += 1
        meanDecay *= 0.9
        squareDecay *= 0.999
        for row in 0..<mean.count / stride {
            let isReached = gradient.reaches(row)
            for cell in row * stride..<(row + 1) * stride {
                let slope = isReached ? gradient.values.base[cell] : 0
                mean.base[cell] = 0.9 * mean.base[cell] + 0.1 * slope
                square.base[cell] = 0.999 * square.base[cell] + 0.001 * slope * slope
                let corrected = mean.base[cell] / (1 - meanDecay)
                let spread = (square.base[cell] / (1 - squareDecay)).squareRoot() + 1e-8
                policy.parameters.base[cell] -= learningRate * corrected / spread
            }
            policy.markChanged(row: row, update: update)
        }
    }
}
