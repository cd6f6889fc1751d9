// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures

/// Numbers that a person changes with keys while a front end shows them.
package protocol Interaction: Sendable {
    /// How it ended; nil while it goes on.
    var ending: InteractionEnding? { get }

    /// The command that makes the change.
    var line: String { get }

    /// Takes a key.
    mutating func press(_ key: InteractionKey)

    /// Draws a figure in at most some rows, none of which is wider than the screen; no rows where it
    /// does not fit.
    typealias Sketch = (_ figure: Figure, _ rows: Int) -> [String]

    /// Returns what the screen shows.
    ///
    /// - Parameters:
    ///   - columns: The width of the screen, which no line reaches.
    ///   - rows: The most lines.
    ///   - sketch: Draws curves.
    /// - Returns: The lines.
    func frame(columns: Int, rows: Int, sketch: Sketch) -> [String]
}

/// What comes of an ``Interaction``.
package enum InteractionEnding: Sendable, Equatable {
    /// The numbers are kept.
    case kept
    /// They are as they were.
    case givenBack
}

/// What a key means to an ``Interaction``.
package enum InteractionKey: Sendable, Equatable {
    /// The number above or below becomes the one that keys change.
    case up, down
    /// The number changes a little.
    case lower, raise
    /// The number changes by about ten times as much.
    case lowerMuch, raiseMuch
    /// A letter of a number that is typed.
    case letter(Character)
    /// The last letter goes.
    case erase
    /// Takes what was typed; where nothing was, keeps the numbers.
    case enter
    /// Drops what was typed; where nothing was, gives the numbers back.
    case escape
}
