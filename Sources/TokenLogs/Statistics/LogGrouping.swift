// SPDX-License-Identifier: GPL-3.0-or-later

/// What the rows of a table by parts of a log are of.
package enum LogGrouping: String, Sendable, CaseIterable {
    case step, epoch, minibatch, response, turn, position, prompt

    /// The names of the columns that name a part.
    package var columns: [String] {
        switch self {
        case .step: ["step"]
        case .epoch: ["epoch"]
        case .minibatch: ["epoch", "minibatch"]
        case .response: ["number", "step", "epoch", "minibatch", "prompt_id", "response_id"]
        case .turn: ["turn"]
        case .position: ["position", "position_last"]
        case .prompt: ["step", "prompt_id"]
        }
    }

    /// What the parts are, in a few words.
    package var summary: String {
        switch self {
        case .step: "each rollout step"
        case .epoch: "each pass over a step's batch, of all steps together"
        case .minibatch: "each minibatch of each pass, of all steps together"
        case .response: "each response as it was trained on"
        case .turn: "each turn: by its column, else the stretches that the mask leaves in the loss"
        case .position: "places in the response, in growing bins from the 17th on"
        case .prompt: "the responses to one prompt in a step, of all passes"
        }
    }

    /// The column without which all of a log is one part; nil where every log has such parts.
    package var needs: String? {
        switch self {
        case .step: "step"
        case .epoch: "epoch"
        case .minibatch: "minibatch"
        case .prompt: "prompt_id"
        case .turn: "turn"
        case .response, .position: nil
        }
    }

    /// Whether a part can hold only some of a response's tokens.
    var splitsResponses: Bool { self == .position || self == .turn }

    /// Whether a part holds whole batches of a trainer.
    package var holdsBatches: Bool { self == .step || self == .epoch || self == .minibatch }
}

/// What names a part of a log: one value for each of ``LogGrouping/columns``, nil where the log does
/// not say.
package struct LogKey: Sendable, Hashable {
    package let parts: [LogIdentifier?]

    /// Makes the key of all the tokens of a response, whose number in the log counts from 1.
    init(_ grouping: LogGrouping, _ token: LoggedToken, number: Int) {
        func whole(_ value: Int?) -> LogIdentifier? { value.map(LogIdentifier.number) }
        switch grouping {
        case .step: parts = [whole(token.step)]
        case .epoch: parts = [whole(token.epoch)]
        case .minibatch: parts = [whole(token.epoch), whole(token.minibatch)]
        case .response:
            parts = [
                .number(number), whole(token.step), whole(token.epoch), whole(token.minibatch),
                token.prompt, token.response,
            ]
        case .prompt: parts = [whole(token.step), token.prompt]
        case .position: parts = [nil, nil]
        case .turn: parts = [nil]
        }
    }

    /// Makes the key of some of a response's tokens, by the bin of their places or their turn.
    init(_ grouping: LogGrouping, bin: Int) {
        guard grouping == .position else {
            parts = [.number(bin)]
            return
        }
        let positions = PositionBins.positions(bin)
        parts = [.number(positions.lowerBound), .number(positions.upperBound)]
    }

    /// Returns whether the key stands before another in tables: numbers rise, what has none comes
    /// first, and texts stay as they come.
    func precedes(_ other: LogKey) -> Bool? {
        for (mine, theirs) in zip(parts, other.parts) where mine != theirs {
            switch (mine, theirs) {
            case (.number(let mine), .number(let theirs)): return mine < theirs
            case (nil, _): return true
            case (_, nil): return false
            case (.text, _), (_, .text): return nil
            }
        }
        return nil
    }
}

extension LogGrouping {
    /// Returns which part of its response a token is in, by its place there.
    func bin(of token: LoggedToken, at place: Int) -> Int {
        self == .turn ? token.turn ?? 1 : PositionBins.index(token.position ?? place)
    }
}

/// The bins in which places in a response are counted: one place each up to the 16th, then four to
/// each doubling, so that long responses have few.
package enum PositionBins {
    /// How many places have a bin of their own.
    static let single = 16

    /// Returns the bin of a place, from 0.
    static func index(_ position: Int) -> Int {
        guard position >= single else { return max(0, position) }
        let exponent = Int.bitWidth - 1 - position.leadingZeroBitCount
        return single + 4 * (exponent - 4) + (position >> (exponent - 2)) & 3
    }

    /// Returns the places of a bin.
    package static func positions(_ index: Int) -> ClosedRange<Int> {
        guard index >= single else { return index...index }
        let exponent = (index - single) / 4 + 4
        let width = 1 << (exponent - 2)
        let first = 1 << exponent + ((index - single) % 4) * width
        return first...first + width - 1
    }
}
