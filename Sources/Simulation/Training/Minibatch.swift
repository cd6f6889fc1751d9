// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// Where the tokens of a minibatch are: stretches of the signal's entries, one a prompt, and
/// several for a prompt with very many.
struct Minibatch {
    /// The stretches, prompt after prompt; their ratios and weights are one behind the other.
    private var stretches = ContiguousArray<csim_stretch>()

    /// The stretches of one call of an innermost loop end at each of these indices.
    private var ends = ContiguousArray<Int>()

    /// How many entries it has.
    private(set) var count = 0

    /// How many entries one call of an innermost loop may have.
    private static let most = 65_536

    /// Takes the place of the minibatch before.
    mutating func list(_ prompts: ArraySlice<Int>, _ signal: Signal) {
        stretches.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        count = 0
        var room = Self.most
        for prompt in prompts {
            for part in Parts(of: signal.entries(of: prompt)) {
                if part.count > room {
                    ends.append(stretches.count)
                    room = Self.most
                }
                stretches.append(
                    csim_stretch(
                        first: Int64(part.lowerBound), count: Int64(part.count),
                        place: Int64(count)))
                count += part.count
                room -= part.count
            }
        }
        if !stretches.isEmpty { ends.append(stretches.count) }
    }

    /// Calls a function with the signal's entries and some stretches at a time, after counting
    /// what it costs by entry.
    @inline(__always)
    func forEach(
        _ signal: Signal, cost: Int, _ watch: inout Watch,
        _ body: (UnsafePointer<Signal.Entry>?, UnsafePointer<csim_stretch>, Int64) -> Void
    ) throws(Halt) {
        var first = 0
        for end in ends {
            try watch.spend(min(count, Self.most) &* cost)
            signal.entries.withUnsafeBufferPointer { entries in
                stretches.withUnsafeBufferPointer { all in
                    guard let base = all.baseAddress else { return }
                    body(entries.baseAddress, base + first, Int64(end - first))
                }
            }
            first = end
        }
    }

    /// The index of the entry whose ratio and weight are at a place, or nil for a place beyond.
    func entry(at place: Int) -> Int? {
        stretches.first { Int($0.place + $0.count) > place }.map {
            Int($0.first - $0.place) + place
        }
    }
}
