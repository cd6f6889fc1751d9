// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How the arrays of one response fit together.
///
/// Log-probabilities, ratios, advantages and masks of a response must be arrays of one length.
/// An advantage or a mask, and what names the response, may be one value for all tokens. Texts
/// may have one more element than the log-probabilities; other arrays of another length are left
/// out, because nobody can say which of their values belongs to which token.
///
/// Three lengths are explained: where token numbers, masks and advantages hold one value more than
/// the log-probabilities, these start at the second token; an attention mask holds the prompt
/// too; and so do tokens where the object says that the response is as long as the log-probabilities, as
/// slime does. In all of them the last values belong together.
struct JSONResponse {
    /// The number of tokens.
    private(set) var count = 0

    /// The arrays that have a value for each token.
    private(set) var perToken: [Column] = []

    /// An array that has a value for each token.
    struct Column {
        let slot: Slot
        let span: JSONRecord.Span
    }

    /// The columns that are left out because of their length.
    private(set) var leftOut: [Slot] = []

    /// The columns of which the last values are taken.
    private(set) var aligned: [Slot] = []

    /// Whether the old policy is null, so that it is the current one.
    private(set) var isUnmoved = false

    /// Fits the arrays of a record together.
    ///
    /// - Returns: Nil, or why no token of the response can be used.
    mutating func fit(_ record: inout JSONRecord, _ keys: JSONKeys) -> DropReason? {
        let slots = keys.readSlots
        clear()
        count = length(record, keys.policySlots)
        let longest = length(record, keys.lengthSlots)
        let isShifted = count > 0 && longest == count + 1 && startsLate(record, slots)
        if !isShifted { count = longest }
        guard count > 0 else { return .emptyResponse }
        if keys.mayBeUnmoved { takeUnmoved(record) }
        for slot in slots {
            guard let span = record.array(slot) else {
                if let reason = broadcast(slot, &record) { return reason }
                continue
            }
            if let reason = place(slot, span, &record, isShifted) { return reason }
        }
        return nil
    }

    private mutating func clear() {
        perToken.removeAll(keepingCapacity: true)
        leftOut.removeAll(keepingCapacity: true)
        aligned.removeAll(keepingCapacity: true)
        isUnmoved = false
    }

    /// Returns the longest array of some columns.
    private func length(_ record: borrowing JSONRecord, _ slots: [Slot]) -> Int {
        slots.reduce(0) { max($0, record.array($1)?.count ?? 0) }
    }

    /// Returns whether the numbers of tokens are as many as the masks, one more than the policies'
    /// values, which then start at the second token.
    private func startsLate(_ record: borrowing JSONRecord, _ slots: [Slot]) -> Bool {
        slots.allSatisfy { slot in
            slot.isPolicy == false || record.array(slot).map { $0.count == count } ?? true
        } && [Slot.tokenID, .token].contains { record.array($0)?.count == count + 1 }
            && slots.contains { $0.isMask && record.array($0)?.count == count + 1 }
    }

    /// Lets the current policy stand for an old one that is null, as TRL has it.
    private mutating func takeUnmoved(_ record: borrowing JSONRecord) {
        guard record.array(.logOld) == nil,
            record.filled & Slot.logOld.bit != 0, let new = record.array(.logNew),
            new.count == count,
            record.row[.logOld].bitPattern == Double.missing.bitPattern
        else { return }
        isUnmoved = true
        perToken.append(Column(slot: .logOld, span: new))
    }

    /// Lets one value stand for all tokens, where it may.
    private mutating func broadcast(_ slot: Slot, _ record: inout JSONRecord) -> DropReason? {
        guard count > 1, slot.isPerToken, record.row[slot].isFinite else { return nil }
        guard !slot.isAligned else { return .unequalArrays }
        record.row.forget(slot)
        return nil
    }

    /// Takes an array where its length fits.
    private mutating func place(
        _ slot: Slot, _ span: JSONRecord.Span, _ record: inout JSONRecord, _ isShifted: Bool
    ) -> DropReason? {
        let isOneLonger = span.count == count + 1
        if span.count == count {
            take(slot, span)
        } else if isShifted && isOneLonger || span.count > count && holdsPrompt(slot, record) {
            aligned.append(slot)
            take(slot, span.last(count))
        } else if slot.kind == .text && isOneLonger {
            take(slot, span)
        } else if span.count == 1, !slot.isPerToken {
            record.select(slot, span, at: 0)
        } else if slot.isAligned {
            return .unequalArrays
        } else {
            leftOut.append(slot)
        }
        return nil
    }

    /// Whether an array that is longer than the response begins with its prompt.
    private func holdsPrompt(_ slot: Slot, _ record: borrowing JSONRecord) -> Bool {
        slot == .attentionMask
            || (slot == .token || slot == .tokenID) && record.statedLength == Double(count)
    }

    /// Takes an array whose values are asked for.
    private mutating func take(_ slot: Slot, _ span: JSONRecord.Span) {
        if span.isKept { perToken.append(Column(slot: slot, span: span)) }
    }

    /// Says how long the arrays are that do not fit together; safe to print.
    func lengths(_ record: borrowing JSONRecord, _ mapping: ColumnMapping) -> String {
        let lengths = mapping.entries.compactMap { entry -> String? in
            guard entry.slot.isAligned, record.filled & entry.slot.bit != 0 else { return nil }
            let count = record.array(entry.slot)?.count
            return "\(printable(entry.source)) \(count.map(String.init) ?? "one value")"
        }
        return lengths.joined(separator: ", ") + " at first"
    }
}

extension JSONRecord.Span {
    /// Returns the last values.
    fileprivate func last(_ count: Int) -> JSONRecord.Span {
        // Numbers have no texts beside them, and then the place of these is of no matter.
        let skipped = self.count - count
        return JSONRecord.Span(
            number: number + skipped, text: text + skipped, count: count, isKept: isKept)
    }
}
