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

    private var check: RowCheck
    private var hasEntropy: Bool
    private var hasEngine: Bool
    private var hasReference: Bool
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

    /// What is counted over the used rows.
    private(set) var notes = RowNotes()

    /// Starts with no rows.
    init(mapping: ColumnMapping) {
        check = RowCheck(mapping)
        hasEntropy = mapping.reads(.entropy)
        hasEngine = mapping.reads(.logEngine)
        hasReference = mapping.reads(.logReference)
    }

    /// Goes on with a mapping that has grown.
    mutating func update(_ mapping: ColumnMapping) {
        let fresh = ResponseAssembler(mapping: mapping)
        check = fresh.check
        hasEntropy = fresh.hasEntropy
        hasEngine = fresh.hasEngine
        hasReference = fresh.hasReference
    }

    /// Notes rows that could not even be taken apart.
    mutating func drop(_ reason: DropReason, line: Int, rows: Int = 1) {
        rowsRead += rows
        tally.add(reason, line: line, count: rows)
    }

    /// Takes one row; delivers the response before it where a new one starts.
    ///
    /// - Returns: Nil, or why the row is not used.
    @discardableResult
    mutating func take(
        _ row: borrowing RowValues, line: Int, _ deliver: Delivery
    ) throws(LogError) -> DropReason? {
        rowsRead += 1
        switch check.pair(of: row) {
        case .fault(let reason):
            tally.add(reason, line: line)
            key.pass(row[.position].whole)
            return reason
        case .value(let pair):
            rowsUsed += 1
            try append(pair, row, deliver)
            return nil
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
        notes.add(pair)
        setKey(&token, row)
        token.position = position
        setToken(&token, row)
        if hasEntropy, let entropy = finite(row, .entropy) {
            token.entropy = entropy
            notes.units.add(old: pair.old, entropy: entropy)
        }
        if hasEngine { token.engineLogProbability = policy(row, .logEngine, pair) }
        if hasReference { token.referenceLogProbability = policy(row, .logReference, pair) }
        token.reward = finite(row, .reward)
        if check.hasMask { token.mask = check.maskValue(row) }
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

    /// Returns the log-probability of a policy that a row can do without; counts those not there.
    private mutating func policy(
        _ row: borrowing RowValues, _ slot: Slot, _ pair: PolicyPair
    ) -> Double? {
        let value = row[slot]
        if let sound = check.optional(value, beside: pair.old) { return sound }
        if value.bitPattern == Double.missing.bitPattern {
            notes.addAbsent(slot)
        } else {
            notes.addUnreadable(slot)
        }
        return nil
    }

    /// Counts a value that is there and could not be read.
    private mutating func noteUnreadable(_ value: Double, _ slot: Slot) {
        if value.bitPattern != Double.missing.bitPattern { notes.addUnreadable(slot) }
    }
}

extension ResponseAssembler {
    /// What a reader of the numbers should know about the rows, one sentence each.
    func remarks(_ mapping: ColumnMapping) -> [String] {
        let leftOutZeros = [Slot.logOld, .logNew].contains { tally.has(.suspectZero($0)) }
        let cuts =
            pieces == 0
            ? []
            : ["runs of more than \(Self.longestResponse) rows were taken for several responses"]
        return cuts + notes.remarks(mapping, leftOutZeros: leftOutZeros)
    }
}
