// SPDX-License-Identifier: GPL-3.0-or-later

extension ColumnMatcher {
    /// Takes the first of a column's names that the file has, and says which others it passed over.
    mutating func choose(_ column: LogColumn) {
        guard !isSettled(column.slot), column.slot != .mask else { return }
        var candidates: [Int] = []
        for name in [column.name] + column.aliases {
            guard let place = places[LogColumn.matchingKey(name)], !isTaken(place),
                !candidates.contains(place)
            else { continue }
            candidates.append(place)
        }
        guard let best = candidates.first else { return }
        chosen[column.slot] = best
        if column.isRequired { remarkOnRivals(Array(candidates.dropFirst()), of: column.slot) }
    }

    /// Says which columns of a meaning were passed over.
    mutating func remarkOnRivals(_ rivals: [Int], of slot: Slot) {
        guard !rivals.isEmpty else { return }
        let others = rivals.map { printable(names[$0]) }.joined(separator: " or ")
        remarks.append("\(slot.name) is \(name(slot)), not \(others)")
    }

    /// Keeps one source of the ratio: two log-probabilities where both are there.
    mutating func settleRatio() {
        if chosen[.logOld] != nil && chosen[.logNew] != nil {
            let ignored = [Slot.ratio, .logRatio].filter { chosen[$0] != nil }.map(name)
            chosen[.ratio] = nil
            chosen[.logRatio] = nil
            if !ignored.isEmpty {
                remarks.append(
                    "the ratio is computed from logp and logp_old; the file's "
                        + ignored.joined(separator: " and ") + " is not read")
            }
        } else if chosen[.ratio] != nil {
            chosen[.logRatio] = nil
            remarks.append("the ratio is read from \(name(.ratio))")
            if LogColumn.matchingKey(name(.ratio)) == "importancesamplingratio" {
                remarks.append(
                    "TRL calls importance_sampling_ratio what the trainer's old policy is over "
                        + "the rollout engine's, which is another ratio")
            }
        } else if chosen[.logRatio] != nil {
            remarks.append("the ratio is exp(\(name(.logRatio)))")
        }
    }
}
