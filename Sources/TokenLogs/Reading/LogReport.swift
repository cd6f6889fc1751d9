// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What came of reading a log: how it was understood, and what was left out.
public struct LogReport: Sendable, Equatable {
    /// Rows that were not used, and why.
    public struct Dropped: Sendable, Equatable {
        /// Why, as a clause: `logp is missing or null`.
        public let reason: String
        /// How many rows.
        public let count: Int
        /// The file's lines on which the first of them stand, from 1; at most five.
        public let firstLines: [Int]
        /// Whether the rows are faulty; false for rows that the log's own mask leaves out.
        public let isFault: Bool
    }

    /// The file, as it was named.
    public let path: String

    /// The format in words: `CSV, a row per token`.
    public let format: String

    /// Which column of the file was taken for which of ours.
    public let mapping: ColumnMapping

    /// The rows seen, used or dropped; each token of a response is a row.
    public let rowsRead: Int

    /// The rows used.
    public let rowsUsed: Int

    /// The rows not used, by reason, the most frequent first; their counts and
    /// ``rowsUsed`` add up to ``rowsRead``.
    public let dropped: [Dropped]

    /// The responses delivered: runs of rows with the same keys.
    public let responses: Int

    /// The size of what was read in bytes.
    public let bytes: Int

    /// What else a reader of the numbers should know, one sentence each; safe to print.
    public let remarks: [String]
}

/// Why a row is not used.
enum DropReason: Hashable, Sendable {
    case missing(Slot), notFinite(Slot), notANumber(Slot), aboveZero(Slot), notPositive(Slot)
    case masked, fewerFields, moreFields, unclosedQuote, strayQuote
    case notJSON, noColumns, unequalArrays, emptyResponse, lineTooLong

    /// The reason as a clause.
    var message: String {
        switch self {
        case .missing(let slot): "\(slot.name) is missing or null"
        case .notFinite(let slot): "\(slot.name) is not finite"
        case .notANumber(let slot): "\(slot.name) is not a number"
        case .aboveZero(let slot): "\(slot.name) is above 0, so it is no log-probability"
        case .notPositive(let slot): "\(slot.name) is not above 0"
        case .masked: "outside the log's own mask (prompt, padding or filtered response)"
        case .fewerFields: "fewer fields than the header"
        case .moreFields: "more fields than the header"
        case .unclosedQuote: "a quote that is not closed"
        case .strayQuote: "text after a closing quote"
        case .notJSON: "not a complete JSON object"
        case .noColumns: "a JSON object without the columns of a log"
        case .unequalArrays: "arrays of unequal length in one response"
        case .emptyResponse: "a response without tokens"
        case .lineTooLong: "a line longer than \(LogLines.tooLong >> 20) MiB"
        }
    }
}

/// Counts of dropped rows by reason.
struct DropTally: Sendable {
    private var counts: [DropReason: (count: Int, lines: [Int])] = [:]

    /// Notes rows on one line of the file.
    mutating func add(_ reason: DropReason, line: Int, count: Int = 1) {
        guard count > 0 else { return }
        var entry = counts[reason] ?? (0, [])
        entry.count += count
        if entry.lines.count < 5, entry.lines.last != line { entry.lines.append(line) }
        counts[reason] = entry
    }

    /// Adds the counts of a later part of the file.
    mutating func add(_ part: DropTally, linesBefore: Int) {
        for (reason, other) in part.counts {
            var entry = counts[reason] ?? (0, [])
            entry.count += other.count
            let lines = other.lines.map { $0 + linesBefore }
            entry.lines = Array((entry.lines + lines).prefix(5))
            counts[reason] = entry
        }
    }

    /// The counts, most frequent first, then by the first line.
    var dropped: [LogReport.Dropped] {
        counts.sorted {
            ($1.value.count, $0.value.lines.first ?? 0, $0.key.message)
                < ($0.value.count, $1.value.lines.first ?? 0, $1.key.message)
        }.map {
            LogReport.Dropped(
                reason: $0.key.message, count: $0.value.count, firstLines: $0.value.lines,
                isFault: $0.key != .masked)
        }
    }
}
