// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// Where a statement stands in what a batch runs.
struct Place: Sendable, Equatable {
    /// The file's name, `<stdin>`, or `-c 2`; nil for the words of the shell's own command line.
    let label: String?

    /// The number of the statement's first line, from 1.
    let line: Int

    /// The statement, its continuation lines joined by newlines.
    let statement: String

    /// Returns `label:line:column` of something in the statement, or nil without a label.
    ///
    /// The offset is where it stands in `text`, in Unicode scalars. A text other than the statement (a
    /// line of a script that the statement runs) has no column here.
    func name(of offset: Int?, in text: String) -> String? {
        guard let label else { return nil }
        guard let offset, text == statement else { return "\(label):\(line)" }
        let place = ScriptLine(text: statement, number: line).position(of: offset)
        return "\(label):\(place.line):\(place.column)"
    }
}
