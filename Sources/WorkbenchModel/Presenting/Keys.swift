// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Results
import TokenWeights

/// The keys that several commands take; what each means is its summary.
package enum Keys {
    package static let format = Key(
        "format", "The form of the table.", .choice(TableFormat.allCases, \.choice),
        otherwise: "table")
    package static let out = Key("out", "Write the table to this file instead.", .path)
    package static let force = Key(
        "force", "Replace a file that Flipside did not write.", .flag, default: false)
    package static let digits = Key(
        "digits", "How many decimals people see.", .integer(0...15), otherwise: "4")
    package static let wide = Key(
        "wide", "Show every column and cell in full, however narrow the screen is.", .flag,
        default: false)

    /// What every command that prints a table takes.
    package static let table = family(.table, [format, out, force, digits, wide])

    package static let methods = Key(
        "methods", "The methods to compare, with commas between them.",
        .choices(.current("methods")), otherwise: "what use chose")

    /// The parameters of methods, for this command only.
    package static let ruleSettings = ruleParameters.map {
        Key(
            $0.name, $0.summary, .number($0.domain),
            otherwise: "what set says, else the method's own")
    }

    /// The parameters of methods, as a command lists them.
    package static let rules = family(.methods, [ruleSettings])
}
