// SPDX-License-Identifier: GPL-3.0-or-later

/// What decides whether an answer is rewarded.
///
/// A new verifier is one file with a value of this type, and one entry in ``all``.
public struct Verifier: Sendable, Equatable {
    /// What people type.
    public let name: String

    /// What it looks at, in one sentence.
    public let summary: String

    /// Returns whether a reading is rewarded.
    package let accepts: @Sendable (WrittenTask.Reading) -> Bool

    /// Every verifier; the first is the default.
    public static let all: [Verifier] = [.strict, .last]

    /// Returns whether two verifiers have the same name.
    public static func == (left: Verifier, right: Verifier) -> Bool { left.name == right.name }
}
