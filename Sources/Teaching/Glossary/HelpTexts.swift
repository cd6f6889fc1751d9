// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation
import TokenWeights
import WorkbenchModel

extension WeightRule {
    /// Returns what `help METHOD` shows.
    package func helpText(columns: Int = 80) -> String {
        let settings = parameters.flatMap {
            fittedRows(
                "  \($0.name) = \(NumberText.shortest($0.defaultValue))  \($0.summary)"
                    + " It must be \($0.domain.phrase).", columns: columns)
        }
        let formulaLines = formula.split(separator: "\n")
            .flatMap { fittedRows("  " + $0, columns: columns) }
        return
            ([shownText("\(title) (\(name))"), wrapped(summary, columns: columns), ""]
            + formulaLines + [""] + (settings.isEmpty ? ["It has no parameters."] : settings)
            + [""]
            + [clampRemark, "Source: \(source)"].compactMap { $0 }
            .map { wrapped($0, columns: columns) }).joined(separator: "\n")
    }
}

extension World {
    /// Returns what `help world NAME` shows.
    package func helpText(columns: Int = 80) -> String {
        [
            title, "", wrapped(details, columns: columns), "", picture, "",
            "Try it: simulate world=\(name) seeds=2 steps=10",
        ].joined(separator: "\n")
    }
}

extension GlossaryEntry {
    /// Returns what `help WORD` shows.
    package func helpText(columns: Int = 80) -> String {
        let names = aliases.isEmpty ? "" : " (also \(aliases.joined(separator: ", ")))"
        var parts = [
            wrappedRows(name + names, columns: columns, indent: 2).joined(separator: "\n"),
            wrapped(meaning, columns: columns),
        ]
        if let formula {
            let rows = formula.split(separator: "\n").flatMap {
                fittedRows("  " + $0, columns: columns)
            }
            parts.append(rows.joined(separator: "\n"))
        }
        let lines = example.setup + [example.line]
        parts.append(
            (wrappedRows("Seen in \(shownIn).", columns: columns)
                + [
                    "Try it:"
                ]
                + lines.enumerated().flatMap { index, line in
                    let purpose = index == lines.count - 1 ? "  # \(example.purpose)" : ""
                    return fittedRows("  " + line + purpose, columns: columns)
                }).joined(separator: "\n"))
        parts.append(
            wrappedRows("See also: help \(related.joined(separator: ", "))", columns: columns)
                .joined(separator: "\n"))
        return parts.joined(separator: "\n\n")
    }
}
