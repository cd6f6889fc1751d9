// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The dynamic programming of up to four question types with the same edges, a type a lane.
///
/// Forward, it follows the probability of being in each context; backward, the probability of
/// still ending right. Both go along the same edges, so one pass does both.
struct EvaluationBatch {
    /// The expected number of answers that run out of time, by lane.
    private(set) var unfinished = Lanes.zero

    private let topology: Topology

    /// The probability of each edge.
    private let edge: Memory<Double>

    /// The probability that the next token ends the answer right.
    private let endsRight: Memory<Double>

    /// How often answers have passed through each context so far.
    private let visits: Memory<Double>

    /// The expected number of answers in each context now, and one token later.
    private let mass: Memory<Double>
    private let nextMass: Memory<Double>

    /// The probability of ending right with some tokens left, and with one more.
    private let right: Memory<Double>
    private let nextRight: Memory<Double>

    /// Makes room for the largest type.
    init(_ topology: Topology) {
        let cells = topology.automaton.contextsPerType * 4
        let edges = (0..<topology.types).map { topology.edges(of: $0).count }.max() ?? 0
        self.topology = topology
        edge = Memory(repeating: 0, count: edges * 4)
        endsRight = Memory(repeating: 0, count: cells)
        visits = Memory(repeating: 0, count: cells)
        mass = Memory(repeating: 0, count: cells)
        nextMass = Memory(repeating: 0, count: cells)
        right = Memory(repeating: 0, count: cells)
        nextRight = Memory(repeating: 0, count: cells)
    }

    /// How often answers pass through a context, counted from the first of its type.
    func visits(_ local: Int, _ lane: Int) -> Double { visits.base[local * 4 + lane] }

    /// The probability that an answer that starts at a context is right.
    func right(_ local: Int, _ lane: Int) -> Double { right.base[local * 4 + lane] }

    /// Works out one to four types; `starts` counts the prompts that start at each context.
    mutating func run(
        _ types: ArraySlice<Int>, _ policy: FrozenPolicy, starts: Memory<Double>,
        _ watch: inout Watch
    ) throws(Halt) {
        guard let first = types.first else { return }
        for lane in 0..<4 {
            let type = lane < types.count ? types[types.startIndex + lane] : first
            gather(type, lane, policy, starts)
        }
        let states = topology.automaton.contextsPerType
        let total = visits.base.lanes
        for state in 0..<states {
            total[state] = .zero
            right.base.lanes[state] = .zero
        }
        try walk(first, &watch)
        unfinished = .zero
        for state in 0..<states { unfinished += mass.base.lanes[state] }
    }

    /// Puts the numbers of a type into a lane.
    private func gather(
        _ type: Int, _ lane: Int, _ policy: FrozenPolicy,
        _ starts: Memory<Double>
    ) {
        let edges = topology.edges(of: type)
        let source = policy.edge.base + edges.lowerBound
        let target = edge.base + lane
        for index in 0..<edges.count { target[index * 4] = source[index] }
        let contexts = topology.contexts(of: type)
        for (state, context) in contexts.enumerated() {
            endsRight.base[state * 4 + lane] = policy.right.base[context]
            mass.base[state * 4 + lane] = starts.base[context]
        }
    }

    /// Goes T steps forward and T steps backward along the edges of a type.
    private func walk(_ type: Int, _ watch: inout Watch) throws(Halt) {
        let contexts = topology.contexts(of: type)
        let edges = topology.edges(of: type)
        let isFast = topology.isFast
        try topology.edgeStart[contexts.lowerBound...contexts.upperBound].withUnsafeBufferPointer {
            starts throws(Halt) in
            try topology.edgeTarget[edges].withUnsafeBufferPointer { targets throws(Halt) in
                let walk = csim_walk(
                    starts: starts.baseAddress, targets: targets.baseAddress,
                    offset: Int64(edges.lowerBound), states: Int64(contexts.count),
                    edge: edge.base, ends_right: endsRight.base, visits: visits.base,
                    mass: mass.base, next_mass: nextMass.base, right: right.base,
                    next_right: nextRight.base)
                for _ in 0..<topology.automaton.length {
                    try watch.spend(4 * edges.count)
                    withUnsafePointer(to: walk) { csim_step($0, isFast) }
                }
            }
        }
    }
}
