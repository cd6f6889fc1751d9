// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Figures
import TokenWeights

/// How much following a recipe may take, all of its lines together: anybody may have written it.
package struct RecipeLimit: Sendable {
    /// The most memory that it may take besides what is in use already, in bytes: 256 MiB.
    package var memory = 256 << 20
    /// The most pixels of its figure; they are kept up to twice while two figures are compared.
    package var pixels = 32_000_000
    /// The most panels of its figure.
    package var panels = 100
    /// How long it may take, in seconds.
    package var seconds = usualMinutes * 60

    /// How long it may take where nobody says, in minutes.
    static let usualMinutes = 2.0

    /// The limit that a command gives.
    package init(_ arguments: Arguments? = nil) {
        if let arguments { seconds = arguments[Self.minutes] * 60 }
    }
}

extension RecipeLimit {
    /// How long a recipe may take.
    package static let minutes = Key(
        "minutes", "How long following a recipe may take.",
        .number(
            unit: "min",
            NumberDomain(lower: 0, includesLower: false, upper: 10_000, includesUpper: true)),
        default: usualMinutes)

    /// Returns what is wrong with a recipe that there was too much of, and what to do about it.
    package func refusal(_ excess: RecipeWatch.Excess) -> (reason: String, hint: String) {
        switch excess {
        case .time:
            (
                "it takes more than \(words), the most that a recipe may",
                "give it more, such as minutes=60; or, if you trust it, run its lines yourself: "
                    + "recipe FILE prints them"
            )
        case .memory:
            (
                "it takes more than \(memory >> 20) MiB of memory, the most that a recipe may",
                "if you trust it, run its lines yourself: recipe FILE prints them"
            )
        }
    }

    /// The time in words.
    private var words: String {
        seconds < 120
            ? "\(NumberText.significant(seconds, digits: 3)) s"
            : "\(NumberText.significant(seconds / 60, digits: 3)) minutes"
    }

    /// Throws where a figure is larger than that of a recipe may be.
    package func check(_ figure: MadeFigure) throws(CommandError) {
        let size = figure.figure.size
        let hint = "if you trust it, run its lines yourself: recipe FILE prints them"
        guard size.pixelWidth * size.pixelHeight <= pixels else {
            throw CommandError(
                .failed,
                "it draws \(size.pixelWidth) × \(size.pixelHeight) pixels, and "
                    + "\(pixels / 1_000_000) million are the most of a recipe", hint: hint)
        }
        guard figure.figure.panels.count <= panels else {
            throw CommandError(
                .failed,
                "it draws \(figure.figure.panels.count) panels, and \(panels) are the most of "
                    + "a recipe", hint: hint)
        }
    }
}
