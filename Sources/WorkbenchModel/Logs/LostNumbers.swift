// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

extension LoadedCurves.Replicate {
    /// How many of the numbers are finite.
    package var points: Int { values.count(where: \.isFinite) }

    /// Returns where the numbers are not finite, in words: `from step 12`; nil where all are.
    ///
    /// The unit is what a step is called: `step`, `epoch`.
    package func lost(_ unit: String) -> String? {
        let lost = values.indices.filter { !values[$0].isFinite }
        guard let first = lost.first, let last = lost.last else { return nil }
        func step(_ index: Int) -> String { NumberText.shortest(steps[index]) }
        let isOneStretch = last - first + 1 == lost.count
        if lost.count == values.count { return "at any \(unit)" }
        if isOneStretch, last == values.count - 1 { return "from \(unit) \(step(first))" }
        if first == last { return "at \(unit) \(step(first))" }
        if isOneStretch { return "at \(unit)s \(step(first)) to \(step(last))" }
        let tail = values.lastIndex(where: \.isFinite) ?? 0
        guard tail < values.count - 1 else {
            return "at \(lost.count) of \(values.count) \(unit)s, first \(step(first))"
        }
        let before = lost.count(where: { $0 < tail })
        return
            "from \(unit) \(step(tail + 1)), and at \(before) \(unit)\(before == 1 ? "" : "s") before"
    }
}

extension LoadedCurves.Run {
    /// Returns what is not finite, one clause for all seeds that are alike in it:
    /// `seed 3 not finite from step 12`.
    package func lostNumbers(_ unit: String) -> [String] {
        var clauses: [(words: String, seeds: [String])] = []
        for replicate in replicates {
            guard let words = replicate.lost(unit) else { continue }
            if let index = clauses.firstIndex(where: { $0.words == words }) {
                clauses[index].seeds.append(replicate.seed)
            } else {
                clauses.append((words, [replicate.seed]))
            }
        }
        return clauses.map { words, seeds in "\(subject(seeds))not finite \(words)" }
    }

    /// Returns who some seeds are: `seed 3 `, `all 4 seeds `; nothing for a run without seeds.
    private func subject(_ seeds: [String]) -> String {
        let named = seeds.filter { !$0.isEmpty }
        guard !named.isEmpty else { return "" }
        if named.count > 1, named.count == replicates.count { return "all \(named.count) seeds " }
        return "seed\(named.count == 1 ? "" : "s") \(named.joined(separator: ", ")) "
    }
}
