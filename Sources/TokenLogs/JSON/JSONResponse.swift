// SPDX-License-Identifier: GPL-3.0-or-later

/// How the arrays of one response fit together.
///
/// Log-probabilities, ratios, advantages and masks of a response must be arrays of one length.
/// An advantage or a mask, and what names the response, may be one value for all tokens. Texts
/// may have one more element than the log-probabilities; other arrays of another length are left
/// out, because nobody can say which of their values belongs to which token.
struct JSONResponse {
    /// The number of tokens.
    private(set) var count = 0

    /// The arrays that have a value for each token.
    private(set) var perToken: [(slot: Slot, span: JSONRecord.Span)] = []

    /// The columns that are left out because of their length.
    private(set) var leftOut: [Slot] = []

    /// Fits the arrays of a record together.
    ///
    /// - Returns: Nil, or why no token of the response can be used.
    mutating func fit(_ record: inout JSONRecord, _ slots: [Slot]) -> DropReason? {
        perToken.removeAll(keepingCapacity: true)
        leftOut.removeAll(keepingCapacity: true)
        count = 0
        for slot in slots where slot.isAligned {
            count = max(count, record.array(slot)?.count ?? 0)
        }
        guard count > 0 else { return .emptyResponse }
        for slot in slots {
            guard let span = record.array(slot) else {
                if count > 1, slot.isPerToken, record.row[slot].isFinite {
                    guard !slot.isAligned else { return .unequalArrays }
                    record.row.forget(slot)
                }
                continue
            }
            if span.count == count || (slot.kind == .text && span.count == count + 1) {
                perToken.append((slot, span))
            } else if span.count == 1, !slot.isPerToken {
                record.select(slot, span, at: 0)
            } else if slot.isAligned {
                return .unequalArrays
            } else {
                leftOut.append(slot)
            }
        }
        return nil
    }
}

extension Slot {
    /// Whether one value cannot stand for all tokens of a response.
    fileprivate var isPerToken: Bool {
        switch self {
        case .logOld, .logNew, .ratio, .logRatio, .position, .token, .tokenID, .entropy, .logEngine,
            .logReference:
            true
        case .step, .epoch, .minibatch, .promptID, .responseID, .advantage, .reward, .mask,
            .sampleMask:
            false
        }
    }
}
