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

    /// The edges of each type that others share theirs with; nil for those others.
    private let edges: [TypeEdges?]

    /// The probability of each edge, and again in the order of arrivals.
    private let edge: Memory<Double>
    private let arrival: Memory<Double>

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

    /// Sorts the edges of all types, and makes room for the largest.
    init(_ topology: Topology, _ budget: inout CancellationBudget) throws(Interruption) {
        var edges: [TypeEdges?] = []
        for type in 0..<topology.types {
            let isOwn = topology.pattern[type] == type
            if isOwn { try budget.count(topology.edges(of: type).count &* 16) }
            edges.append(isOwn ? TypeEdges(topology, type: type) : nil)
        }
        self.init(topology, edges: edges)
    }

    private init(_ topology: Topology, edges: [TypeEdges?]) {
        let cells = topology.automaton.contextsPerType * 4
        let most = edges.reduce(0) { max($0, $1?.targets.count ?? 0) }
        self.topology = topology
        self.edges = edges
        edge = Memory(repeating: 0, count: most * 4)
        arrival = Memory(repeating: 0, count: most * 4)
        endsRight = Memory(repeating: 0, count: cells)
        visits = Memory(repeating: 0, count: cells)
        mass = Memory(repeating: 0, count: cells)
        nextMass = Memory(repeating: 0, count: cells)
        right = Memory(repeating: 0, count: cells)
        nextRight = Memory(repeating: 0, count: cells)
    }

    /// Returns a batch with memory of its own.
    func copy() -> EvaluationBatch { EvaluationBatch(topology, edges: edges) }

    /// How often answers pass through a context, counted from the first of its type.
    func visits(_ local: Int, _ lane: Int) -> Double { visits.base[local * 4 + lane] }

    /// The probability that an answer that starts at a context is right.
    func right(_ local: Int, _ lane: Int) -> Double { right.base[local * 4 + lane] }

    /// Works out one to four types; `starts` counts the prompts that start at each context.
    mutating func run(
        _ types: ArraySlice<Int>, _ policy: FrozenPolicy, starts: Memory<Double>,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        guard let first = types.first, let edges = edges[topology.pattern[first]] else { return }
        let lanes = (0..<4).map { $0 < types.count ? types[types.startIndex + $0] : first }
        for (lane, type) in lanes.enumerated() { gather(type, lane, policy, starts) }
        let states = topology.automaton.contextsPerType
        for state in 0..<states {
            visits.base.lanes[state] = .zero
            right.base.lanes[state] = .zero
        }
        try walk(
            edges, sources: lanes.map { policy.edge.base + topology.edges(of: $0).lowerBound },
            &budget)
        unfinished = .zero
        for state in 0..<states { unfinished += mass.base.lanes[state] }
    }

    /// Puts the numbers of a type's contexts into a lane.
    private func gather(
        _ type: Int, _ lane: Int, _ policy: FrozenPolicy,
        _ starts: Memory<Double>
    ) {
        let contexts = topology.contexts(of: type)
        for (state, context) in contexts.enumerated() {
            endsRight.base[state * 4 + lane] = policy.right.base[context]
            mass.base[state * 4 + lane] = starts.base[context]
        }
    }

    /// Goes T steps forward and T steps backward along some edges, whose probabilities are in a
    /// table a lane.
    private func walk(
        _ edges: TypeEdges, sources: [UnsafeMutablePointer<Double>],
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        var walk = csim_walk()
        (walk.starts, walk.targets) = (.init(edges.starts.base), .init(edges.targets.base))
        walk.arrival_starts = .init(edges.arrivalStarts.base)
        walk.arrival_sources = .init(edges.arrivalSources.base)
        walk.arrival_edges = .init(edges.arrivalEdges.base)
        walk.states = Int64(topology.automaton.contextsPerType)
        walk.sources = (.init(sources[0]), .init(sources[1]), .init(sources[2]), .init(sources[3]))
        (walk.edge, walk.arrival) = (edge.base, arrival.base)
        walk.ends_right = .init(endsRight.base)
        (walk.visits, walk.mass, walk.next_mass) = (visits.base, mass.base, nextMass.base)
        (walk.right, walk.next_right) = (right.base, nextRight.base)
        csim_load(&walk, topology.path)
        let work = 4 * edges.targets.count
        for part in Parts(of: 0..<topology.automaton.length, cells: work) {
            try budget.count(work &* part.count)
            csim_walk_on(&walk, Int64(part.count), topology.path)
        }
    }
}
