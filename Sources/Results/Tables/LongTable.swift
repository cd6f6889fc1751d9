// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage

/// A table whose rows are made when they are written, so that a million of them take no memory.
package struct LongTable: Sendable {
    /// The columns, left to right.
    package let columns: [Table.Column]

    /// How many rows there are.
    package let count: Int

    /// The columns in the order in which people see them, by index.
    package let peopleOrder: [Int]

    /// Whether it is worth not to have all rows at once.
    package let isLong: Bool

    /// Calls a function with each row in turn; a second call makes the same rows again.
    let forEachRow: Rows

    /// Calls a function with each row in turn.
    package typealias Rows =
        @Sendable (_ body: ([Table.Cell]) -> Void) throws(CommandError) -> Void

    /// How many values it takes for a table to be long: a shorter one may as well be made at once.
    static let fewestValues = 200_000

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - columns: The columns, left to right.
    ///   - count: How many rows there are.
    ///   - values: About how many values they have, where that is more than one a column.
    ///   - peopleOrder: The columns in the order in which people see them; nil where it is the same.
    ///   - forEachRow: Calls a function with each row in turn.
    package init(
        columns: [Table.Column], count: Int, values: Int? = nil, peopleOrder: [Int]? = nil,
        forEachRow: @escaping Rows
    ) {
        self.columns = columns
        self.count = count
        isLong = (values ?? count * columns.count) > Self.fewestValues
        self.peopleOrder = peopleOrder ?? Array(columns.indices)
        self.forEachRow = forEachRow
    }

    package init(
        columns: [Table.Column], count: Int, peopleOrder: [Int], isLong: Bool,
        forEachRow: @escaping Rows
    ) {
        self.columns = columns
        self.count = count
        self.isLong = isLong
        self.peopleOrder = peopleOrder
        self.forEachRow = forEachRow
    }

    /// Returns the table with all its rows.
    package func whole() throws(CommandError) -> Table {
        var table = Table(columns: columns)
        table.rows.reserveCapacity(count)
        try forEachRow { table.rows.append($0) }
        return table
    }
}

extension LongTable {
    /// The table as a JSON document; nothing where its rows cannot be made.
    package var jsonText: String {
        var sink = ByteSink()
        do {
            try write(as: .json, digits: 0, screen: .max, to: &sink)
        } catch {
            return ""
        }
        return String(decoding: sink.bytes, as: UTF8.self)
    }

    /// Whether it can be written in a form without all of it being there.
    package func canFlow(as format: TableFormat) -> Bool {
        switch format {
        case .table, .json, .csv, .tsv: true
        case .md, .latex, .html: false
        }
    }

    /// Writes the table row by row, without a final newline.
    ///
    /// - Parameters:
    ///   - format: One as which it can flow; as another, all of it is made first.
    ///   - digits: How many decimals people see.
    ///   - screen: The width of the screen, which only the form for reading cares about.
    ///   - sink: Where it goes.
    /// - Throws: Where somebody asked to stop while rows were made.
    package func write(
        as format: TableFormat, digits: Int, screen: Int, to sink: inout ByteSink
    ) throws(CommandError) {
        if var writer = RowWriter(format, columns) {
            // A closure cannot keep what was handed over to be changed.
            var own = sink
            writer.begin(&own)
            try forEachRow { writer.add($0, to: &own) }
            writer.end(&own)
            sink = own
        } else if canFlow(as: format) {
            let kept = peopleOrder.filter { columns[$0].style != .hidden }
            try writeAligned(
                kept.map { columns[$0] }, caption: "", screen: screen, to: &sink
            ) { body throws(CommandError) in
                try forEachRow { row in
                    body(kept.map { ShownCell(row[$0], columns[$0].style, digits: digits) })
                }
            }
        } else {
            let people = try whole().arranged(peopleOrder)
            sink.append(format.text(of: people, digits: digits, columns: screen))
        }
    }
}
