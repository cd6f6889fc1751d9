// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions

/// A table of results: what programs read and what people see, from the same cells.
package struct Table: Sendable, Equatable {
    /// The columns, left to right.
    package var columns: [Column]

    /// The rows; each has one cell a column.
    package var rows: [[Cell]] = []

    /// What has to be said with the numbers; people see it under the table.
    package var caption = ""

    package init(columns: [Column], rows: [[Cell]] = [], caption: String = "") {
        (self.columns, self.rows, self.caption) = (columns, rows, caption)
    }

    /// One column.
    package struct Column: Sendable, Equatable {
        /// The name in JSON, CSV and TSV.
        package let key: String
        /// The words above it for people.
        package let header: String
        /// How numbers look to people.
        package let style: Style
        /// How much it matters to people: where the screen is too narrow, the least goes first.
        package let importance: Int
        /// The least width to which its texts are shortened while others can be left out, above 0.
        package let leastWidth: Int

        /// The least width in which a text is readable in several lines, as those of a last column
        /// that is too wide are shown.
        package static let roomy = 28

        package init(
            _ key: String, _ header: String? = nil, _ style: Style = .decimal, importance: Int = 1,
            leastWidth: Int = 16
        ) {
            self.key = key
            self.header = header ?? key
            self.style = style
            self.importance = importance
            self.leastWidth = leastWidth
        }
    }

    /// How numbers in a column look to people; programs always get full precision.
    package enum Style: Sendable, Equatable {
        /// With the usual number of decimals.
        case decimal
        /// The shortest form, with a sign: `+1`.
        case signed
        /// The shortest form.
        case plain
        /// Not shown to people.
        case hidden
        /// With the usual number of decimals, and not given to programs.
        case peopleOnly
    }

    /// One value.
    package enum Cell: Sendable, Equatable {
        /// Nothing applies here: null in JSON, empty elsewhere.
        case none
        case number(Double)
        case integer(Int)
        case flag(Bool)
        case text(String)
        /// Something with parts of its own, for JSON; other forms print it as JSON text.
        case nested(JSON)

        /// Returns a number, or nothing.
        package static func optional(_ number: Double?) -> Cell { number.map(Cell.number) ?? .none }
    }
}

extension Table {
    /// The table as an array of objects, one a row.
    package var json: JSON {
        let kept = programColumns
        return .array(
            rows.map { row in
                .object(kept.map { JSON.Member(columns[$0].key, row[$0].json) })
            })
    }

    /// The indices of the columns that programs get.
    var programColumns: [Int] {
        columns.indices.filter { columns[$0].style != .peopleOnly }
    }

    /// Returns the table with its columns in another order.
    package func arranged(_ order: [Int]) -> Table {
        var table = self
        table.columns = order.map { columns[$0] }
        table.rows = rows.map { row in order.map { row[$0] } }
        return table
    }

    /// Returns the columns for people and their cells as text.
    package func shown(digits: Int) -> (columns: [Column], rows: [[String]]) {
        let kept = columns.indices.filter { columns[$0].style != .hidden }
        let texts = rows.map { row in
            kept.map { row[$0].shown(columns[$0].style, digits: digits) }
        }
        return (kept.map { columns[$0] }, texts)
    }

    /// Returns the columns for people and their cells, with what it takes to align them.
    func shownCells(digits: Int) -> (columns: [Column], rows: [[ShownCell]]) {
        let kept = columns.indices.filter { columns[$0].style != .hidden }
        let cells = rows.map { row in
            kept.map { ShownCell(row[$0], columns[$0].style, digits: digits) }
        }
        return (kept.map { columns[$0] }, cells)
    }

    /// Returns whether a column holds numbers only, and so is set flush right.
    func isNumeric(_ key: String) -> Bool {
        guard let index = columns.firstIndex(where: { $0.key == key }) else { return false }
        return !rows.contains { row in
            if case .text = row[index] { true } else { false }
        }
    }
}

extension Table.Cell {
    /// The cell as JSON, numbers at full precision.
    package var json: JSON {
        switch self {
        case .none: .null
        case .number(let number): .number(number)
        case .integer(let integer): .integer(integer)
        case .flag(let flag): .flag(flag)
        case .text(let text): .string(text)
        case .nested(let json): json
        }
    }

    /// The cell for programs that read CSV or TSV, numbers at full precision.
    package var exact: String {
        switch self {
        case .none: ""
        case .number(let number): NumberText.shortest(number)
        case .integer(let integer): String(integer)
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text
        case .nested(let json): json.text
        }
    }

    /// Returns the cell for people.
    package func shown(_ style: Table.Style, digits: Int) -> String {
        switch self {
        case .none: ""
        case .number(let number):
            switch style {
            case .decimal, .peopleOnly: NumberText.tidy(number, digits: digits)
            case .signed: NumberText.signed(number)
            case .plain, .hidden: NumberText.shortest(number)
            }
        case .integer(let integer): String(integer)
        case .flag(let flag): flag ? "yes" : "no"
        case .text(let text): shownText(text)
        case .nested(let json): shownText(json.text(digits: digits))
        }
    }
}
