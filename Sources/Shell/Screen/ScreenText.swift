// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// Returns a text with its control characters written out, as `\u{1B}`.
///
/// Newlines and tabs stay. What a log or a file name holds must not move the cursor, ring the bell or
/// turn the reading direction around.
func escapingControls(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }
    if isPlain { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        let stays = scalar.value >= 0x20 && scalar.value < 0x7F || scalar == "\n" || scalar == "\t"
        if stays {
            result.unicodeScalars.append(scalar)
        } else {
            result += shownText(String(scalar))
        }
    }
}

/// Returns the longest beginning of a text that fits into some columns.
func fitting(_ text: String, into columns: Int) -> String {
    var room = columns
    let scalars = text.unicodeScalars.prefix { scalar in
        room -= textWidth(String(scalar))
        return room >= 0
    }
    return String(scalars)
}

/// Returns a text, or as much of it as fits into some columns with an ellipsis after it.
func shortened(_ text: String, into columns: Int) -> String {
    textWidth(text) <= columns ? text : fitting(text, into: columns - 1) + "…"
}

/// Returns a text, or as much of it as fits into some columns with an ellipsis in it.
///
/// What stands in brackets at its end, such as `(now 0.2)`, stays where it leaves room for words.
func shortenedInside(_ text: String, into columns: Int) -> String {
    guard textWidth(text) > columns, text.hasSuffix(")"), let bracket = text.lastIndex(of: "(")
    else { return shortened(text, into: columns) }
    let end = " " + text[bracket...]
    let room = columns - textWidth(end) - 1
    guard room >= 8 else { return shortened(text, into: columns) }
    var beginning = fitting(text, into: room)
    while beginning.last == " " { beginning.removeLast() }
    return beginning + "…" + end
}

/// Returns a name, or its beginning and its end with an ellipsis between where it takes more columns.
func shortenedName(_ name: String, into columns: Int) -> String {
    guard textWidth(name) > columns, columns > 4 else { return shortened(name, into: columns) }
    let end = fitting(String(name.reversed()), into: columns / 2)
    return fitting(name, into: columns - 1 - textWidth(end)) + "…" + String(end.reversed())
}
