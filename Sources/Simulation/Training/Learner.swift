// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// Makes the updates of a step: weighs the tokens, adds up the gradient, moves the parameters.
struct Learner {
    let topology: Topology
    let method: BoundRule

    /// The rule as numbers, if it can be said so.
    let ratioRule: csim_rule?
    private var gradient: RowGradient
    private var optimizer: Optimizer

    /// Each token's gradient coefficient: Σ count · w · A, by context and token.
    let coefficients: Memory<Double>

    /// The contexts of the minibatch, in the order in which its tokens name them.
    private let touched: Memory<Int32>
    private var touchedCount = 0

    /// The update that last touched each context.
    private let touchedAt: Memory<Int64>

    /// The contexts of the signal's prompts.
    private var promptContexts: PromptContexts

    /// Where the minibatch's tokens are that a rule has a use for, and then all of them.
    var batch = Minibatch()

    /// The importance ratios of the minibatch's tokens, or of a portion of them, and their weights.
    var ratio: Memory<Double>
    var weight: Memory<Double>

    /// The entropies that the rule asks for.
    var uncertain: Uncertainty

    /// What a rule on batches adds to the entries of the minibatch whatever the advantage is.
    var batchTerms: [(entry: Int, added: Double)] = []

    /// The correction for the rollout engine; nil for none.
    var corrector: Corrector?

    /// What the loss holds besides the rule's term.
    private let regularizer: Regularizer
    let settings: TrainingSettings

    /// The log-ratios of one response, and then its weights.
    var response: [Double] = []

    /// The number of the update being made, from 1.
    private(set) var update = 0

    /// The run's seed, which a rule that draws tokens draws from.
    let seed: UInt32

    init(
        _ topology: Topology, _ settings: TrainingSettings, _ method: BoundRule, seed: UInt32
    ) {
        self.seed = seed
        self.topology = topology
        self.method = method
        ratioRule = csim_rule(method)
        self.settings = settings
        regularizer = Regularizer(topology, settings)
        corrector = Corrector(settings)
        gradient = RowGradient(topology)
        optimizer = Optimizer(settings, topology)
        coefficients = Memory(repeating: 0, count: topology.automaton.contexts * topology.stride)
        touched = Memory(repeating: 0, count: topology.automaton.contexts + 1)
        touchedAt = Memory(repeating: 0, count: topology.automaton.contexts)
        ratio = Memory(repeating: 0, count: 0)
        weight = ratio
        uncertain = Uncertainty(topology, method.entropyUse)
        promptContexts = PromptContexts(topology)
    }

    private init(copying other: Learner) {
        topology = other.topology
        method = other.method
        ratioRule = other.ratioRule
        settings = other.settings
        regularizer = Regularizer(other.topology, other.settings)
        corrector = Corrector(other.settings)
        gradient = RowGradient(other.topology)
        optimizer = other.optimizer.copy()
        coefficients = other.coefficients.copy()
        touched = Memory(repeating: 0, count: other.touched.count)
        touchedAt = other.touchedAt.copy()
        ratio = Memory(repeating: 0, count: 0)
        weight = ratio
        uncertain = Uncertainty(other.topology, other.method.entropyUse)
        promptContexts = PromptContexts(other.topology)
        update = other.update
        seed = other.seed
    }

    /// Returns a learner with memory of its own that goes on from the same update.
    func copy() -> Learner { Learner(copying: self) }

    /// Prepares for updates from a signal.
    ///
    /// - Throws: ``Interruption/cancelled``; preparing again is no different.
    mutating func prepare(_ signal: Signal, _ budget: inout CancellationBudget) throws(Interruption)
    {
        try promptContexts.fill(signal, topology.path, &budget)
    }

    /// Makes one update from the tokens of some prompts.
    ///
    /// - Parameters:
    ///   - prompts: The prompts of the minibatch, as the signal counts them.
    ///   - divisor: What the sum over tokens is divided by.
    ///   - signal: What the rollout teaches, which the learner has been prepared for; its factors are
    ///     changed where the policy decides of them.
    ///   - policy: The policy being trained; it is changed.
    ///   - old: π_old, the policy before the rollout's updates.
    ///   - engine: μ, the policy that sampled; nil where that is π_old.
    ///   - tally: Where the tokens are counted.
    ///   - budget: Asked whether to stop; nothing has been learned then, and asking again for the
    ///     same update with the tally of before gives the same.
    /// - Throws: ``Interruption`` where that is so, or a weight or the gradient is no usable number.
    mutating func learn(
        _ prompts: ArraySlice<Int>, divisor: Double, _ signal: inout Signal,
        _ policy: Policy, _ old: FrozenPolicy, _ engine: FrozenPolicy?, _ tally: inout Tally,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        update += 1
        // What a rule has no use for is left to the penalty, the bonus and the rule's own term; a rule on
        // batches looks at all of them.
        let taught =
            settings.actsOnAll(method) && method.batch == nil
            ? prompts.filter { signal.hasAdvantages[$0] }[...] : prompts
        batch.list(taught, signal)
        try touch(prompts, &budget)
        try refresh(policy, &budget)
        try correct(taught, &signal, policy, old, engine, &tally, &budget)
        try weigh(taught, signal, policy, old, engine, &tally, &budget)
        if let additive = method.additive {
            try add(additive, prompts, signal, policy, old, engine, &tally, &budget)
        }
        try addBatchTerms(signal, policy, &tally, &budget)
        if regularizer.isActive { try regularize(prompts, signal, policy, old, &tally, &budget) }
        try addUpGradient(policy, divisor: divisor, &budget)
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

    /// Lists the contexts of the minibatch.
    private mutating func touch(
        _ prompts: ArraySlice<Int>, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        var known = Int64(0)
        for prompt in prompts {
            let contexts = promptContexts.contexts(of: prompt)
            if contexts.isEmpty { continue }
            try budget.count(contexts.count &* 2)
            known = csim_touch(
                contexts.baseAddress, Int64(contexts.count), touchedAt.base, Int64(update),
                touched.base, known, topology.path)
        }
        touchedCount = Int(known)
    }

    /// Refreshes the contexts of the minibatch, and sets their coefficients to 0.
    private func refresh(_ policy: Policy, _ budget: inout CancellationBudget) throws(Interruption)
    {
        for part in Parts(of: 0..<touchedCount, cells: topology.stride) {
            try budget.count(part.count &* topology.stride &* 4)
            policy.refresh(contexts(part))
            for context in contexts(part) {
                uncertain.note(Int(context), policy)
                let row = (coefficients.base + Int(context) &* topology.stride).lanes
                for lane in 0..<topology.stride / 4 { row[lane] = .zero }
            }
        }
    }

    /// Some of the contexts of the minibatch.
    private func contexts(_ range: Range<Int>) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: touched.base + range.lowerBound, count: range.count)
    }

    /// Lets the penalty and the bonus act on the minibatch's tokens.
    private mutating func regularize(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ tally: inout Tally, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        regularizer.clear(contexts(0..<touchedCount))
        batch.list(prompts, signal)
        try regularizer.act(
            on: batch, signal, policy, old, coefficients: coefficients, &tally, topology.path,
            &budget)
    }

    /// Adds up −(coefficient − π Σ coefficients) / divisor, and the entropy's part, over the
    /// touched contexts, by
    /// parameter row.
    private mutating func addUpGradient(
        _ policy: Policy, divisor: Double, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        gradient.removeAll()
        for part in Parts(of: 0..<touchedCount, cells: topology.stride) {
            try budget.count(part.count &* topology.stride)
            gradient.add(
                contexts(part), policy, coefficients: coefficients, divisor: divisor, regularizer)
        }
    }
}
