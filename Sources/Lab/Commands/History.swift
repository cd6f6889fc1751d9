// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

private let count = Key("n", "How many, from the last.", .integer(1...1_000_000), default: 20)
private let needle = Key("find", "Only lines that contain this.", .text)

extension Command<Session> {
    /// `history`: what was typed.
    static let history = Command(
        CommandDescription(
            name: "history", group: .session, summary: "List the lines typed so far.",
            details: "Lines that failed are marked; find= keeps those that contain a word.",
            parameters: [count, needle, Keys.table],
            examples: [
                Example("history", "the last twenty"), Example("history find=token", "some"),
            ],
            related: ["save", "record"])
    ) { session, arguments throws(CommandError) in
        var table = Table(columns: [
            Table.Column("number", "", .plain), Table.Column("line"), Table.Column("result"),
        ])
        let needle = arguments[needle] ?? ""
        for (index, entry) in session.entries.enumerated()
        where needle.isEmpty || entry.line.contains(needle) {
            table.rows.append([
                .integer(index + 1), .text(entry.line), .text(entry.succeeded ? "" : "failed"),
            ])
        }
        table.rows = table.rows.suffix(arguments[count])
        try session.workspace.present(table, arguments)
    }
}
