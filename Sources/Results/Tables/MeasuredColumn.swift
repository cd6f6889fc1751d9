// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// A cell as people see it.
package struct ShownCell {
    /// The words or the number.
    package let text: String
    /// How many columns of the screen it takes.
    package let width: Int
    /// How many characters of a number stand before its point, or its end; 0 of anything else.
    package let digits: Int
    /// Whether it is a text, which makes its whole column one.
    let isText: Bool

    package init(_ cell: Table.Cell, _ style: Table.Style, digits: Int) {
        text = cell.shown(style, digits: digits)
        width = textWidth(text)
        isText = if case .text = cell { true } else { false }
        self.digits =
            isText
            ? 0 : text.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "e") }.count
    }

    package init(head: String) {
        text = head
        width = textWidth(head)
        digits = 0
        isText = false
    }
}

/// A column of ``AlignedText``: how wide its cells are, as far as they have been looked at.
package struct MeasuredColumn {
    /// Its place in the rows.
    package let index: Int
    /// Whether it holds words, which may be shortened.
    private(set) var isText = false
    private var mostDigits = 0
    private var all = Extent()
    private var atEnds = Extent()

    /// The widths of some cells.
    private struct Extent {
        /// The widest as it is.
        var whole = 0
        /// The widest of those without digits, which stay where they are.
        var unmoved = 0
        /// The widest of what stands from the point on; nil where nothing has digits.
        var tail: Int?

        mutating func add(_ cell: ShownCell) {
            whole = max(whole, cell.width)
            if cell.digits > 0 {
                tail = max(tail ?? 0, cell.width - cell.digits)
            } else {
                unmoved = max(unmoved, cell.width)
            }
        }
    }

    package init(_ index: Int) {
        self.index = index
    }

    /// Takes a cell into account.
    package mutating func add(_ cell: ShownCell) {
        isText = isText || cell.isText
        mostDigits = max(mostDigits, cell.digits)
        all.add(cell)
    }

    /// Takes into account that nothing stands after a cell in its row.
    mutating func addEnd(_ cell: ShownCell) { atEnds.add(cell) }

    /// How wide the column is.
    package var width: Int { width(all) }

    /// How wide the widest cell is that nothing stands after; 0 where there is none.
    var endWidth: Int { width(atEnds) }

    private func width(_ extent: Extent) -> Int {
        isText ? extent.whole : max(extent.unmoved, extent.tail.map { mostDigits + $0 } ?? 0)
    }

    /// Returns the blanks before a cell, for its point to stand below those of the others.
    package func indent(of cell: ShownCell) -> Int {
        isText || cell.digits == 0 ? 0 : mostDigits - cell.digits
    }
}
