// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// What a rollout teaches: the tokens with an advantage, by prompt.
///
/// Equal tokens of a prompt are counted, not repeated, unless the rule needs whole responses.
struct Signal: Sendable {
    /// The tokens, prompt after prompt, and response after response where responses are kept.
    var entries = ContiguousArray<Entry>()

    /// By what a correction multiplies the weight of each entry; empty where it multiplies none.
    var factors = ContiguousArray<Double>()

    /// The entries of prompt p are `firstEntry[p]..<firstEntry[p + 1]`.
    private(set) var firstEntry: [Int] = [0]

    /// How many tokens the responses of each prompt have, with or without advantage.
    private(set) var tokens: [Int] = []

    /// Whether each prompt's responses have advantages; a rule need not see those that have none.
    private(set) var hasAdvantages: [Bool] = []

    /// Where each kept response ends, as an index of ``entries``; empty where none are kept.
    var responseEnds: [Int] = []

    /// The responses of prompt p are `firstResponse[p]..<firstResponse[p + 1]`.
    private(set) var firstResponse: [Int] = [0]

    /// Some equal tokens with one advantage.
    typealias Entry = csim_entry

    /// Forgets all prompts.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        factors.removeAll(keepingCapacity: true)
        firstEntry.removeAll(keepingCapacity: true)
        firstEntry.append(0)
        tokens.removeAll(keepingCapacity: true)
        hasAdvantages.removeAll(keepingCapacity: true)
        responseEnds.removeAll(keepingCapacity: true)
        firstResponse.removeAll(keepingCapacity: true)
        firstResponse.append(0)
    }

    /// Says that all entries of the next prompt are in.
    mutating func endPrompt(tokens count: Int, hasAdvantages: Bool) {
        firstEntry.append(entries.count)
        firstResponse.append(responseEnds.count)
        tokens.append(count)
        self.hasAdvantages.append(hasAdvantages)
    }

    /// The entries of a prompt.
    func entries(of prompt: Int) -> Range<Int> {
        firstEntry[prompt]..<firstEntry[prompt + 1]
    }

    /// Calls a function with some entries and their number.
    @inline(__always)
    func withEntries(_ range: Range<Int>, _ body: (UnsafePointer<Entry>?, Int64) -> Void) {
        entries.withUnsafeBufferPointer { all in
            body(all.baseAddress.map { $0 + range.lowerBound }, Int64(range.count))
        }
    }

    /// Calls a function with the factors, or nil where there are none.
    @inline(__always)
    func withFactors<Result>(
        _ body: (UnsafePointer<Double>?) throws(Interruption) -> Result
    ) throws(Interruption) -> Result {
        guard !factors.isEmpty else { return try body(nil) }
        return try factors.withUnsafeBufferPointer { all throws(Interruption) in
            try body(all.baseAddress)
        }
    }

    /// The entries of each kept response of a prompt.
    func responses(of prompt: Int) -> [Range<Int>] {
        var start = firstEntry[prompt]
        return responseEnds[firstResponse[prompt]..<firstResponse[prompt + 1]].map { end in
            defer { start = end }
            return start..<end
        }
    }
}
