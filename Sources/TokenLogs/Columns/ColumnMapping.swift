// SPDX-License-Identifier: GPL-3.0-or-later

/// Which column of a file was taken for which of ours, and why where there was a choice.
public struct ColumnMapping: Sendable, Equatable, CustomStringConvertible {
    /// One of our columns and the file's column that it is read from.
    public struct Entry: Sendable, Equatable {
        /// Our name: `logp_old`.
        public let column: String
        /// The file's name for it, as the file has it; not cleaned of control characters.
        public let source: String
        /// The place of the file's column among its columns, from 0.
        let index: Int
        /// The place of the value in a row that has been read.
        let slot: Slot
    }

    /// The columns that are read, in our order.
    public let entries: [Entry]

    /// The file's columns that are not read, in the file's order.
    public let unused: [String]

    /// What a reader of the numbers should know about the choice; safe to print.
    public let remarks: [String]

    /// Returns the file's name of one of our columns, or nil where it is not read.
    public subscript(column: String) -> String? {
        entries.first { $0.column == column }?.source
    }

    /// The mapping as one line to print: `logp_old=old_log_probs logp=log_probs …`.
    ///
    /// A column is typed in the same form to override the choice.
    public var description: String {
        entries.map { "\($0.column)=\(printable($0.source))" }.joined(separator: " ")
    }

    /// Where the importance ratio comes from.
    var ratioSource: RatioSource {
        let ratio: Slot = reads(.ratio) ? .ratio : .logRatio
        if reads(.logOld) && reads(.logNew) { return .logProbabilities }
        if reads(.logNew) { return .newAnd(ratio) }
        return reads(.logOld) ? .oldAnd(ratio) : .alone(ratio)
    }

    /// Returns whether a column of ours is read.
    func reads(_ slot: Slot) -> Bool {
        entries.contains { $0.slot == slot }
    }
}
