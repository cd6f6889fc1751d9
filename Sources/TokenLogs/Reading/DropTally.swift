// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts of dropped rows by reason.
struct DropTally {
    private var counts: [DropReason: (count: Int, lines: [Int])] = [:]
    private var details: [DropReason: String] = [:]

    /// Notes rows on one line of the file.
    mutating func add(_ reason: DropReason, line: Int, count: Int = 1) {
        guard count > 0 else { return }
        var entry = counts[reason] ?? (0, [])
        entry.count += count
        if entry.lines.count < 5, entry.lines.last != line { entry.lines.append(line) }
        counts[reason] = entry
    }

    /// Whether a reason has been met.
    func has(_ reason: DropReason) -> Bool { counts[reason] != nil }

    /// Says of a reason what was found where it was met first; safe to print.
    mutating func describe(_ reason: DropReason, _ detail: () -> String?) {
        if details[reason] == nil { details[reason] = detail() ?? "" }
    }

    /// Adds the counts of a later piece of the file.
    mutating func add(_ later: DropTally) {
        for (reason, found) in later.counts {
            var entry = counts[reason] ?? (0, [])
            entry.count += found.count
            for line in found.lines where entry.lines.count < 5 && entry.lines.last != line {
                entry.lines.append(line)
            }
            counts[reason] = entry
        }
        details.merge(later.details, uniquingKeysWith: { earlier, _ in earlier })
    }

    /// The counts, most frequent first, then by the first line.
    var dropped: [LogReport.Dropped] {
        counts.sorted {
            ($1.value.count, $0.value.lines.first ?? 0, $0.key.message)
                < ($0.value.count, $1.value.lines.first ?? 0, $1.key.message)
        }.map { reason, found in
            LogReport.Dropped(
                reason: reason.message
                    + (details[reason].map { $0.isEmpty ? "" : ": " + $0 } ?? ""),
                count: found.count, firstLines: found.lines, isFault: reason != .masked)
        }
    }
}
