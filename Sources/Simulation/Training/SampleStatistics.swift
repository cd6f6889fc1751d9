// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// Counts how samples repeat themselves and each other.
///
/// Contexts and pairs of tokens are stamped with the number of the response that was last there,
/// and responses are judged by 64 bits; copies of one are looked at once.
struct SampleStatistics {
    /// What is counted over all groups of a step, and the tables that it takes.
    private var repeats = csim_repeats()
    private var groups = 0
    private var groupsWithoutSignal = 0

    private let group: Int
    private let topology: Topology
    private let contexts: Memory<Int64>
    private let pairs: Memory<Int64>
    private let pairKeys: Memory<UInt64>
    private let table: Memory<Int32>
    private let contextRepeats: Memory<Int32>
    private let pairRepeats: Memory<Int32>

    /// The most pairs of tokens that have places of their own; where there are more, those of a
    /// response are hashed.
    private static let limit = 65_536

    init(_ topology: Topology, group: Int) {
        let automaton = topology.automaton
        let allPairs = automaton.vocabulary * automaton.vocabulary
        let isDirect = allPairs <= Self.limit
        let pairBits = Self.bits(automaton.length * 2)
        self.topology = topology
        self.group = group
        contexts = Memory(repeating: 0, count: automaton.contextsPerType)
        pairs = Memory(repeating: 0, count: isDirect ? allPairs : 1 << pairBits)
        pairKeys = Memory(repeating: 0, count: isDirect ? 0 : 1 << pairBits)
        repeats.table_bits = Int64(Self.bits(group * 2))
        table = Memory(repeating: -1, count: 1 << repeats.table_bits)
        contextRepeats = Memory(repeating: 0, count: group)
        pairRepeats = Memory(repeating: 0, count: group)
        repeats.contexts = contexts.base
        repeats.pairs = pairs.base
        repeats.pair_keys = isDirect ? nil : pairKeys.base
        repeats.pair_bits = Int64(pairBits)
        repeats.table = table.base
        repeats.context_repeats = contextRepeats.base
        repeats.pair_repeats = pairRepeats.base
    }

    /// Returns a logarithm of at least as many places.
    private static func bits(_ places: Int) -> Int {
        var bits = 3
        while 1 << bits < places { bits += 1 }
        return bits
    }

    /// Starts a new step.
    mutating func removeAll() {
        (groups, groupsWithoutSignal) = (0, 0)
        (repeats.tokens, repeats.rights, repeats.duplicates) = (0, 0, 0)
        (repeats.contexts_again, repeats.pairs_again) = (0, 0)
    }

    /// Says which responses of a group are right, and counts what they repeat.
    ///
    /// - Returns: The number of tokens, and how many responses are right.
    mutating func add(
        _ block: UnsafePointer<csim_block>, _ responses: Range<Int>, start: Int32,
        _ budget: inout CancellationBudget
    ) throws(Interruption) -> (tokens: Int, right: Int) {
        let size = topology.automaton.contextsPerType
        let (tokens, right) = (repeats.tokens, repeats.rights)
        table.base.update(repeating: -1, count: table.count)
        repeats.first_context = Int64(Int(start) / size * size)
        groups += 1
        for part in Parts(of: 0..<group, cells: topology.automaton.length) {
            try budget.count(part.count &* topology.automaton.length &* 2)
            csim_count_repeats(
                block, &repeats, Int64(responses.lowerBound), Int64(part.lowerBound),
                Int64(part.upperBound), topology.path)
        }
        return (Int(repeats.tokens - tokens), Int(repeats.rights - right))
    }

    /// Counts a group whose rewards are all equal.
    mutating func addGroupWithoutSignal() { groupsWithoutSignal += 1 }

    /// Puts the shares into a row.
    func report(into row: inout StepMetrics) {
        let samples = groups * group
        row[.repeatedContexts] = share(Int(repeats.contexts_again), Int(repeats.tokens))
        row[.repeatedBigrams] = share(Int(repeats.pairs_again), Int(repeats.tokens) - samples)
        row[.duplicates] = share(Int(repeats.duplicates), samples)
        row[.zeroGroups] = share(groupsWithoutSignal, groups)
    }

    /// Returns a share, 0 of nothing.
    private func share(_ part: Int, _ whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
