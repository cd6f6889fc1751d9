// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The contexts of each prompt's entries, each once and in their order: listed once a step, for
/// all of its updates.
struct PromptContexts {
    /// The contexts, prompt after prompt; those of prompt p are `first[p]..<first[p + 1]`.
    private var list: Memory<Int32>
    private var first: [Int] = [0]

    /// The last list in which each context was, by number.
    private let seen: Memory<Int64>
    private var stamp: Int64 = 0

    /// Lists nothing.
    init(_ topology: Topology) {
        list = Memory(repeating: 0, count: topology.automaton.contexts + 1)
        seen = Memory(repeating: 0, count: topology.automaton.contexts)
    }

    /// Lists the contexts of a signal.
    ///
    /// - Throws: ``Interruption/cancelled``; listing the same signal again gives the same.
    mutating func fill(
        _ signal: Signal, _ path: csim_path, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        first.removeAll(keepingCapacity: true)
        first.append(0)
        var known: Int64 = 0
        for prompt in signal.tokens.indices {
            stamp += 1
            for part in Parts(of: signal.entries(of: prompt)) {
                try budget.count(part.count &* 2)
                reserve(Int(known) + min(part.count, seen.count) + 1, keeping: Int(known))
                signal.withEntries(part) { entries, count in
                    known = csim_contexts(
                        entries, count, seen.base, stamp, list.base, known, path)
                }
            }
            first.append(Int(known))
        }
    }

    /// The contexts of a prompt.
    func contexts(of prompt: Int) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(
            start: list.base + first[prompt], count: first[prompt + 1] - first[prompt])
    }

    /// Makes room.
    private mutating func reserve(_ count: Int, keeping known: Int) {
        guard list.count < count else { return }
        let larger = Memory<Int32>(repeating: 0, count: count * 2)
        larger.base.update(from: list.base, count: known)
        list = larger
    }
}
