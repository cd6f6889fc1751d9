// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Makes the updates of a step: weighs the tokens, adds up the gradient, moves the parameters.
struct Learner {
    private let topology: Topology
    private let method: TrainingMethod
    private var gradient: RowGradient
    private var optimizer: Optimizer

    /// What each token pulls at: Σ count · w · A, by context and token.
    private let pull: Memory<Double>

    /// The contexts of the minibatch, in the order in which its tokens name them.
    private var touched: [Int32] = []

    /// The update that last touched each context.
    private let touchedAt: Memory<Int>

    /// The importance ratios of the minibatch's tokens, first as log-ratios.
    private var ratio: Memory<Double>

    /// The entropies that the rule asks for.
    private var uncertain: Uncertainty

    /// The number of the update being made, from 1.
    private var update = 0

    /// Makes a learner that has made no update.
    init(_ topology: Topology, _ settings: TrainingSettings, _ method: TrainingMethod) {
        self.topology = topology
        self.method = method
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
    ///   - tokens: What the sum over tokens is divided by.
    ///   - signal: What the rollout teaches.
    ///   - policy: The policy being trained; it is changed.
    ///   - old: The policy that sampled.
    ///   - tally: Where the tokens are counted.
    /// - Throws: ``SimulationError`` where a weight or the gradient is no usable number.
    mutating func learn(
        _ prompts: ArraySlice<Int>, tokens: Double, _ signal: Signal,
        _ policy: Policy, _ old: FrozenPolicy, _ tally: inout Tally
    ) throws(SimulationError) {
        update += 1
        touched.removeAll(keepingCapacity: true)
        prepareRatios(prompts, signal, policy, old)
        try weigh(prompts, signal, policy, old, &tally)
        addUpGradient(policy, tokens: tokens)
        let norm = gradient.norm
        guard optimizer.canStep(norm) else {
            throw SimulationError(
                "training diverged: the next step would be too large", parameter: "lr",
                hint: "try a smaller lr")
        }
        tally.add(gradientNorm: norm)
        optimizer.step(&gradient, policy, update: update)
    }

    /// Refreshes the contexts of the minibatch and works out all importance ratios.
    private mutating func prepareRatios(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy
    ) {
        let count = prompts.reduce(0) { $0 + signal.entries(of: $1).count }
        if ratio.count < count + 4 { ratio = Memory(repeating: 0, count: count * 2 + 8) }
        let ratios = ratio.base
        let (new, frozen) = (policy.logProbability.base, old.logProbability.base)
        var place = 0
        signal.entries.withUnsafeBufferPointer { entries in
            for prompt in prompts {
                for index in signal.entries(of: prompt) {
                    let entry = entries[index]
                    touch(entry.context, policy)
                    let cell = Int(entry.cell)
                    ratios[place] = Token.clampedLogRatio(new[cell] - frozen[cell])
                    place &+= 1
                }
            }
        }
        for lane in 0..<(place + 3) / 4 { ratios.lanes[lane] = exponential(ratios.lanes[lane]) }
    }

    /// Takes a context into the minibatch, if it is not in it yet.
    @inline(__always)
    private mutating func touch(_ context: Int32, _ policy: Policy) {
        let index = Int(context)
        guard touchedAt.base[index] != update else { return }
        touchedAt.base[index] = update
        touched.append(context)
        policy.refresh(index)
        uncertain.note(index, policy)
        let row = (pull.base + index &* topology.stride).lanes
        for lane in 0..<topology.stride / 4 { row[lane] = .zero }
    }

    /// Asks the rule for the weight of every token.
    private mutating func weigh(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally
    ) throws(SimulationError) {
        var place = 0
        for prompt in prompts {
            let range = signal.entries(of: prompt)
            if range.isEmpty { continue }
            uncertain.rank(prompt, signal)
            for index in range {
                let entry = signal.entries[index]
                let cell = Int(entry.cell)
                let token = Token(
                    oldLogProbability: old.logProbability.base[cell],
                    logProbability: policy.logProbability.base[cell],
                    advantage: entry.advantage,
                    entropy: uncertain.entropy(Int(entry.context)),
                    isHighEntropy: uncertain.isHigh(index - range.lowerBound),
                    importanceRatio: ratio.base[place])
                place &+= 1
                let weight = method.rule.weight(token)
                guard weight >= 0, weight < .infinity else { throw unusable(weight, token) }
                // A weight of zero counts as masked, even where it is a cap that masks.
                let isCapped = weight > 0 && method.rule.cap?.isActive(token) ?? false
                tally.add(entry.count, token, weight: weight, isCapped: isCapped)
                pull.base[cell] += entry.count * weight * entry.advantage
            }
        }
    }

    /// Returns the error of a weight that cannot be used.
    private func unusable(_ weight: Double, _ token: Token) -> SimulationError {
        SimulationError(
            "the weight is \(weight) at r = \(token.importanceRatio), A = \(token.advantage)",
            hint: "a weight must be a finite number of at least 0")
    }

    /// Adds up −(pull − π Σ pull) / tokens over the touched contexts, by parameter row.
    private mutating func addUpGradient(_ policy: Policy, tokens: Double) {
        gradient.removeAll()
        let scale = Lanes(repeating: -1 / tokens)
        for context in touched {
            let offset = Int(context) &* topology.stride
            let pulls = (pull.base + offset).lanes
            var total = Lanes.zero
            for lane in 0..<topology.stride / 4 { total += pulls[lane] }
            let sum = Lanes(repeating: total.total)
            let probabilities = (policy.probability.base + offset).lanes
            for lane in 0..<topology.stride / 4 {
                pulls[lane] = (pulls[lane] - probabilities[lane] * sum) * scale
            }
            gradient.add(pulls, context: Int(context))
        }
    }
}
