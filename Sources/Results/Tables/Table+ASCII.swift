// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Table {
    /// The table with its words in ASCII, for people whose screen shows nothing else.
    package var inASCII: Table {
        var table = self
        table.columns = columns.map(\.inASCII)
        table.rows = rows.map { $0.map(\.inASCII) }
        table.caption = CommandLanguage.inASCII(shownText(caption))
        return table
    }
}

extension LongTable {
    /// The table with its words in ASCII, for people whose screen shows nothing else.
    ///
    /// For people only: programs get what the words are.
    package var inASCII: LongTable {
        let rows = forEachRow
        return LongTable(
            columns: columns.map(\.inASCII), count: count, peopleOrder: peopleOrder, isLong: isLong
        ) { body throws(CommandError) in
            try rows { row in body(row.map(\.inASCII)) }
        }
    }
}

extension Table.Column {
    fileprivate var inASCII: Table.Column {
        Table.Column(key, CommandLanguage.inASCII(header), style)
    }
}

extension Table.Cell {
    fileprivate var inASCII: Table.Cell {
        guard case .text(let text) = self else { return self }
        return .text(CommandLanguage.inASCII(shownText(text)))
    }
}
