// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Makes the updates of a step: weighs the tokens, adds up the gradient, moves the parameters.
struct Learner {
    let topology: Topology
    let method: TrainingMethod
    private var gradient: RowGradient
    private var optimizer: Optimizer

    /// What each token pulls at: Σ count · w · A, by context and token.
    let pull: Memory<Double>

    /// The contexts of the minibatch, in the order in which its tokens name them.
    private var touched: [Int32] = []

    /// The update that last touched each context.
    private let touchedAt: Memory<Int>

    /// The importance ratios of the minibatch's tokens, first as log-ratios.
    var ratio: Memory<Double>

    /// The entropies that the rule asks for.
    var uncertain: Uncertainty

    /// What the loss holds besides the rule's term.
    private let regularizer: Regularizer
    private let settings: TrainingSettings

    /// The log-ratios of one response, and then its weights.
    var response: [Double] = []

    /// The number of the update being made, from 1.
    private var update = 0

    /// Makes a learner that has made no update.
    init(_ topology: Topology, _ settings: TrainingSettings, _ method: TrainingMethod) {
        self.topology = topology
        self.method = method
        self.settings = settings
        regularizer = Regularizer(topology, settings)
        gradient = RowGradient(topology)
        optimizer = Optimizer(settings, topology)
        pull = Memory(repeating: 0, count: topology.automaton.contexts * topology.stride)
        touchedAt = Memory(repeating: 0, count: topology.automaton.contexts)
        ratio = Memory(repeating: 0, count: 0)
        uncertain = Uncertainty(topology, method.entropyUse)
    }

    private init(copying other: Learner) {
        topology = other.topology
        method = other.method
        settings = other.settings
        regularizer = Regularizer(other.topology, other.settings)
        gradient = RowGradient(other.topology)
        optimizer = other.optimizer.copy()
        pull = other.pull.copy()
        touchedAt = other.touchedAt.copy()
        ratio = Memory(repeating: 0, count: 0)
        uncertain = Uncertainty(other.topology, other.method.entropyUse)
        update = other.update
    }

    /// Returns a learner with memory of its own that goes on from the same update.
    func copy() -> Learner { Learner(copying: self) }

    /// Makes one update from the tokens of some prompts.
    ///
    /// - Parameters:
    ///   - prompts: The prompts of the minibatch, as the signal counts them.
    ///   - divisor: What the sum over tokens is divided by.
    ///   - signal: What the rollout teaches.
    ///   - policy: The policy being trained; it is changed.
    ///   - old: The policy that sampled.
    ///   - tally: Where the tokens are counted.
    ///   - watch: Asked whether to stop; nothing has been learned then, and asking again for the
    ///     same update with the tally of before gives the same.
    /// - Throws: ``Halt`` where that is so, or a weight or the gradient is no usable number.
    mutating func learn(
        _ prompts: ArraySlice<Int>, divisor: Double, _ signal: Signal,
        _ policy: Policy, _ old: FrozenPolicy, _ tally: inout Tally, _ watch: inout Watch
    ) throws(Halt) {
        update += 1
        touched.removeAll(keepingCapacity: true)
        try prepareRatios(prompts, signal, policy, old, &tally, &watch)
        try weigh(prompts, signal, policy, old, &tally, &watch)
        if regularizer.isActive { try regularize(prompts, signal, policy, old, &watch) }
        try addUpGradient(policy, divisor: divisor, &watch)
        let norm = gradient.norm
        guard optimizer.canStep(norm) else {
            throw .failed(
                SimulationError(
                    "training diverged: the next step would be too large", parameter: "lr",
                    hint: "try a smaller lr"))
        }
        tally.add(gradientNorm: norm)
        optimizer.step(&gradient, policy, update: update)
    }

    /// Refreshes the contexts of the minibatch and works out all importance ratios.
    private mutating func prepareRatios(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally, _ watch: inout Watch
    ) throws(Halt) {
        let count = prompts.reduce(0) { $0 + signal.entries(of: $1).count }
        if ratio.count < count + 4 { ratio = Memory(repeating: 0, count: count * 2 + 8) }
        let ratios = ratio.base
        let (new, frozen) = (policy.logProbability.base, old.logProbability.base)
        var place = 0
        for prompt in prompts {
            for entry in signal.entries[signal.entries(of: prompt)] {
                try touch(entry.context, policy, &watch)
                let cell = Int(entry.cell)
                ratios[place] = Token.clampedLogRatio(new[cell] - frozen[cell])
                place &+= 1
            }
            try watch.spend(signal.entries(of: prompt).count &* 4)
        }
        for padding in place..<place + 3 { ratios[padding] = 0 }
        var largest = Lanes.zero
        for lane in 0..<(place + 3) / 4 {
            let logRatio = ratios.lanes[lane]
            largest = larger(largest, larger(logRatio, -logRatio))
            ratios.lanes[lane] = exponential(logRatio)
        }
        tally.add(largestLogRatio: largest.largest)
    }

    /// Takes a context into the minibatch, if it is not in it yet.
    @inline(__always)
    private mutating func touch(
        _ context: Int32, _ policy: Policy, _ watch: inout Watch
    ) throws(Halt) {
        let index = Int(context)
        guard touchedAt.base[index] != update else { return }
        touchedAt.base[index] = update
        try watch.spend(topology.stride &* 4)
        touched.append(context)
        policy.refresh(index)
        uncertain.note(index, policy)
        let row = (pull.base + index &* topology.stride).lanes
        for lane in 0..<topology.stride / 4 { row[lane] = .zero }
    }

    /// Lets the penalty and the bonus act on the minibatch's tokens.
    private func regularize(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ watch: inout Watch
    ) throws(Halt) {
        regularizer.clear(touched)
        for prompt in prompts {
            try watch.spend(signal.entries(of: prompt).count &* 4)
            for entry in signal.entries[signal.entries(of: prompt)] {
                pull.base[Int(entry.cell)] += regularizer.pull(
                    entry, policy, reference: old.referenceLog)
            }
        }
    }

    /// Adds up −(pull − π Σ pull) / divisor, and the entropy's part, over the touched contexts, by
    /// parameter row.
    private mutating func addUpGradient(
        _ policy: Policy, divisor: Double, _ watch: inout Watch
    ) throws(Halt) {
        gradient.removeAll()
        let scale = Lanes(repeating: -1 / divisor)
        for context in touched {
            try watch.spend(topology.stride)
            let offset = Int(context) &* topology.stride
            let pulls = (pull.base + offset).lanes
            var total = Lanes.zero
            for lane in 0..<topology.stride / 4 { total += pulls[lane] }
            let sum = Lanes(repeating: total.total)
            let probabilities = (policy.probability.base + offset).lanes
            if settings.entropyCoefficient > 0 {
                regularizer.addEntropy(Int(context), policy, stride: topology.stride, to: pulls)
            }
            for lane in 0..<topology.stride / 4 {
                pulls[lane] = (pulls[lane] - probabilities[lane] * sum) * scale
            }
            gradient.add(pulls, context: Int(context))
        }
    }
}
