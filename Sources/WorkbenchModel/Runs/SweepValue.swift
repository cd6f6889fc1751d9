// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Results
import Simulation
import TextFiles

/// One value of what a sweep changes.
package enum SweepValue: Sendable, Hashable {
    case number(Double)
    case word(String)

    /// The value as people type it.
    package var text: String {
        switch self {
        case .number(let number): NumberText.shortest(number)
        case .word(let word): word
        }
    }

    /// The value for people, who need no twelve digits: `100.8`.
    package var shownText: String { number.map { NumberText.significant($0, digits: 4) } ?? text }

    /// The number; nil for a word.
    package var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// The value as a table has it.
    package var cell: Table.Cell {
        switch self {
        case .number(let number): .number(number)
        case .word(let word): .text(word)
        }
    }

    /// Returns whether what changes under a name is a word.
    package static func isOfWords(_ name: String) -> Bool {
        ["world", "preset"].contains(name)
            || TrainingSettings.description(of: name).map { !$0.choices.isEmpty } ?? false
    }

    /// Reads a value of an axis; nil where it is none.
    package init?(_ text: String, of axis: String) {
        guard Self.isOfWords(axis) else {
            guard let number = NumberText.parse(text) else { return nil }
            self = .number(number)
            return
        }
        guard !text.isEmpty, !text.unicodeScalars.contains(where: \.isHidden) else { return nil }
        self = .word(text)
    }
}
