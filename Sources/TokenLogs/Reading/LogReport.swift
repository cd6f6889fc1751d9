// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What came of reading a log: how it was understood, and what was left out.
public struct LogReport: Sendable, Equatable {
    /// Rows that were not used, and why.
    public struct Dropped: Sendable, Equatable {
        /// Why, as a clause: `logp is missing or null`; safe to print.
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
enum DropReason: Hashable {
    case missing(Slot), notFinite(Slot), notANumber(Slot), aboveZero(Slot), notPositive(Slot)
    case sentinel(Slot, Sentinel), suspectZero(Slot)
    case masked, fewerFields, moreFields, unclosedQuote, strayQuote
    case notJSON, noColumns, unequalArrays, emptyResponse, lineTooLong

    /// The reason as a clause.
    var message: String {
        switch self {
        case .missing(let slot): "\(slot.name) is missing or null"
        case .notFinite(let slot): "\(slot.name) is not finite"
        case .notANumber(let slot): "\(slot.name) is not a number"
        case .aboveZero(let slot):
            "\(slot.name) is above 0 by more than 0.001, so it is no log-probability"
        case .sentinel(let slot, let number):
            "\(slot.name) is \(number.text), no log-probability (keep=sentinels reads it)"
        case .suspectZero(let slot):
            "\(slot.name) is exactly 0 where the other policy has p below 0.9, "
                + "no log-probability (keep=zeros reads it)"
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
