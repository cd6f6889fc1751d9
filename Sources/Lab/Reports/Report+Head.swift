// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Results
import TokenLogs
import WorkbenchModel

extension Report {
    /// Begins a report with what a log and curves are, and how they were read.
    init(log: LoadedLog?, curves: LoadedCurves?, lines: [String]) {
        let names = [log.map(\.title), curves.map(\.names)].compactMap(\.self)
        var facts: [(name: String, value: String)] = []
        var head: [Part] = []
        if let log {
            facts += log.facts
            head += log.readingTables
        }
        if let curves {
            facts.append(("curves", curves.formats))
            head.append(Part(title: "curves: how they go", content: .table(curves.courses)))
        }
        self.init(
            title: "Report on \(names.joined(separator: " and "))", facts: facts, head: head,
            lines: lines)
    }
}

extension LoadedLog {
    /// What the log is, in names and values.
    fileprivate var facts: [(name: String, value: String)] {
        let left = report.rowsRead - report.rowsUsed
        return [
            ("log", path), ("format", report.format),
            (
                "size",
                "\(counted(report.rowsUsed, "token")) in \(counted(report.responses, "response"))"
            ),
            ("left out", left == 0 ? "nothing" : counted(left, "row")),
        ] + (unreadColumns.map { [("not read", $0)] } ?? [])
    }

    /// Which column was taken for what, and which rows were left out.
    fileprivate var readingTables: [Report.Part] {
        var columns = Table(columns: [
            Table.Column("column"), Table.Column("source", "in the file"),
        ])
        columns.rows = report.mapping.choices.map { [.text($0.column), .text($0.source)] }
        var dropped = Table(
            columns: [
                Table.Column("reason"), Table.Column("rows"), Table.Column("lines", "first lines"),
            ])
        dropped.rows = report.dropped.map { drop in
            [
                .text(drop.reason), .integer(drop.count),
                .text(drop.firstLines.map(String.init).joined(separator: ", ")),
            ]
        }
        let parts = [Report.Part(title: "columns", content: .table(columns.page))]
        return dropped.rows.isEmpty
            ? parts : parts + [Report.Part(title: "left out", content: .table(dropped.page))]
    }
}

extension LoadedCurves {
    /// The files' names.
    fileprivate var names: String { files.map { fileName($0.path) }.joined(separator: ", ") }

    /// The files with their formats.
    fileprivate var formats: String {
        files.map { "\($0.path) (\($0.format))" }.joined(separator: ", ")
    }

    /// Where the chief metrics are, and whether they rise or fall.
    fileprivate var courses: PageTable { courseTable(Course.all(of: self), width: 24).page }
}

extension Table {
    /// The table as pages show it.
    fileprivate var page: PageTable {
        PageTable(
            markdown: TableFormat.md.text(of: self, digits: 4),
            html: TableFormat.html.text(of: self, digits: 4))
    }
}
