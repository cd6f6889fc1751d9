// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles
import TokenWeights

/// Checks rows, makes tokens of the good ones, and delivers them response by response.
///
/// A response is a run of rows with the same step, epoch, minibatch, prompt and response, whose
/// positions rise. Of a file whose rows are not grouped, each run counts as a response.
struct ResponseAssembler {
    /// Takes the tokens of one response.
    typealias Delivery = ([LoggedToken]) throws(LogError) -> Void

    /// The most tokens delivered at once; a longer run comes in pieces, so that memory is bounded.
    static let longestResponse = 1 << 16

    private let check: RowCheck
    private let hasEntropy: Bool
    private var response: [LoggedToken] = []
    private var key = ResponseKey()

    /// Counts of what was not used.
    var tally = DropTally()

    /// Rows seen so far.
    private(set) var rowsRead = 0

    /// Rows used so far.
    private(set) var rowsUsed = 0

    /// Responses delivered so far.
    private(set) var responses = 0

    /// Responses that were delivered in pieces.
    private(set) var pieces = 0

    /// The largest distance of a ratio from 1 so far.
    private(set) var largestShift = 0.0

    /// Values of columns that a row can do without that could not be read, by column.
    private(set) var unreadable: [Slot: Int] = [:]

    /// Starts with no rows.
    init(mapping: ColumnMapping) {
        check = RowCheck(mapping)
        hasEntropy = mapping.reads(.entropy)
    }

    /// Notes rows that could not even be taken apart.
    mutating func drop(_ reason: DropReason, line: Int, rows: Int = 1) {
        rowsRead += rows
        tally.add(reason, line: line, count: rows)
    }

    /// Takes one row; delivers the response before it where a new one starts.
    mutating func take(
        _ row: borrowing RowValues, line: Int, _ deliver: Delivery
    ) throws(LogError) {
        rowsRead += 1
        switch check.pair(of: row) {
        case .fault(let reason):
            tally.add(reason, line: line)
        case .value(let pair):
            rowsUsed += 1
            try append(pair, row, deliver)
        }
    }

    /// Delivers the response that is under way.
    mutating func finish(_ deliver: Delivery) throws(LogError) {
        guard !response.isEmpty else { return }
        if hasEntropy {
            let flags = highEntropyFlags(response.map(\.entropy))
            for index in response.indices { response[index].isHighEntropy = flags[index] }
        }
        responses += 1
        try deliver(response)
        response.removeAll(keepingCapacity: true)
    }
}

// MARK: - One row

extension ResponseAssembler {
    /// Makes a token of a row and adds it to its response.
    @inline(__always)
    private mutating func append(
        _ pair: PolicyPair, _ row: borrowing RowValues, _ deliver: Delivery
    ) throws(LogError) {
        let position = whole(row, .position)
        if key.changes(with: row, position: position) {
            try finish(deliver)
        } else if response.count >= Self.longestResponse {
            pieces += 1
            try finish(deliver)
        }
        var token = LoggedToken(
            row: rowsRead, oldLogProbability: pair.old, logProbability: pair.new,
            advantage: row[.advantage], importanceRatio: pair.ratio)
        largestShift = max(largestShift, abs(pair.ratio - 1))
        setKey(&token, row)
        token.position = position
        setToken(&token, row)
        token.entropy = finite(row, .entropy)
        token.engineLogProbability = finite(row, .logEngine)
        token.referenceLogProbability = finite(row, .logReference)
        token.reward = finite(row, .reward)
        token.mask = check.hasMask ? row[.mask] : nil
        response.append(token)
    }

    /// Sets what names a token's response.
    @inline(__always)
    private mutating func setKey(_ token: inout LoggedToken, _ row: borrowing RowValues) {
        token.step = key.step
        token.epoch = key.epoch
        token.minibatch = key.minibatch
        token.prompt = key.prompt
        token.response = key.response
        if key.step == nil { noteUnreadable(row[.step], .step) }
        if key.epoch == nil { noteUnreadable(row[.epoch], .epoch) }
        if key.minibatch == nil { noteUnreadable(row[.minibatch], .minibatch) }
    }

    /// Sets text and number of a token; where texts are asked for and numbers stand, those count.
    @inline(__always)
    private mutating func setToken(_ token: inout LoggedToken, _ row: borrowing RowValues) {
        token.tokenID = whole(row, .tokenID)
        if row[.token].isFinite {
            let stated = row[.token].whole
            token.tokenID = token.tokenID ?? stated
        } else {
            token.text = row[text: .token].string
        }
    }

    /// Returns a whole number that a row can do without; notes one that is there and is none.
    @inline(__always)
    private mutating func whole(_ row: borrowing RowValues, _ slot: Slot) -> Int? {
        let value = row[slot]
        if let number = value.whole { return number }
        noteUnreadable(value, slot)
        return nil
    }

    /// Returns a number that a row can do without; notes one that is there and is none.
    @inline(__always)
    private mutating func finite(_ row: borrowing RowValues, _ slot: Slot) -> Double? {
        let value = row[slot]
        if value.isFinite { return value }
        noteUnreadable(value, slot)
        return nil
    }

    /// Counts a value that is there and could not be read.
    private mutating func noteUnreadable(_ value: Double, _ slot: Slot) {
        if value.bitPattern != Double.missing.bitPattern { unreadable[slot, default: 0] += 1 }
    }
}

/// What tells one response from the next.
struct ResponseKey {
    private(set) var step: Int?
    private(set) var epoch: Int?
    private(set) var minibatch: Int?
    private(set) var prompt: LogIdentifier?
    private(set) var response: LogIdentifier?
    private var stepValue = Double.missing
    private var epochValue = Double.missing
    private var minibatchValue = Double.missing
    private var lastPosition: Int?

    /// Takes the key of a row, and returns whether a new response starts with it.
    mutating func changes(with row: borrowing RowValues, position: Int?) -> Bool {
        var isNew = false
        isNew = take(row[.step], &stepValue, &step) || isNew
        isNew = take(row[.epoch], &epochValue, &epoch) || isNew
        isNew = take(row[.minibatch], &minibatchValue, &minibatch) || isNew
        isNew = take(row[text: .promptID], &prompt) || isNew
        isNew = take(row[text: .responseID], &response) || isNew
        if let position, let lastPosition, position <= lastPosition { isNew = true }
        lastPosition = position
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
