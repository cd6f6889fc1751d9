// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage

/// What was wrong with a line, with the line.
package struct Failure: Error, Sendable, Equatable {
    /// What was wrong.
    package let error: CommandError
    /// The line as typed.
    package let line: String

    package init(error: CommandError, line: String) {
        self.error = error
        self.line = line
    }
}
