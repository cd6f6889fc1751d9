// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// Returns a table as HTML: one `table` element, numbers flush right, what has to be said as its
/// caption.
///
/// Text of anybody's means nothing in it. Styles stand in the elements, so that it looks the same in
/// a page that knows nothing of it.
func htmlTable(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    let sides = columns.map { table.isNumeric($0.key) ? "right" : "left" }
    func line(_ cells: [String], in element: String) -> String {
        "<tr>"
            + zip(cells, sides).map { cell, side in
                "<\(element) style=\"text-align:\(side)\">\(htmlText(cell))</\(element)>"
            }.joined() + "</tr>"
    }
    let caption = htmlText(shownText(table.caption))
    let style = "caption-side:bottom;text-align:left"
    return
        (["<table>"]
        + (caption.isEmpty ? [] : ["<caption style=\"\(style)\">\(caption)</caption>"])
        + ["<thead>", line(columns.map(\.header), in: "th"), "</thead>", "<tbody>"]
        + rows.map { line($0, in: "td") } + ["</tbody>", "</table>"]).joined(separator: "\n")
}

/// Returns text in which nothing means anything to HTML, within quotes neither.
package func htmlText(_ text: String) -> String {
    escaped(text) { scalar in
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: nil
        }
    }
}
