// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures

/// What the lab needs of the world around it, handed in as values.
///
/// Tests hand in others, so that all of the lab runs without a terminal or a font.
package struct Environment: Sendable {
    /// Takes what commands say.
    package var emit: @Sendable (Event) -> Void

    /// Returns whether the person asked for the running command to stop.
    ///
    /// Long work asks often.
    package var isCancelled: @Sendable () -> Bool

    /// Draws figures.
    package var renderer: FigureRenderer

    /// The folder for history and saved state, or nil where there is none.
    package var stateFolder: String?

    /// The width of the screen in columns; the largest integer where there is no screen.
    package var columns: Int

    /// Returns the value of an environment variable, or nil where it is not set.
    package var variable: @Sendable (_ name: String) -> String?

    /// Whether somebody wants to hear what each line changed, as at a prompt.
    package var answers = false

    /// Whether what people read is to be in ASCII, because the screen shows nothing else.
    package var isASCII = false

    /// Whether a person at a prompt can press keys, on a terminal that moves its cursor.
    package var hasKeys = false

    /// Whether figures are shown where pages can be shown too: in a notebook.
    package var showsPages = false

    /// What standard input is there for.
    package var standardInput = StandardInput.commands

    /// Whether a terminal shows what changes while a command runs.
    package var redraws = false

    /// Whether commands may write files; false while a recipe of anybody's is followed.
    package var mayWrite = true

    /// How long a recipe may take that is followed, in seconds; nil for what a person typed.
    package var longest: Double?

    /// Whether anybody sees results; false while a recipe is followed, of which only the figure
    /// counts.
    package var isHeard = true

    package init(
        emit: @escaping @Sendable (Event) -> Void,
        isCancelled: @escaping @Sendable () -> Bool,
        renderer: FigureRenderer,
        stateFolder: String? = nil,
        columns: Int = .max,
        variable: @escaping @Sendable (_ name: String) -> String? = { _ in nil }
    ) {
        self.emit = emit
        self.isCancelled = isCancelled
        self.renderer = renderer
        self.stateFolder = stateFolder
        self.columns = columns
        self.variable = variable
    }
}
