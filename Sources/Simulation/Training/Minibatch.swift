// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// Where the tokens of a minibatch are: stretches of the signal's entries, one a prompt, and
/// several for a prompt with very many.
///
/// They are gone through in *portions*, which are few enough entries to stay in the cache.
struct Minibatch {
    /// The stretches, prompt after prompt; their places count from the start of the portion.
    private var stretches = ContiguousArray<csim_stretch>()

    /// After which stretch each portion ends, and how many entries are before it.
    private var ends = ContiguousArray<Int>()
    private var places = ContiguousArray<Int>()

    /// How many entries it has, and how many its largest portion has.
    private(set) var count = 0
    private(set) var largestPortion = 0

    /// From how many entries on a portion takes no more prompts.
    private static let most = 2_048

    /// Some stretches of a portion, as the innermost loops take them.
    struct Portion {
        /// The signal's entries.
        let entries: UnsafePointer<Signal.Entry>
        let stretches: UnsafePointer<csim_stretch>
        let count: Int64

        /// How many entries of the minibatch are before it.
        let place: Int

        /// The index of the entry at a place of the portion.
        func entry(at place: Int) -> Int? {
            UnsafeBufferPointer(start: stretches, count: Int(count))
                .first { Int($0.place + $0.count) > place }
                .map { Int($0.first - $0.place) + place }
        }
    }

    /// Takes the place of the minibatch before.
    mutating func list(_ prompts: ArraySlice<Int>, _ signal: Signal) {
        stretches.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        (count, largestPortion) = (0, 0)
        var size = 0
        for prompt in prompts {
            for part in Parts(of: signal.entries(of: prompt)) {
                stretches.append(
                    csim_stretch(
                        first: Int64(part.lowerBound), count: Int64(part.count),
                        place: Int64(size)))
                size += part.count
                guard size >= Self.most else { continue }
                endPortion(size)
                size = 0
            }
        }
        if size > 0 { endPortion(size) }
    }

    private mutating func endPortion(_ size: Int) {
        ends.append(stretches.count)
        places.append(count)
        count += size
        largestPortion = max(largestPortion, size)
    }

    /// Calls a function with each portion, after counting what it costs by entry.
    @inline(__always)
    func forEach(
        _ signal: Signal, cost: Int, _ budget: inout CancellationBudget,
        _ body: (Portion) throws(Interruption) -> Void
    ) throws(Interruption) {
        var first = 0
        for (index, end) in ends.enumerated() {
            try budget.count(largestPortion &* cost)
            let place = places[index]
            try signal.entries.withUnsafeBufferPointer { entries throws(Interruption) in
                try stretches.withUnsafeBufferPointer { all throws(Interruption) in
                    guard let entries = entries.baseAddress, let base = all.baseAddress else {
                        return
                    }
                    try body(
                        Portion(
                            entries: entries, stretches: base + first,
                            count: Int64(end - first), place: place))
                }
            }
            first = end
        }
    }
}
