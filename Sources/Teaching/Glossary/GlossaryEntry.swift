// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage

/// A word that the screen uses, and what it means: `help entropy`.
package struct GlossaryEntry: Sendable {
    /// What people type after help, in ASCII and small letters where the screen writes it so.
    package let name: String

    /// The same thing under other names: those of trainers' logs among them.
    package let aliases: [String]

    /// Two plain sentences that a second-year student follows.
    package let meaning: String

    /// How it is computed, in the symbols of the screen; nil for what has no formula.
    package let formula: String?

    /// Where it is seen: columns, figures, parameters.
    package let shownIn: String

    /// A line that shows it, which works on the bench that its `setup` makes from the demo's.
    package let example: Example

    /// Words, verbs, methods or topics that people look for next.
    package let related: [String]

    package init(
        _ name: String, aliases: [String] = [], _ meaning: String, formula: String? = nil,
        shownIn: String, example: Example, related: [String]
    ) {
        self.name = name
        self.aliases = aliases
        self.meaning = meaning
        self.formula = formula
        self.shownIn = shownIn
        self.example = example
        self.related = related
    }

    /// Returns the entry with a name or an alias, in any case; nil where there is none.
    package static func named(_ word: String) -> GlossaryEntry? {
        all.first { $0.name == word || $0.aliases.contains(word) }
            ?? all.first { entry in
                ([entry.name] + entry.aliases).contains { $0.lowercased() == word.lowercased() }
            }
    }
}
