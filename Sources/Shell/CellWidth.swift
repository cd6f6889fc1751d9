// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal

/// Returns the columns that a text takes on a screen; control characters count nothing.
func cellWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + cellWidth($1) }
}

/// Returns the columns that a scalar takes on a screen: 0, 1 or 2.
func cellWidth(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
    return max(0, Int(ct_width(scalar.value)))
}

/// Returns the longest beginning of a text that fits into some columns.
func fitting(_ text: String, into columns: Int) -> String {
    var room = columns
    let scalars = text.unicodeScalars.prefix { scalar in
        room -= cellWidth(scalar)
        return room >= 0
    }
    return String(scalars)
}

/// Returns a text followed by the blanks that make it some columns wide.
func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - cellWidth(text)))
}
