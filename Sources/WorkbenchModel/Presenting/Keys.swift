// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Results
import TokenWeights

/// The keys that several commands take.
package enum Keys {
    /// The form of a table.
    package static let format = Key.choice(
        "format", "The form of the table.", of: TableFormat.allCases, default: "table",
        \.choice)

    /// The file that a table goes to.
    package static let out = Key.path("out", "Write the table to this file instead.")

    /// Whether a file that Flipside did not write may be replaced.
    package static let force = Key.flag(
        "force", "Replace a file that Flipside did not write.", default: false)

    /// How many decimals people see, where that is not what `config` said.
    package static let digits = Key.integer(
        "digits", "How many decimals people see.", 0...15, default: "4")

    /// Whether a table may be wider than the screen.
    package static let wide = Key.flag(
        "wide", "Show every column and cell in full, however narrow the screen is.",
        default: false)

    /// What every command that prints a table takes.
    package static let table = family(.table, [format, out, force, digits, wide])

    /// Which methods a command compares.
    package static let methods = Key.choices(
        "methods", "The methods to compare, with commas between them.", .current("methods"),
        default: "what use chose")

    /// The parameters of methods, for this command only.
    package static let ruleSettings = ruleParameters.map {
        Key.number(
            $0.name, $0.summary, $0.domain, default: "what set says, else the method's own")
    }

    /// The parameters of methods, as a command lists them.
    package static let rules = family(.methods, [ruleSettings])
}
