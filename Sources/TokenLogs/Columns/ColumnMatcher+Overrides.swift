// SPDX-License-Identifier: GPL-3.0-or-later

extension ColumnMatcher {
    /// What is typed beside columns: which suspect numbers are kept.
    static let keepName = "keep"

    /// Takes what a person chose; refuses names that nothing has, and one column for two of ours.
    mutating func override(
        with overrides: [String: String], _ mayGrow: Bool
    ) throws(LogError) {
        for (ours, theirs) in overrides.sorted(by: { $0.key < $1.key }) {
            if ours == TokenTexts.key || ours == RecordsChoice.key { continue }
            if ours == Self.keepName {
                try keep(theirs)
                continue
            }
            guard let column = LogColumn.named(ours) else {
                throw LogError(
                    kind: .format, message: "there is no log column \(printable(ours))",
                    hint: "columns: " + LogColumn.all.map(\.name).joined(separator: " "))
            }
            if place(theirs) == nil, theirs == MaskChoice.none {
                try refuse(column)
            } else if column.slot == .mask {
                try takeMasks(theirs, mayGrow)
            } else {
                try take(theirs, for: column, mayGrow)
            }
        }
    }

    /// Notes which suspect numbers are kept.
    private mutating func keep(_ words: String) throws(LogError) {
        for word in words.split(separator: ",") {
            guard let number = SuspectNumber(rawValue: String(word)) else {
                throw LogError(
                    kind: .format, message: "nothing to keep is called \(printable(String(word)))",
                    hint: "keep="
                        + SuspectNumber.allCases.map(\.rawValue).joined(separator: " or keep="))
            }
            kept.insert(number)
        }
    }

    /// Leaves a column of ours empty.
    private mutating func refuse(_ column: LogColumn) throws(LogError) {
        guard column.slot != .advantage else {
            throw LogError(
                kind: .format, message: "a log without advantages cannot be weighed",
                hint: "name the column: advantage=NAME")
        }
        refused.formUnion(column.slot == .mask ? Slot.masks + [.attentionMask] : [column.slot])
    }

    /// Takes the masks that a person named, each in the place that its turn gives it.
    private mutating func takeMasks(_ text: String, _ mayGrow: Bool) throws(LogError) {
        refused.formUnion(Slot.masks + [.attentionMask])
        let whole = place(text) == nil ? nil : [MaskChoice.factors(text)].first
        let factors =
            whole.map { _ in [(name: text, isInverted: false)] }
            ?? MaskChoice.factors(text).map { (name: $0.name, isInverted: $0.isInverted) }
        guard factors.count <= Slot.masks.count else { throw Self.tooManyMasks }
        for (slot, factor) in zip(Slot.masks, factors) {
            guard let place = try found(factor.name, for: "mask", mayGrow) else { continue }
            chosen[slot] = place
            if factor.isInverted { inverted.insert(place) }
        }
    }

    /// Takes the column that a person named, or several that take turns.
    private mutating func take(
        _ text: String, for column: LogColumn, _ mayGrow: Bool
    ) throws(LogError) {
        let turns = place(text) == nil ? text.split(separator: "|").map(String.init) : [text]
        for name in turns.isEmpty ? [text] : turns {
            guard let place = try found(name, for: column.name, mayGrow) else { continue }
            if chosen[column.slot] == nil {
                chosen[column.slot] = place
            } else {
                alternatives[column.slot, default: []].append(place)
            }
        }
        // What a person names is not looked for under other names.
        if chosen[column.slot] == nil { awaited.insert(column.slot) }
    }

    /// Returns the place of a column that a person named, or nil where it may come later.
    private func found(
        _ name: String, for ours: String, _ mayGrow: Bool
    ) throws(LogError) -> Int? {
        guard let place = place(name) else {
            if mayGrow { return nil }
            throw absent(name, for: ours)
        }
        guard !isTaken(place) else {
            throw LogError(
                kind: .format,
                message: "the file's column \(printable(name)) is given two meanings",
                hint: "give \(ours) a column of its own")
        }
        return place
    }

    /// What is said of a name that a person chose and that the file does not have.
    private func absent(_ name: String, for ours: String) -> LogError {
        LogError(
            kind: .format, message: "the file has no column \(printable(name)) for \(ours)",
            hint: "the file's columns: \(listedNames)")
    }

    static var tooManyMasks: LogError {
        LogError(
            kind: .format, message: "the file has more than \(Slot.masks.count) masks",
            hint: "name those that count: mask=A*B")
    }

    /// Throws where a name that a person chose was in no record of a whole file.
    static func demandAll(
        _ overrides: [String: String], among names: [String]
    ) throws(LogError) {
        _ = try find(names, overrides: overrides)
    }
}
