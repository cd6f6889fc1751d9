// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What tells one response from the next.
struct ResponseKey: Sendable {
    private(set) var step: Int?
    private(set) var epoch: Int?
    private(set) var minibatch: Int?
    private(set) var prompt: LogIdentifier?
    private(set) var response: LogIdentifier?
    private var stepValue = Double.missing
    private var epochValue = Double.missing
    private var minibatchValue = Double.missing
    private var lastPosition: Int?

    private var restarts = false

    /// Whether there were rows since that this key has not seen, because they were not used.
    var isBehind = false

    /// Takes the key of a row, and returns whether a new response starts with it.
    @inline(__always)
    mutating func changes(with row: borrowing RowValues, position: Int?) -> Bool {
        var isNew = restarts
        restarts = false
        if !row.repeatsKey || isBehind { isNew = takeKey(row) || isNew }
        isBehind = false
        if let position, let lastPosition, position <= lastPosition { isNew = true }
        lastPosition = position
        return isNew
    }

    /// Notes a row that is not used, by its position: in packed sequences it may be the one that starts
    /// anew, and a mask often leaves out just the first of a sequence.
    mutating func pass(_ position: Int?) {
        isBehind = true
        guard let position else { return }
        if let lastPosition, position <= lastPosition { restarts = true }
        lastPosition = position
    }

    /// How the positions of a part of a file begin: where rows that are not used come first, nothing
    /// else tells of them.
    struct Lead: Sendable {
        /// The first position, used or not.
        var position: Int?
        /// Whether positions start anew before the first row that is used.
        var restarts = false
    }

    /// Returns how a part begins whose first row that is used is the next one.
    func lead(_ first: Int?, position: Int?) -> Lead {
        Lead(position: first ?? position, restarts: restarts)
    }

    /// Passes over a part of which no row is used.
    mutating func pass(_ lead: Lead, _ end: ResponseKey) {
        pass(lead.position)
        restarts = restarts || end.restarts
        lastPosition = end.lastPosition ?? lastPosition
    }

    /// Returns whether a response that begins with a key is not the one that ended with this key.
    func isOther(than first: ResponseKey, _ lead: Lead) -> Bool {
        if restarts || lead.restarts { return true }
        if let position = lead.position, let lastPosition, position <= lastPosition { return true }
        return stepValue.bitPattern != first.stepValue.bitPattern
            || epochValue.bitPattern != first.epochValue.bitPattern
            || minibatchValue.bitPattern != first.minibatchValue.bitPattern
            || prompt != first.prompt || response != first.response
    }

    private mutating func takeKey(_ row: borrowing RowValues) -> Bool {
        var isNew = false
        isNew = take(row[.step], &stepValue, &step) || isNew
        isNew = take(row[.epoch], &epochValue, &epoch) || isNew
        isNew = take(row[.minibatch], &minibatchValue, &minibatch) || isNew
        isNew = take(row[text: .promptID], &prompt) || isNew
        isNew = take(row[text: .responseID], &response) || isNew
        return isNew
    }

    /// Takes a number where it differs; bits are compared, so that a missing one equals itself.
    @inline(__always)
    private func take(_ value: Double, _ old: inout Double, _ number: inout Int?) -> Bool {
        guard value.bitPattern != old.bitPattern else { return false }
        old = value
        number = value.whole
        return true
    }

    /// Takes an identifier where it differs; most rows repeat that of the row before.
    @inline(__always)
    private func take(_ text: TextSlice, _ identifier: inout LogIdentifier?) -> Bool {
        if let identifier, identifier.isWritten(as: text) { return false }
        let new = LogIdentifier(text)
        guard new != identifier else { return false }
        identifier = new
        return true
    }
}
