// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// All that changes while a policy is trained; owned by one ``Trainer`` at a time.
///
/// A class, because it owns the memory of its tables. `Sendable` without the compiler's proof:
/// a trainer copies the state before it changes one that another trainer holds too, so no two
/// threads ever change the same one.
final class TrainingState: @unchecked Sendable {
    private let topology: Topology
    private let settings: TrainingSettings
    private let method: BoundRule
    private let seed: UInt32

    /// The policy being trained.
    private let policy: Policy

    /// The policy before the rollout's updates, which samples unless an engine does.
    private let frozen: FrozenPolicy

    /// The engine that samples, where it differs, and what is expected of it in exact mode.
    private var engine: EnginePolicy?
    private var engineEvaluation: Evaluation?
    private var evaluation: Evaluation
    private var rollout: Rollout
    private var learner: Learner
    private var signal = Signal()

    /// The step that was stopped, if one was.
    private var unfinished: UnfinishedStep?

    /// Whether each question type has changed since the last evaluation.
    private var isChanged: [Bool]

    init(
        _ topology: Topology, _ settings: TrainingSettings, _ method: BoundRule, seed: UInt32,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        self.topology = topology
        self.settings = settings
        self.method = method
        self.seed = seed
        policy = try Policy(topology, &budget)
        frozen = try FrozenPolicy(policy, topology, &budget)
        evaluation = try Evaluation(topology, &budget)
        engine = EnginePolicy(frozen, topology, settings.rollout)
        if engine != nil, settings.exact { engineEvaluation = try Evaluation(topology, &budget) }
        rollout = Self.rollout(topology, settings, method, seed)
        learner = Learner(topology, settings, method, seed: seed)
        isChanged = Array(repeating: true, count: topology.types)
    }

    private init(copying other: TrainingState) {
        topology = other.topology
        settings = other.settings
        method = other.method
        seed = other.seed
        policy = other.policy.copy()
        frozen = other.frozen.copy()
        evaluation = other.evaluation.copy()
        engine = other.engine?.copy(besides: frozen)
        engineEvaluation = other.engineEvaluation?.copy()
        rollout = Self.rollout(other.topology, other.settings, other.method, other.seed)
        learner = other.learner.copy()
        isChanged = other.isChanged
        unfinished = other.unfinished
        if unfinished != nil { signal = other.signal }
    }

    /// Returns a state with memory of its own.
    func copy() -> TrainingState { TrainingState(copying: self) }

    /// Returns a sampler; it remembers nothing from step to step.
    private static func rollout(
        _ topology: Topology, _ settings: TrainingSettings, _ method: BoundRule, _ seed: UInt32
    ) -> Rollout {
        Rollout(topology, settings, method, seed: seed)
    }

    /// The parameters without padding.
    var parameters: [Double] {
        let vocabulary = topology.automaton.vocabulary
        return (0..<topology.automaton.parameters.count).map {
            policy.parameters[$0 / vocabulary * topology.stride + $0 % vocabulary]
        }
    }

    /// Makes the next step, or goes on with the one that was stopped.
    ///
    /// - Parameters:
    ///   - step: The number of the step.
    ///   - isEvaluated: Whether the policy is evaluated.
    ///   - isTrained: Whether there is a rollout with its updates.
    ///   - budget: Asked whether to stop.
    /// - Returns: The row of the step.
    /// - Throws: ``Interruption``; after ``Interruption/cancelled`` the same call goes on to the same bits.
    func advance(
        step: Int, isEvaluated: Bool, isTrained: Bool, _ budget: inout CancellationBudget
    ) throws(Interruption) -> StepMetrics {
        var work: UnfinishedStep
        if let unfinished {
            work = unfinished
        } else {
            work = UnfinishedStep(row: StepMetrics(step: step))
            if isEvaluated { try evaluate(into: &work.row, &budget) }
            if isTrained { try sample(step, &work, &budget) }
        }
        guard isTrained else { return work.row }
        do {
            try learn(step, &work, &budget)
            try freeze(&work, &budget)
        } catch {
            unfinished = work
            throw error
        }
        unfinished = nil
        work.tally.report(into: &work.row, hasInterval: learner.method.hasInterval)
        if work.row[.entropy] != nil {
            work.row[.klFromOld] = work.divergence / evaluation.tokens
        }
        return work.row
    }

    /// Puts what the policy is worth into a row.
    private func evaluate(into row: inout StepMetrics, _ budget: inout CancellationBudget)
        throws(Interruption)
    {
        let changed = isChanged.indices.filter { isChanged[$0] }
        try evaluation.update(frozen, changed: changed, &budget)
        for type in changed { isChanged[type] = false }
        evaluation.report(frozen, into: &row)
    }

    /// Fills the signal with what the step teaches.
    private func sample(
        _ step: Int, _ work: inout UnfinishedStep, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        try engine?.update(frozen, step: step, &budget)
        let sampling = engine?.policy ?? frozen
        if settings.exact {
            try engineEvaluation?.update(
                sampling, changed: Array(0..<topology.types), &budget)
            try ExactSignal(topology, settings, method).fill(
                &signal, sampling, engineEvaluation ?? evaluation, &budget)
        } else {
            try rollout.run(step: step, sampling, into: &signal, &work.row, &budget)
        }
        try engine?.compare(signal, besides: frozen, &budget)
        engine?.report(evaluation, signal, into: &work.row)
        if let cut = try learner.corrector?.fill(&signal, frozen, engine, &budget) {
            work.row[.engineCut] = cut
        }
    }

    /// Makes the updates that are left: epoch after epoch, in shuffled minibatches, or as many
    /// from the whole expectation.
    private func learn(
        _ step: Int, _ work: inout UnfinishedStep, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let prompts = topology.automaton.trainingStarts.count
        let size = prompts / settings.minibatches
        var order = [0]
        let first = work.updates
        try learner.prepare(signal, &budget)
        for update in first..<settings.epochs * settings.minibatches {
            let (epoch, batch) = update.quotientAndRemainder(dividingBy: settings.minibatches)
            var slice = order[...]
            if !settings.exact {
                if batch == 0 || update == first {
                    order = Philox(seed: seed, .shuffle).shuffled(prompts, step, epoch)
                }
                let end = batch == settings.minibatches - 1 ? prompts : (batch + 1) * size
                slice = order[batch * size..<end]
            }
            var tally = work.tally
            try learner.learn(
                slice, divisor: divisor(slice), &signal, policy, frozen, engine?.policy, &tally,
                &budget)
            work.tally = tally
            work.updates += 1
        }
    }

    /// The number that a minibatch's sum over tokens is divided by.
    private func divisor(_ prompts: ArraySlice<Int>) -> Double {
        if settings.exact {
            let tokens = (engineEvaluation ?? evaluation).tokens
            return tokens / Double(topology.automaton.trainingStarts.count)
        }
        let countsTokens = method.aggregation(settings) == .tokenMean
        var count = 0
        for prompt in prompts where !settings.dynamic || !signal.entries(of: prompt).isEmpty {
            count += countsTokens ? signal.tokens[prompt] : settings.group
        }
        return Double(max(1, count))
    }

    /// Makes the policy the frozen one, and adds up Σ visits · KL(π_old‖π) in nats.
    private func freeze(_ work: inout UnfinishedStep, _ budget: inout CancellationBudget)
        throws(Interruption)
    {
        let size = topology.automaton.contextsPerType
        while work.frozenContexts < topology.automaton.contexts {
            let (first, type) = (work.frozenContexts, work.frozenContexts / size)
            let end = min((type + 1) * size, first + max(1, 65_536 / topology.stride))
            let changes = frozen.adopt(
                first..<end, of: policy, visits: evaluation.visits, divergence: &work.divergence)
            work.frozenContexts = end
            guard changes > 0 else { continue }
            isChanged[type] = true
            try budget.count(changes &* topology.stride &* 8)
        }
    }
}

/// A step that was stopped between its first update and its end.
private struct UnfinishedStep {
    /// What is known of the step.
    var row: StepMetrics
    var tally = Tally()

    /// How many updates have been made.
    var updates = 0

    /// How many contexts have been frozen, and Σ visits · KL(π_old‖π) over them in nats.
    var frozenContexts = 0
    var divergence = 0.0
}
