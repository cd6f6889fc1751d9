// SPDX-License-Identifier: GPL-3.0-or-later

/// Which column of a file was taken for which of ours, and why where there was a choice.
public struct ColumnMapping: Sendable, Equatable, CustomStringConvertible {
    /// One of our columns and a column of the file that it is read from.
    ///
    /// Several masks are several entries of the column `mask`; so are names of one column that
    /// take turns in JSON.
    public struct Entry: Sendable, Equatable {
        /// Our name: `logp_old`.
        public let column: String
        /// The file's name for it, as the file has it; not cleaned of control characters.
        public let source: String
        /// The place of the file's column among its columns, from 0.
        let index: Int
        /// The place of the value in a row that has been read.
        let slot: Slot
        /// Whether a mask is 1 for tokens outside the loss.
        var isInverted = false
    }

    /// The columns that are read, in our order.
    public internal(set) var entries: [Entry]

    /// The file's columns that are not read, in the file's order.
    public internal(set) var unused: [String]

    /// What a reader of the numbers should know about the choice; safe to print.
    public internal(set) var remarks: [String]

    /// Our columns that a person wants left out although the file may have them.
    var refused: Set<Slot> = []

    /// Which suspect log-probabilities a person wants kept.
    var kept: Set<SuspectNumber> = []

    /// Returns the file's name of one of our columns, or nil where it is not read.
    public subscript(column: String) -> String? {
        entries.first { $0.column == column }?.source
    }

    /// The mapping as one line to print: `logp_old=old_log_probs logp=log_probs …`.
    ///
    /// A column is typed in the same form to override the choice.
    public var description: String {
        choices.map { "\($0.column)=\(printable($0.source))" }.joined(separator: " ")
    }

    /// Each column that is read, with the file's names as they can be typed: `mask=a*not:b`.
    public var choices: [(column: String, source: String)] {
        var choices: [(column: String, source: String)] = []
        for entry in entries {
            let source = (entry.isInverted ? MaskChoice.negation : "") + entry.source
            if let last = choices.last, last.column == entry.column {
                let sign = entry.slot.isMask ? MaskChoice.product : "|"
                choices[choices.count - 1].source += sign + source
            } else {
                choices.append((entry.column, source))
            }
        }
        let empty = Slot.inOrder.filter { refused.contains($0) }.map(\.name)
        for column in unique(empty) where self[column] == nil {
            choices.append((column, MaskChoice.none))
        }
        return choices
    }

    /// Where the importance ratio comes from.
    var ratioSource: RatioSource {
        let ratio: Slot = reads(.ratio) ? .ratio : .logRatio
        let hasRatio = reads(ratio)
        if reads(.logOld) && reads(.logNew) { return .logProbabilities }
        if reads(.logNew) { return hasRatio ? .newAnd(ratio) : .unmoved(.logNew) }
        if reads(.logOld) { return hasRatio ? .oldAnd(ratio) : .unmoved(.logOld) }
        return .alone(ratio)
    }

    /// Whether the log has one policy for both, so that every ratio is 1.
    public var isUnmoved: Bool {
        if case .unmoved = ratioSource { true } else { false }
    }

    /// Whether the old policy is what the rollout engine computed, as its column's name tells.
    package var takesEngineForOld: Bool {
        guard let old = entries.first(where: { $0.slot == .logOld }) else { return false }
        let isAlias = LogColumn.named("logp_engine")?.aliases.contains(old.source) ?? false
        return isAlias || PolicyRole(key: LogColumn.matchingKey(old.source)) == .engine
    }

    /// Returns whether a column of ours is read.
    func reads(_ slot: Slot) -> Bool {
        entries.contains { $0.slot == slot }
    }
}
