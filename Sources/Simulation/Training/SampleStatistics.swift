// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts how samples repeat themselves and each other.
struct SampleStatistics {
    private var seenContexts: StampedTable
    private var seenPairs: StampedTable
    private var seenResponses: StampedTable
    private var counts = Counts()

    /// What is counted over all groups of a step.
    private struct Counts {
        var groups = 0
        var samples = 0
        var tokens = 0
        var pairs = 0
        var repeatedContexts = 0
        var repeatedPairs = 0
        var duplicates = 0
        var groupsWithoutSignal = 0
    }

    /// Makes room for one response at a time.
    init(_ automaton: ContextAutomaton, group: Int) {
        seenContexts = StampedTable(capacity: automaton.length)
        seenPairs = StampedTable(capacity: automaton.length)
        seenResponses = StampedTable(capacity: group)
    }

    /// Starts a new step.
    mutating func removeAll() {
        counts = Counts()
    }

    /// Counts the responses of a group.
    mutating func add(_ group: SampleGroup, _ watch: inout Watch) throws(Halt) {
        counts.groups += 1
        counts.samples += group.size
        if !group.hasSignal { counts.groupsWithoutSignal += 1 }
        seenResponses.removeAll()
        for sample in 0..<group.size {
            let indices = group.tokenIndices(sample)
            try watch.spend(indices.count &* 16)
            countContexts(indices, group)
            countPairs(indices, group)
            if isDuplicate(sample, indices, group) { counts.duplicates += 1 }
        }
    }

    /// Puts the shares into a row.
    func report(into row: inout StepMetrics) {
        row[.repeatedContexts] = share(counts.repeatedContexts, counts.tokens)
        row[.repeatedBigrams] = share(counts.repeatedPairs, counts.pairs)
        row[.duplicates] = share(counts.duplicates, counts.samples)
        row[.zeroGroups] = share(counts.groupsWithoutSignal, counts.groups)
    }

    /// Counts the contexts that a response comes back to.
    private mutating func countContexts(_ indices: Range<Int>, _ group: SampleGroup) {
        counts.tokens += indices.count
        seenContexts.removeAll()
        for index in indices
        where seenContexts.insert(UInt64(UInt32(bitPattern: group.contexts.base[index]))) {
            counts.repeatedContexts += 1
        }
    }

    /// Counts the pairs of tokens that a response writes again.
    private mutating func countPairs(_ indices: Range<Int>, _ group: SampleGroup) {
        counts.pairs += indices.count - 1
        seenPairs.removeAll()
        for index in indices.dropLast() {
            let first = UInt64(UInt32(bitPattern: group.tokenNumbers.base[index]))
            let second = UInt64(UInt32(bitPattern: group.tokenNumbers.base[index + 1]))
            if seenPairs.insert(first << 32 | second) { counts.repeatedPairs += 1 }
        }
    }

    /// Returns whether an earlier response of the group has the same tokens, judged by 64 bits.
    private func isDuplicate(
        _ sample: Int, _ indices: Range<Int>, _ group: SampleGroup
    ) -> Bool {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for index in indices {
            let token = UInt64(UInt32(bitPattern: group.tokenNumbers.base[index]))
            hash = (hash ^ (token &+ 1)) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash >> 29
        }
        return seenResponses.insert(hash)
    }

    /// Returns a share, 0 of nothing.
    private func share(_ part: Int, _ whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
