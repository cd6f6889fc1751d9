// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The policy before a rollout's updates, π_old, with all that is read off each of its contexts; or
/// that of an engine that samples in its place.
struct FrozenPolicy {
    /// log π_old in nats, by context and token.
    let logProbability: Memory<Double>

    /// π_old, by context and token.
    let probability: Memory<Double>

    /// Running sums of a row's probabilities in units of 2⁻³¹, rounded down.
    ///
    /// The last token's, and the padding's, are as large as can be. Rows have the length
    /// ``Topology/thresholdStride``.
    let threshold: Memory<Int32>

    /// The entropy of each context in nats.
    let entropy: Memory<Double>

    /// KL(π_old‖π₀) at each context in nats.
    let klFromReference: Memory<Double>

    /// The likeliest token of each context, the first where several are.
    let likeliest: Memory<Int32>

    /// The probability of each edge.
    let edge: Memory<Double>

    /// The probability that the next token ends the answer right.
    let right: Memory<Double>

    /// log π₀ of the untrained policy.
    let referenceLog: Memory<Double>

    /// The update at which each context was taken over.
    private let version: Memory<Int64>

    /// Where those that change are listed, and the edges as the innermost loops take them.
    private let changed: Memory<Int32>
    private let edgeStart: Memory<Int32>
    private let tokenEdge: Memory<Int32>
    private let topology: Topology

    /// Freezes the untrained policy, which becomes the reference.
    init(_ policy: Policy, _ topology: Topology, _ budget: inout CancellationBudget)
        throws(Interruption)
    {
        let contexts = topology.automaton.contexts
        let cells = contexts * topology.stride
        self.topology = topology
        logProbability = Memory(repeating: 0, count: cells)
        probability = Memory(repeating: 0, count: cells)
        threshold = Memory(repeating: .max, count: contexts * topology.thresholdStride)
        entropy = Memory(repeating: 0, count: contexts)
        klFromReference = Memory(repeating: 0, count: contexts)
        likeliest = Memory(repeating: 0, count: contexts)
        edge = Memory(repeating: 0, count: topology.edgeTarget.count)
        right = Memory(repeating: 0, count: contexts)
        version = Memory(repeating: -1, count: contexts)
        changed = Memory(repeating: 0, count: contexts + 1)
        edgeStart = Memory(topology.edgeStart)
        tokenEdge = Memory(topology.tokenEdge)
        for part in Parts(of: 0..<contexts, cells: topology.stride) {
            try budget.count(part.count &* topology.stride &* 4)
            for context in part { policy.refresh(context) }
        }
        referenceLog = policy.logProbability.copy()
        var divergence = 0.0
        for part in Parts(of: 0..<contexts, cells: topology.stride) {
            try budget.count(part.count &* topology.stride &* 8)
            _ = adopt(part, of: policy, divergence: &divergence)
        }
    }

    private init(copying other: FrozenPolicy, reference: Memory<Double>) {
        logProbability = other.logProbability.copy()
        probability = other.probability.copy()
        threshold = other.threshold.copy()
        entropy = other.entropy.copy()
        klFromReference = other.klFromReference.copy()
        likeliest = other.likeliest.copy()
        edge = other.edge.copy()
        right = other.right.copy()
        referenceLog = reference
        version = other.version.copy()
        changed = Memory(repeating: 0, count: other.changed.count)
        edgeStart = other.edgeStart
        tokenEdge = other.tokenEdge
        topology = other.topology
    }

    /// Returns a frozen policy with memory of its own.
    func copy() -> FrozenPolicy {
        FrozenPolicy(copying: self, reference: referenceLog.copy())
    }

    /// Returns the same with memory of its own, whose divergence is that from another policy.
    func copy(besides old: FrozenPolicy) -> FrozenPolicy {
        FrozenPolicy(copying: self, reference: old.logProbability)
    }

    /// Makes a policy of an engine that is to differ from π_old; nothing of it is right yet.
    init(besides old: FrozenPolicy) {
        self.init(copying: old, reference: old.logProbability)
        forgetVersions()
    }

    /// Says that no context is what it ought to be.
    func forgetVersions() {
        version.base.update(repeating: -2, count: version.count)
    }

    /// The update at which each context was taken over.
    var versions: UnsafePointer<Int64> { UnsafePointer(version.base) }

    /// Takes over what an engine makes of some contexts.
    func distort(_ contexts: Range<Int>, _ engine: csim_engine) {
        withUnsafePointer(to: tables) { frozen in
            withUnsafePointer(to: engine) { engine in
                _ = csim_distort(
                    engine, frozen, Int64(contexts.lowerBound), Int64(contexts.upperBound),
                    topology.path)
            }
        }
    }

    /// Takes over some contexts, where the policy has changed.
    ///
    /// - Parameters:
    ///   - contexts: The contexts, from the first to the last.
    ///   - policy: The policy being trained.
    ///   - visits: How often each context counts.
    ///   - divergence: Σ visits · KL(π_old‖π) in nats, added to.
    /// - Returns: How many have changed.
    func adopt(
        _ contexts: Range<Int>, of policy: Policy, visits: Memory<Double>? = nil,
        divergence: inout Double
    ) -> Int {
        withUnsafePointer(to: tables) { frozen in
            withUnsafePointer(to: policy.tables) { policy in
                Int(
                    csim_freeze(
                        policy, frozen, Int64(contexts.lowerBound), Int64(contexts.upperBound),
                        visits?.base, &divergence, topology.path))
            }
        }
    }

    /// The tables as the innermost loops take them.
    private var tables: csim_frozen {
        csim_frozen(
            logs: logProbability.base, probabilities: probability.base,
            reference: referenceLog.base, thresholds: threshold.base, entropy: entropy.base,
            divergence: klFromReference.base, likeliest: likeliest.base, right: right.base,
            edges: edge.base, version: version.base, changed: changed.base,
            edge_start: edgeStart.base, token_edge: tokenEdge.base,
            vocabulary: Int64(topology.automaton.vocabulary),
            threshold_stride: Int64(topology.thresholdStride),
            ends_right: ContextAutomaton.Ending.right)
    }
}
