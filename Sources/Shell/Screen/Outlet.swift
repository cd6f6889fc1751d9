// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
package import WorkbenchModel

/// What a front end gives to the engine that it starts.
package struct Outlet: Sendable {
    /// Takes what commands say; may be called on any thread.
    package let emit: @Sendable (Event) -> Void

    /// Returns whether Ctrl-C was pressed; may be called on any thread, and costs next to nothing.
    package let isCancelled: @Sendable () -> Bool

    /// The folder for history and saved state, or nil where there is none.
    package let stateFolder: String?

    /// The width of the screen in columns; the largest integer where there is none.
    package let columns: Int

    /// Whether what people read is to be in ASCII, because the screen shows nothing else.
    package let isASCII: Bool

    /// Whether a person at a prompt can press keys, on a terminal that moves its cursor.
    package let hasKeys: Bool

    /// Whether a terminal shows what changes while a command runs.
    package let redraws: Bool

    /// Whether somebody wants to hear what each line changed, as at a prompt.
    package let answers: Bool

    /// What standard input is there for.
    package let standardInput: StandardInput

    /// Whether every result is wanted as JSON.
    package let prefersJSON: Bool

    /// The seed from which counting starts, or nil where it was not given.
    package let firstSeed: Int?

    /// Whether figures are shown where pages can be shown too.
    package var showsPages = false
}
