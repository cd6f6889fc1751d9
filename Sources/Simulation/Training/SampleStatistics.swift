// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts how samples repeat themselves and each other.
struct SampleStatistics {
    private var seenContexts: SeenSet
    private var seenPairs: SeenSet
    private var seenResponses: StampedTable
    private var counts = Counts()
    private let vocabulary: Int

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
        vocabulary = automaton.vocabulary
        seenContexts = SeenSet(capacity: automaton.length, below: automaton.contexts)
        seenPairs = SeenSet(capacity: automaton.length, below: vocabulary * vocabulary)
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
            add(indices, group)
        }
    }

    /// Puts the shares into a row.
    func report(into row: inout StepMetrics) {
        row[.repeatedContexts] = share(counts.repeatedContexts, counts.tokens)
        row[.repeatedBigrams] = share(counts.repeatedPairs, counts.pairs)
        row[.duplicates] = share(counts.duplicates, counts.samples)
        row[.zeroGroups] = share(counts.groupsWithoutSignal, counts.groups)
    }

    /// Counts what a response repeats: contexts, pairs of tokens, and an earlier response of its
    /// group, judged by 64 bits.
    private mutating func add(_ indices: Range<Int>, _ group: SampleGroup) {
        counts.tokens += indices.count
        counts.pairs += indices.count - 1
        seenContexts.removeAll()
        seenPairs.removeAll()
        var (contexts, pairs, before) = (0, 0, 0)
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for index in indices {
            let token = Int(group.tokenNumbers.base[index])
            contexts &+= seenContexts.insert(Int(group.contexts.base[index]))
            if index > indices.lowerBound {
                pairs &+= seenPairs.insert(before &* vocabulary &+ token)
            }
            before = token
            hash = (hash ^ UInt64(truncatingIfNeeded: token &+ 1)) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash &>> 29
        }
        counts.repeatedContexts += contexts
        counts.repeatedPairs += pairs
        if seenResponses.insert(hash) { counts.duplicates += 1 }
    }

    /// Returns a share, 0 of nothing.
    private func share(_ part: Int, _ whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
