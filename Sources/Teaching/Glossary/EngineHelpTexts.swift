// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenWeights
import WorkbenchModel

extension Correction {
    /// Returns what `help CORRECTION` shows: formula, bounds with their defaults, and who has it.
    package func helpText(columns: Int = 80) -> String {
        let settings = parameters.flatMap { parameter in
            fittedRows(
                "  \(parameter.name) = \(NumberText.shortest(parameter.defaultValue))  "
                    + "\(parameter.summary) It must be \(parameter.domain.phrase).",
                columns: columns)
        }
        let formulaRows = fittedRows("  " + formula, columns: columns)
        return
            ([
                shownText("\(title) (\(name)), a correction"), wrapped(summary, columns: columns),
                "",
            ]
            + formulaRows + [""] + (settings.isEmpty ? ["It has no parameters."] : settings)
            + [
                "", wrapped("Source: \(source)", columns: columns),
                wrapped(
                    "Typed as weights correction=\(name), and so with explain, reweigh, export and "
                        + "simulate; plot correction correction=\(name) draws it. See also: help "
                        + "corrections", columns: columns),
            ]).joined(separator: "\n")
    }
}

extension Dialect {
    /// Returns what `help TRAINER` shows: the settings that are known, by what they do to weights.
    package func helpText(columns: Int = 80) -> String {
        let deciding = settings.filter { $0.role == .weights }
            .map { "\($0.name)=\($0.defaultText)" }
        let fixed = settings.compactMap { setting -> String? in
            guard case .fixed(let reason) = setting.role else { return nil }
            return "  \(setting.name)=\(setting.defaultText) alone: \(reason)"
        }
        let idle = settings.filter { $0.role == .idle }.map(\.name)
        return
            ([
                "\(title): dialect=\(name)", wrapped(source, columns: columns), "",
                "Settings that decide weights, with the trainer's defaults:",
            ]
            + wrappedRows(deciding.joined(separator: ", "), columns: columns - 2).map { "  " + $0 }
            + fixed.flatMap { fittedRows($0, columns: columns, indent: 4) }
            + (idle.isEmpty
                ? []
                : [wrapped("Without effect: \(idle.joined(separator: ", ")).", columns: columns)])
            + ["", "Try it: weights dialect=\(name)"]).joined(separator: "\n")
    }
}
