// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// A way to write a line that people bring from elsewhere, and what to type in its place.
struct ForeignLine: Sendable {
    /// Returns what to say of a line that failed; nil where it is not written in this way.
    let error: @Sendable (_ line: String) -> CommandError?

    /// Every way, the one that says most first.
    static let all: [ForeignLine] = [
        .pastedPrompt, .functionDefinition, .singleSeed, .policyAsBase, .redirection, .shellEscape,
        .semicolon,
    ]

    /// Returns what to say of a line that failed; nil where none of the ways is the line's.
    static func error(of line: String) -> CommandError? {
        for way in all {
            if let error = way.error(line) { return error }
        }
        return nil
    }
}
