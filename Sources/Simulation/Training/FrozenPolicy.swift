// SPDX-License-Identifier: GPL-3.0-or-later

/// The policy that samples, π_old, with all that is read off each of its contexts.
struct FrozenPolicy {
    /// log π_old in nats, by context and token.
    let logProbability: Memory<Double>

    /// π_old, by context and token.
    let probability: Memory<Double>

    /// Running sums of a row's probabilities in units of 2⁻³¹, rounded down; the last token's, and
    /// the padding's, are as large as can be. Rows are of ``Topology/thresholdStride``.
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
    private let topology: Topology

    /// Freezes the untrained policy, which becomes the reference.
    init(_ policy: Policy, _ topology: Topology) {
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
        version = Memory(repeating: 0, count: contexts)
        for context in 0..<contexts { policy.refresh(context) }
        referenceLog = policy.logProbability.copy()
        for context in 0..<contexts { adopt(context, of: policy) }
    }

    private init(copying other: FrozenPolicy) {
        logProbability = other.logProbability.copy()
        probability = other.probability.copy()
        threshold = other.threshold.copy()
        entropy = other.entropy.copy()
        klFromReference = other.klFromReference.copy()
        likeliest = other.likeliest.copy()
        edge = other.edge.copy()
        right = other.right.copy()
        referenceLog = other.referenceLog.copy()
        version = other.version.copy()
        topology = other.topology
    }

    /// Returns a frozen policy with memory of its own.
    func copy() -> FrozenPolicy { FrozenPolicy(copying: self) }

    /// Takes over a context if the policy has changed there.
    ///
    /// - Returns: KL(π_old‖π) at the context in nats before it was taken over; nil if unchanged.
    @inline(__always)
    func adoptIfChanged(_ context: Int, of policy: Policy) -> Double? {
        let current = policy.version(of: context)
        guard current != version.base[context] else { return nil }
        version.base[context] = current
        policy.refresh(context)
        let divergence = divergence(context, to: policy)
        adopt(context, of: policy)
        return divergence
    }

    /// Returns KL(π_old‖π) at a context in nats.
    private func divergence(_ context: Int, to policy: Policy) -> Double {
        let offset = context * topology.stride
        let old = (probability.base + offset).lanes
        let oldLog = (logProbability.base + offset).lanes
        let newLog = (policy.logProbability.base + offset).lanes
        var sum = Lanes.zero
        for lane in 0..<topology.stride / 4 { sum += old[lane] * (oldLog[lane] - newLog[lane]) }
        return sum.total
    }

    /// Takes over a refreshed context with all that is read off it.
    private func adopt(_ context: Int, of policy: Policy) {
        let offset = context * topology.stride
        let lanes = topology.stride / 4
        let probabilities = (policy.probability.base + offset).lanes
        let logs = (policy.logProbability.base + offset).lanes
        let reference = (referenceLog.base + offset).lanes
        let kept = (probability.base + offset).lanes
        let keptLog = (logProbability.base + offset).lanes
        var negativeEntropy = Lanes.zero
        var divergence = Lanes.zero
        for lane in 0..<lanes {
            kept[lane] = probabilities[lane]
            keptLog[lane] = logs[lane]
            negativeEntropy += probabilities[lane] * logs[lane]
            divergence += probabilities[lane] * (logs[lane] - reference[lane])
        }
        entropy.base[context] = -negativeEntropy.total
        klFromReference.base[context] = divergence.total
        accumulate(context)
        addEdges(context)
    }

    /// Works out the running sums and the likeliest token of a context.
    private func accumulate(_ context: Int) {
        let row = probability.base + context * topology.stride
        let sums = threshold.base + context * topology.thresholdStride
        var (sum, best, top) = (0.0, 0, row[0])
        let last = topology.automaton.vocabulary - 1
        for token in 0..<last {
            let probability = row[token]
            sum += probability
            sums[token] = Int32(min(sum, 1 - 0x1p-31) * 0x1p31)
            best = probability > top ? token : best
            top = probability > top ? probability : top
        }
        if row[last] > top { best = last }
        likeliest.base[context] = Int32(truncatingIfNeeded: best)
    }

    /// Works out the probabilities of a context's edges and of ending right.
    private func addEdges(_ context: Int) {
        let offset = context * topology.stride
        let row = probability.base + offset
        let edges = edge.base
        topology.edgeStart.withUnsafeBufferPointer { start in
            for index in Int(start[context])..<Int(start[context + 1]) { edges[index] = 0 }
        }
        var rightMass = 0.0
        topology.tokenEdge.withUnsafeBufferPointer { tokenEdge in
            for token in 0..<topology.automaton.vocabulary {
                let index = tokenEdge[offset + token]
                if index >= 0 {
                    edges[Int(index)] += row[token]
                } else if index == ContextAutomaton.Ending.right {
                    rightMass += row[token]
                }
            }
        }
        right.base[context] = rightMass
    }
}
