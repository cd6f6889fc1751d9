// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a text with its control characters written out, as `\u{1B}`.
///
/// Newlines and tabs stay. What a log or a file name holds must not move the cursor, ring the bell or
/// turn the reading direction around.
func escapingControls(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }
    if isPlain { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if isControl(scalar) {
            result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
}

/// Returns whether a scalar could act on a terminal, or hide what a line says.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n" && scalar != "\t"
    case .lineSeparator, .paragraphSeparator: true
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
}
