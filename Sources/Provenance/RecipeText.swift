// SPDX-License-Identifier: GPL-3.0-or-later

import Results

/// A recipe as a file holds it: lines of commands and comments, not yet trusted.
package struct RecipeText: Sendable, Equatable {
    /// The most lines that a recipe of ours has.
    package static let mostLines = 10_000

    /// The lines, comments among them.
    package let lines: [String]

    /// Splits a text into lines.
    package init(_ text: String) {
        lines = text.split(separator: "\n").map(String.init)
    }

    /// The lines that do something.
    package var commands: [String] { lines.filter { !$0.hasPrefix("#") } }

    /// The version of the program that made the figure, if the recipe says so.
    package var version: String? {
        lines.first.flatMap { line in
            line.hasPrefix("# flipside ") ? String(line.dropFirst("# flipside ".count)) : nil
        }
    }

    /// Returns whether a figure is of other files than one with another recipe.
    package func hasOtherData(than other: RecipeText) -> Bool {
        digests != other.digests
    }

    /// The digests of the files that the figure is of.
    private var digests: Set<Substring> {
        Set(
            lines.filter { $0.hasPrefix("#") && $0.contains(": SHA-256 ") }
                .compactMap { $0.split(separator: " ").last })
    }

    /// The lines as a screen can show them.
    package var shown: String { shownLines(lines.joined(separator: "\n")) }
}
