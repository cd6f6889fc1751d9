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
    private let method: TrainingMethod
    private let seed: UInt32

    /// The policy being trained.
    private let policy: Policy

    /// The policy that samples.
    private let frozen: FrozenPolicy
    private var evaluation: Evaluation
    private var rollout: Rollout
    private var learner: Learner
    private var signal = Signal()

    /// Whether each question type has changed since the last evaluation.
    private var isChanged: [Bool]

    /// Makes an untrained policy and freezes it.
    init(
        _ topology: Topology, _ settings: TrainingSettings, _ method: TrainingMethod, seed: UInt32
    ) {
        self.topology = topology
        self.settings = settings
        self.method = method
        self.seed = seed
        policy = Policy(topology)
        frozen = FrozenPolicy(policy, topology)
        evaluation = Evaluation(topology)
        rollout = Self.rollout(topology, settings, method, seed)
        learner = Learner(topology, settings, method)
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
        rollout = Self.rollout(other.topology, other.settings, other.method, other.seed)
        learner = other.learner.copy()
        isChanged = other.isChanged
    }

    /// Returns a state with memory of its own.
    func copy() -> TrainingState { TrainingState(copying: self) }

    /// Returns a sampler; it remembers nothing from step to step.
    private static func rollout(
        _ topology: Topology, _ settings: TrainingSettings, _ method: TrainingMethod, _ seed: UInt32
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

    /// Puts what the policy is worth into a row.
    func evaluate(into row: inout StepMetrics) {
        let changed = isChanged.indices.filter { isChanged[$0] }
        evaluation.update(frozen, changed: changed)
        for type in changed { isChanged[type] = false }
        evaluation.report(frozen, into: &row)
    }

    /// Makes one rollout and all its updates, and freezes what comes out.
    func train(step: Int, into row: inout StepMetrics) throws(SimulationError) {
        var tally = Tally()
        if settings.exact {
            try learnExpectation(&tally)
        } else {
            rollout.run(step: step, frozen, into: &signal, &row)
            try learnSamples(step, &tally)
        }
        tally.report(into: &row)
        let divergence = freeze()
        if row[.entropy] != nil { row[.klFromOld] = divergence / evaluation.tokens }
    }

    /// Goes through the samples, epoch after epoch, in shuffled minibatches.
    private func learnSamples(_ step: Int, _ tally: inout Tally) throws(SimulationError) {
        let prompts = topology.automaton.trainingStarts.count
        let size = prompts / settings.minibatches
        for epoch in 0..<settings.epochs {
            let order = Philox(seed: seed, .shuffle).shuffled(prompts, step, epoch)
            for batch in 0..<settings.minibatches {
                let end = batch == settings.minibatches - 1 ? prompts : (batch + 1) * size
                let slice = order[batch * size..<end]
                try learner.learn(
                    slice, divisor: divisor(slice), signal, policy, frozen, &tally)
            }
        }
    }

    /// Makes as many updates as with samples, each from the whole expectation.
    private func learnExpectation(_ tally: inout Tally) throws(SimulationError) {
        let tokens = evaluation.tokens / Double(topology.automaton.trainingStarts.count)
        ExactSignal(topology, settings).fill(&signal, frozen, evaluation)
        for _ in 0..<settings.epochs * settings.minibatches {
            try learner.learn([0], divisor: tokens, signal, policy, frozen, &tally)
        }
    }

    /// The number that a minibatch's sum over tokens is divided by.
    private func divisor(_ prompts: ArraySlice<Int>) -> Double {
        let countsTokens = method.aggregation(settings) == .tokenMean
        var count = 0
        for prompt in prompts where !settings.dynamic || !signal.entries(of: prompt).isEmpty {
            count += countsTokens ? signal.tokens[prompt] : settings.group
        }
        return Double(max(1, count))
    }

    /// Makes the policy the frozen one; returns Σ visits · KL(π_old‖π) in nats.
    private func freeze() -> Double {
        var divergence = 0.0
        for context in 0..<topology.automaton.contexts {
            guard let change = frozen.adoptIfChanged(context, of: policy) else { continue }
            divergence += evaluation.visits.base[context] * change
            isChanged[context / topology.automaton.contextsPerType] = true
        }
        return divergence
    }
}
