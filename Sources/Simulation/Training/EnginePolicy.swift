// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The rollout engine's policy μ, made of π_old before each rollout.
struct EnginePolicy {
    /// μ; what ``FrozenPolicy/klFromReference`` is of other policies, is KL(μ‖π_old) here.
    let policy: FrozenPolicy

    private let engine: RolloutEngine
    private let topology: Topology

    /// What an engine that lags needs: π_old of the rollouts before, the oldest first.
    private var past: [Snapshot] = []

    /// The step whose π_old has been noted last.
    private var noted = -1

    /// ρ = π_old/μ of each entry of the rollout that was compared last, and room for seven more.
    private(set) var ratios = Memory<Double>(repeating: 1, count: 0)

    /// Room for a row and its order.
    private let row: Memory<Double>
    private let order: Memory<Int32>

    /// A policy as it was; never changed.
    private struct Snapshot {
        let logs: Memory<Double>
        let probabilities: Memory<Double>
    }

    /// Prepares; nil where the engine computes what the trainer does.
    init?(_ old: FrozenPolicy, _ topology: Topology, _ engine: RolloutEngine) {
        guard !engine.isExact else { return nil }
        self.init(of: engine, FrozenPolicy(besides: old), topology)
    }

    private init(of engine: RolloutEngine, _ policy: FrozenPolicy, _ topology: Topology) {
        self.policy = policy
        self.engine = engine
        self.topology = topology
        row = Memory(repeating: 0, count: 2 * topology.stride)
        order = Memory(repeating: 0, count: topology.automaton.vocabulary)
    }

    /// Returns an engine with memory of its own, beside a copy of π_old.
    func copy(besides old: FrozenPolicy) -> EnginePolicy {
        var other = EnginePolicy(of: engine, policy.copy(besides: old), topology)
        (other.past, other.noted) = (past, noted)
        return other
    }

    /// Works out μ for a step.
    ///
    /// - Throws: ``Interruption/cancelled``; the same call again comes to the same.
    mutating func update(
        _ old: FrozenPolicy, step: Int, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        note(old, step)
        let source = past.first
        // μ may be as it was and π_old not, on which KL(μ‖π_old) hangs as well.
        if source != nil { policy.forgetVersions() }
        let (change, parameter): (csim_change, Double) =
            switch engine {
            case .bf16: (csim_bfloat16, 0)
            case .temperature(let temperature): (csim_tempered, temperature)
            case .topP(let share): (csim_nucleus, share)
            case .exact, .stale: (csim_copied, 0)
            }
        let tables = csim_engine(
            logs: source?.logs.base ?? old.logProbability.base,
            probabilities: source?.probabilities.base ?? old.probability.base,
            version: old.versions, row: row.base, order: order.base, change: change,
            parameter: parameter)
        for part in Parts(of: 0..<topology.automaton.contexts, cells: topology.stride) {
            try budget.count(part.count &* topology.stride &* 8)
            policy.distort(part, tables)
        }
    }

    /// Notes π_old of a step, once, where the engine lags.
    private mutating func note(_ old: FrozenPolicy, _ step: Int) {
        guard case .stale(let rollouts) = engine, step != noted else { return }
        noted = step
        past.append(
            Snapshot(logs: old.logProbability.copy(), probabilities: old.probability.copy()))
        if past.count > rollouts + 1 { past.removeFirst() }
    }

    /// Works out ρ of each entry of a rollout.
    mutating func compare(
        _ signal: Signal, besides old: FrozenPolicy, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let count = signal.entries.count
        if ratios.count < count + 7 { ratios = Memory(repeating: 1, count: count * 2 + 7) }
        for part in Parts(of: 0..<count) {
            try budget.count(part.count &* 4)
            let stretch = csim_stretch(
                first: Int64(part.lowerBound), count: Int64(part.count),
                place: Int64(part.lowerBound))
            signal.withEntries(0..<count) { entries, _ in
                withUnsafePointer(to: stretch) { stretch in
                    _ = csim_compare(
                        entries, stretch, 1, old.logProbability.base, policy.logProbability.base,
                        ratios.base, topology.path)
                }
            }
        }
    }

    /// Puts into a row how far μ is from π_old: exactly by context, and on average over the samples.
    ///
    /// KL(μ‖π_old) is there only where the row is evaluated, whose visits weigh the contexts.
    func report(_ evaluation: Evaluation, _ signal: Signal, into row: inout StepMetrics) {
        if row[.entropy] != nil {
            var divergence = 0.0
            for context in 0..<evaluation.visits.count {
                divergence += evaluation.visits.base[context] * policy.klFromReference.base[context]
            }
            row[.klFromEngine] = divergence / evaluation.tokens
        }
        var (sum, count) = (0.0, 0.0)
        signal.withEntries(0..<signal.entries.count) { entries, size in
            guard let entries else { return }
            for index in 0..<Int(size) where entries[index].advantage != 0 {
                sum += entries[index].count * ratios.base[index]
                count += entries[index].count
            }
        }
        row[.engineRatio] = count > 0 ? sum / count : 1
    }
}
