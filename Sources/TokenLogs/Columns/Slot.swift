// SPDX-License-Identifier: GPL-3.0-or-later

/// The place of a column's value in a row that has been read: first ``LogColumn/all`` in their
/// order, then further masks.
enum Slot: Int, CaseIterable, Sendable {
    case step, epoch, minibatch, promptID, responseID, position, token, tokenID
    case logOld, logNew, advantage, entropy, reward, mask, sampleMask, ratio, logRatio
    case logEngine, logReference, turn
    case attentionMask, mask2, mask3, mask4, mask5

    /// What a value of the column is.
    enum Kind {
        /// A number.
        case number
        /// A whole number or a text that names something.
        case identifier
        /// A text, or in JSON a whole number that stands for one.
        case text
    }

    /// What a value of the column is.
    var kind: Kind {
        switch self {
        case .promptID, .responseID: .identifier
        case .token: .text
        case .step, .epoch, .minibatch, .position, .tokenID, .logOld, .logNew, .advantage, .entropy,
            .reward, .mask, .sampleMask, .ratio, .logRatio, .logEngine, .logReference, .turn,
            .attentionMask, .mask2, .mask3, .mask4, .mask5:
            .number
        }
    }

    /// The places of masks of tokens, in the order in which they are filled.
    static let masks: [Slot] = [.mask, .mask2, .mask3, .mask4, .mask5]

    /// Whether the value leaves tokens out.
    var isMask: Bool {
        switch self {
        case .mask, .sampleMask, .attentionMask, .mask2, .mask3, .mask4, .mask5: true
        default: false
        }
    }

    /// Whether the value is of a policy whose ratio is read.
    var isPolicy: Bool {
        switch self {
        case .logOld, .logNew, .ratio, .logRatio: true
        default: false
        }
    }

    /// Whether arrays of this column must be as long as each other, or the response is unusable.
    var isAligned: Bool {
        isPolicy || self == .advantage || (isMask && self != .sampleMask)
    }

    /// The columns of such arrays.
    static let aligned = allCases.filter(\.isAligned)

    /// Whether one value cannot stand for all tokens of a response.
    var isPerToken: Bool {
        switch self {
        case .logOld, .logNew, .ratio, .logRatio, .position, .token, .tokenID, .entropy, .logEngine,
            .logReference:
            true
        case .step, .epoch, .minibatch, .promptID, .responseID, .advantage, .reward, .mask,
            .sampleMask, .attentionMask, .mask2, .mask3, .mask4, .mask5, .turn:
            false
        }
    }

    /// Whether the column says which response a row belongs to.
    var namesResponse: Bool {
        switch self {
        case .step, .epoch, .minibatch, .promptID, .responseID: true
        default: false
        }
    }

    /// Our name of the column.
    var name: String {
        switch self {
        case .attentionMask, .mask2, .mask3, .mask4, .mask5: Slot.mask.name
        default: LogColumn.all[rawValue].name
        }
    }
}
