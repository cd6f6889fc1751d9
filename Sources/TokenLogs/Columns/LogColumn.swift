// SPDX-License-Identifier: GPL-3.0-or-later

/// A column that a per-token log can have: our name for it, and the names that trainers give it.
///
/// A log says one thing under many names; everything that is known about a column, from help to
/// the reader's choice, is read off these values.
public struct LogColumn: Sendable, Equatable {
    /// Our name, as tables and overrides have it: `logp_old`.
    public let name: String

    /// What the column holds, with its unit, in one sentence.
    public let summary: String

    /// What trainers call it, best first.
    ///
    /// Compared in lower case and without `_`, `-`, `/`, `.` and blanks.
    public let aliases: [String]

    /// Whether a log cannot do without it; a ratio can stand for one or both log-probabilities.
    public let isRequired: Bool

    /// The place of the column's value in a row that has been read.
    let slot: Slot

    /// Returns the column with one of our names, compared as aliases are; nil where there is none.
    public static func named(_ name: String) -> LogColumn? {
        let key = matchingKey(name)
        return all.first { matchingKey($0.name) == key }
    }

    /// Every name and alias, as they are compared.
    static let knownKeys = Set(all.flatMap { [$0.name] + $0.aliases }.map(matchingKey))

    /// Returns a column's name as it is compared: in lower case, without `_`, `-`, `/`, `.`, blank.
    static func matchingKey(_ name: String) -> String {
        let separators = "_-/. ".utf8
        let bytes = name.lowercased().utf8.filter { !separators.contains($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The place of a column's value in a row that has been read, in the order of ``LogColumn/all``.
enum Slot: Int, CaseIterable, Sendable {
    case step, epoch, minibatch, promptID, responseID, position, token, tokenID
    case logOld, logNew, advantage, entropy, reward, mask, sampleMask, ratio, logRatio
    case logEngine, logReference

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
            .reward, .mask, .sampleMask, .ratio, .logRatio, .logEngine, .logReference:
            .number
        }
    }

    /// Whether arrays of this column must be as long as each other, or the response is unusable.
    var isAligned: Bool {
        switch self {
        case .logOld, .logNew, .advantage, .mask, .ratio, .logRatio: true
        case .step, .epoch, .minibatch, .promptID, .responseID, .position, .token, .tokenID,
            .entropy, .reward, .sampleMask, .logEngine, .logReference:
            false
        }
    }

    /// Whether the column says which response a row belongs to.
    var namesResponse: Bool {
        switch self {
        case .step, .epoch, .minibatch, .promptID, .responseID: true
        case .position, .token, .tokenID, .logOld, .logNew, .advantage, .entropy, .reward, .mask,
            .sampleMask, .ratio, .logRatio, .logEngine, .logReference:
            false
        }
    }

    /// Our name of the column.
    var name: String { LogColumn.all[rawValue].name }
}
