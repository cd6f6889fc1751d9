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
    /// Compared in lower case and without `_`, `-`, `/`, `.` and blanks. Log-probabilities and
    /// masks are known by the words of their names too, in any order.
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

    /// Returns whether a name of a file's column means something to us.
    static func knows(_ name: String) -> Bool {
        let key = matchingKey(name)
        return knownKeys.contains(key) || PolicyRole(key: key) != nil || MaskSense(key: key) != nil
    }

    /// Returns a column's name as it is compared: in lower case, without `_`, `-`, `/`, `.`, blank.
    static func matchingKey(_ name: String) -> String {
        let separators = "_-/. ".utf8
        let bytes = name.lowercased().utf8.filter { !separators.contains($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
