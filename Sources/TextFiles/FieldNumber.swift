// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the number that a field's text stands for, or a NaN that says why there is none.
///
/// Beside decimals it knows what Python, pandas and JSON write: `NaN`, `Infinity`, `inf`, `null`,
/// `None`, `NA`, `true` and `false` (1 and 0); blanks around the text do not count.
@usableFromInline package func fieldNumber(_ bytes: Bytes) -> Double {
    guard let field = trimmed(bytes), let start = field.baseAddress else { return .missing }
    let end = start + field.count
    var cursor = start
    let number = decimalNumber(&cursor, end)
    if cursor == end { return number }
    guard field.count <= 9 else { return .notANumber }
    return namedNumber(String(decoding: field, as: UTF8.self).lowercased())
}

/// Returns the number that a word in lower case stands for.
private func namedNumber(_ word: String) -> Double {
    switch word {
    case "null", "none", "na", "n/a", "<na>": .missing
    case "nan", "-nan", "+nan": .nan
    case "inf", "+inf", "infinity", "+infinity": .infinity
    case "-inf", "-infinity": -.infinity
    case "true": 1
    case "false": 0
    default: .notANumber
    }
}

extension Double {
    /// Stands for a value that is not there: nothing, `null`, `None`.
    @inlinable package static var missing: Double { Double(bitPattern: 0x7FF8_0000_0000_0001) }

    /// Stands for a value that is there and is no number.
    @inlinable package static var notANumber: Double { Double(bitPattern: 0x7FF8_0000_0000_0002) }
}
