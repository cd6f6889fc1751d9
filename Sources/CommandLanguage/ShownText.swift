// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a text in which control characters are shown as codes, so that no terminal obeys them.
///
/// `\u{1B}` stands for an escape; tabs and line ends become `\t` and `\n`. Invisible characters
/// that change the direction of text are shown as codes too. Everything else stays as it is.
public func shownText(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if isHidden(scalar) {
            result += shownCode(scalar)
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
}

/// Returns whether a scalar could act on a terminal or hide what a line says.
func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return scalar.value < 0x20 || scalar.value == 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200D && scalar.value != 0x200C
    default: false
    }
}

/// Returns the escape that stands for a scalar, as double quotes read it.
func shownCode(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
}

/// Returns a text in quotes for a message: control characters as codes, long texts cut.
func named(_ text: String) -> String {
    let limit = 40
    guard text.unicodeScalars.count > limit else { return "\"\(shownText(text))\"" }
    let head = String(text.unicodeScalars.prefix(limit - 1))
    return "\"\(shownText(head))…\""
}
