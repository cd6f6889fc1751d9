// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles
import TokenWeights

/// Checks rows, makes tokens of the good ones, and delivers them response by response.
///
/// A response is a run of rows with the same step, epoch, minibatch, prompt and response, whose
/// positions rise. Of a file whose rows are not grouped, each run counts as a response.
struct ResponseAssembler: RowSink {
    /// Takes the tokens of one response.
    typealias Delivery = ([LoggedToken]) throws(LogError) -> Void

    /// The most tokens delivered at once; a longer run comes in pieces, so that memory is bounded.
    static let longestResponse = 1 << 16

    static var readsTexts: Bool { true }

    private var check: RowCheck
    private var hasEntropy = false
    private var hasEngine = false
    private var hasReference = false
    private var hasTurn = false
    private var response: [LoggedToken] = []
    private var key = ResponseKey()

    /// The turn of the response under way, 0 before its first token, and whether the mask has left tokens
    /// out since.
    private var turn = (number: 0, isOver: false)

    private let deliver: Delivery

    var totals = RowTotals()

    /// Starts with no rows.
    init(mapping: ColumnMapping, _ deliver: @escaping Delivery) {
        self.deliver = deliver
        check = RowCheck(mapping)
        update(mapping)
    }

    mutating func update(_ mapping: ColumnMapping) {
        check = RowCheck(mapping)
        hasEntropy = mapping.reads(.entropy)
        hasEngine = mapping.reads(.logEngine)
        hasReference = mapping.reads(.logReference)
        hasTurn = mapping.reads(.turn)
    }

    mutating func drop(_ reason: DropReason, line: Int, rows: Int) {
        totals.drop(reason, line: line, rows: rows)
        key.isBehind = true
    }

    mutating func take(
        _ row: borrowing RowValues, line: Int
    ) throws(LogError) -> DropReason? {
        totals.rowsRead += 1
        switch check.pair(of: row) {
        case .fault(let reason):
            totals.tally.add(reason, line: line)
            key.pass(row[.position].whole)
            if reason == .masked { turn.isOver = true }
            return reason
        case .value(let pair):
            totals.use(pair)
            try append(pair, row)
            return nil
        }
    }

    /// Delivers the response that is under way.
    mutating func endResponse() throws(LogError) {
        turn.number = 0
        guard !response.isEmpty else { return }
        if hasEntropy {
            let flags = highEntropyFlags(response.map(\.entropy))
            for index in response.indices { response[index].isHighEntropy = flags[index] }
        }
        totals.responses += 1
        try deliver(response)
        response.removeAll(keepingCapacity: true)
    }
}

// MARK: - One row

extension ResponseAssembler {
    /// Makes a token of a row and adds it to its response.
    @inline(__always)
    private mutating func append(
        _ pair: PolicyPair, _ row: borrowing RowValues
    ) throws(LogError) {
        let position = totals.whole(row, .position)
        if key.changes(with: row, position: position) {
            try endResponse()
        } else if response.count >= Self.longestResponse {
            let before = turn
            totals.cuts += 1
            try endResponse()
            turn = before
        }
        var token = LoggedToken(
            row: totals.rowsRead, oldLogProbability: pair.old, logProbability: pair.new,
            advantage: row[.advantage], importanceRatio: pair.ratio)
        setKey(&token, row)
        token.position = position
        setToken(&token, row)
        if hasEntropy, let entropy = totals.finite(row, .entropy) {
            token.entropy = entropy
            totals.notes.units.add(old: pair.old, entropy: entropy)
        }
        if hasEngine {
            token.engineLogProbability = totals.policy(row, .logEngine, pair, check)
        }
        if hasReference {
            token.referenceLogProbability = totals.policy(row, .logReference, pair, check)
        }
        token.reward = totals.finite(row, .reward)
        if check.hasMask { setTurn(&token, row) }
        // What the log itself says goes before what the mask lets guess.
        if hasTurn { token.turn = totals.whole(row, .turn) ?? token.turn }
        response.append(token)
    }

    /// Sets a token's mask, and the turn that it is in.
    private mutating func setTurn(_ token: inout LoggedToken, _ row: borrowing RowValues) {
        token.mask = check.maskValue(row)
        if turn.isOver || turn.number == 0 { turn = (turn.number + 1, false) }
        token.turn = turn.number
    }

    /// Sets what names a token's response.
    @inline(__always)
    private mutating func setKey(_ token: inout LoggedToken, _ row: borrowing RowValues) {
        token.step = key.step
        token.epoch = key.epoch
        token.minibatch = key.minibatch
        token.prompt = key.prompt
        token.response = key.response
        totals.noteKey(key, row)
    }

    /// Sets text and number of a token; where texts are asked for and numbers stand, those count.
    @inline(__always)
    private mutating func setToken(_ token: inout LoggedToken, _ row: borrowing RowValues) {
        token.tokenID = totals.whole(row, .tokenID)
        if row[.token].isFinite {
            let stated = row[.token].whole
            token.tokenID = token.tokenID ?? stated
        } else {
            token.text = row[text: .token].string
        }
    }
}
