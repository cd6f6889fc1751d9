// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// Works out by what a correction multiplies the weights of a rollout's tokens, once for all updates
/// unless the policy decides as well.
struct Corrector {
    private let correction: BoundCorrection

    /// The same without bounds, which tells what the bounds cut.
    private let unbounded: BoundCorrection

    /// The numbers of the response, or of the prompt, being worked out.
    private var numbers: [Double] = []
    private var uncut: [Double] = []

    /// Prepares; nil without a correction.
    init?(_ settings: TrainingSettings) {
        guard let correction = settings.boundCorrection else { return nil }
        self.correction = correction
        unbounded = correction.correction.unbounded
    }

    /// Whether the factors must be worked out anew for each update.
    var readsPolicy: Bool { correction.correction.readsPolicy }

    /// Puts the factors of all entries into a signal, where they are not all 1.
    ///
    /// - Parameters:
    ///   - signal: The rollout's entries, response after response where the correction needs them so.
    ///   - old: π_old.
    ///   - engine: μ, compared with π_old already; nil where it is π_old.
    ///   - budget: Asked whether to stop.
    /// - Returns: The share of the tokens with an advantage that the bounds cut.
    /// - Throws: ``Interruption/cancelled``.
    mutating func fill(
        _ signal: inout Signal, _ old: FrozenPolicy, _ engine: EnginePolicy?,
        _ budget: inout CancellationBudget
    ) throws(Interruption) -> Double {
        let count = signal.entries.count
        guard let engine, !readsPolicy else { return fillAlike(&signal) }
        signal.factors.append(contentsOf: repeatElement(1, count: count))
        try budget.count(count &* 16)
        let entries = signal.entries
        return entries.withUnsafeBufferPointer { entries in
            signal.factors.withUnsafeMutableBufferPointer { factors in
                var share = CutShare()
                guard let factor = correction.tokenFactor else {
                    for range in ranges(signal.responseEnds, count) {
                        fill(range, entries, factors, old, engine.policy, &share)
                    }
                    return share.value
                }
                // What no bound cuts is multiplied by ρ, or by 1.
                let isRatio = unbounded.tokenFactor?(2) == 2
                for index in 0..<count {
                    let ratio = engine.ratios.base[index]
                    factors[index] = factor(ratio)
                    share.add(entries[index], isCut: factors[index] != (isRatio ? ratio : 1))
                }
                return share.value
            }
        }
    }

    /// Puts one factor into a signal whose tokens differ in nothing, or 1 where updates replace it.
    private mutating func fillAlike(_ signal: inout Signal) -> Double {
        numbers = [0]
        if readsPolicy { numbers = [1] } else { correction.fill(&numbers, 0, 1) }
        guard readsPolicy || numbers[0] != 1 else { return 0 }
        signal.factors.append(contentsOf: repeatElement(numbers[0], count: signal.entries.count))
        return numbers[0] == 1 ? 0 : 1
    }

    /// The entries of each response; each is one by itself where none are kept, as in exact mode.
    private func ranges(_ ends: [Int], _ count: Int) -> some Sequence<Range<Int>> {
        (0..<(ends.isEmpty ? count : ends.count)).lazy.map { index in
            ends.isEmpty ? index..<index + 1 : (index == 0 ? 0 : ends[index - 1])..<ends[index]
        }
    }

    /// Fills in the factors of a response, and counts what the bounds cut.
    private mutating func fill(
        _ range: Range<Int>, _ entries: UnsafeBufferPointer<Signal.Entry>,
        _ factors: UnsafeMutableBufferPointer<Double>, _ old: FrozenPolicy,
        _ engine: FrozenPolicy, _ share: inout CutShare
    ) {
        guard !range.isEmpty, entries[range.lowerBound].advantage != 0 else { return }
        numbers.removeAll(keepingCapacity: true)
        for index in range {
            let cell = Int(entries[index].cell)
            numbers.append(old.logProbability.base[cell] - engine.logProbability.base[cell])
        }
        uncut = numbers
        let advantage = entries[range.lowerBound].advantage
        correction.fill(&numbers, 0, advantage)
        unbounded.fill(&uncut, 0, advantage)
        for (offset, index) in range.enumerated() {
            factors[index] = numbers[offset]
            share.add(entries[index], isCut: numbers[offset] != uncut[offset])
        }
    }

    /// Works out the factors of some prompts for one update, where the policy decides as well.
    ///
    /// - Parameters:
    ///   - prompts: The prompts of the minibatch.
    ///   - signal: The signal, whose factors are changed.
    ///   - policy: π.
    ///   - old: π_old.
    ///   - engine: μ, or nil where that is π_old.
    ///   - tally: Where what is cut is counted.
    ///   - budget: Asked whether to stop.
    /// - Throws: ``Interruption/cancelled``.
    mutating func update(
        _ prompts: ArraySlice<Int>, _ signal: inout Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ engine: FrozenPolicy?, _ tally: inout Tally, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let (all, sampling) = (signal.entries, engine ?? old)
        for prompt in prompts {
            let responses = signal.responses(of: prompt)
            try budget.count(signal.entries(of: prompt).count &* 8)
            let ranges =
                responses.isEmpty ? signal.entries(of: prompt).map { $0..<$0 + 1 } : responses
            all.withUnsafeBufferPointer { entries in
                signal.factors.withUnsafeMutableBufferPointer { factors in
                    for range in ranges where !range.isEmpty {
                        update(range, entries, factors, policy, old, sampling, &tally)
                    }
                }
            }
        }
    }

    private mutating func update(
        _ range: Range<Int>, _ entries: UnsafeBufferPointer<Signal.Entry>,
        _ factors: UnsafeMutableBufferPointer<Double>, _ policy: Policy, _ old: FrozenPolicy,
        _ engine: FrozenPolicy, _ tally: inout Tally
    ) {
        let advantage = entries[range.lowerBound].advantage
        guard advantage != 0 else { return }
        numbers.removeAll(keepingCapacity: true)
        var (drift, count) = (0.0, 0.0)
        for index in range {
            let (cell, size) = (Int(entries[index].cell), entries[index].count)
            let log = engine.logProbability.base[cell]
            numbers.append(old.logProbability.base[cell] - log)
            drift += log - policy.logProbability.base[cell]
            count += size
        }
        correction.fill(&numbers, drift / Double(range.count), advantage)
        for (offset, index) in range.enumerated() { factors[index] = numbers[offset] }
        tally.add(considered: count, isCut: numbers[0] != 1)
    }
}

/// How many tokens with an advantage there are, and how many of them bounds cut.
private struct CutShare {
    private var cut = 0.0
    private var all = 0.0

    /// The share; 0 of nothing.
    var value: Double { all > 0 ? cut / all : 0 }

    @inline(__always)
    mutating func add(_ entry: Signal.Entry, isCut: Bool) {
        guard entry.advantage != 0 else { return }
        all += entry.count
        if isCut { cut += entry.count }
    }
}
