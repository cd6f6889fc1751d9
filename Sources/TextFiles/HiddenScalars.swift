// SPDX-License-Identifier: GPL-3.0-or-later

extension Unicode.Scalar {
    /// Whether no keyboard types it: C0 and C1 controls and DEL, line ends and tabs among them.
    package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

    /// Whether it could act on a terminal or hide what a line says.
    ///
    /// Joiners are let through, for scripts and emoji need them.
    package var isHidden: Bool {
        // Unicode's tables cost ten times what a look at an ASCII code does.
        guard value >= 0x80 else { return isControl }
        return switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: value != 0x200D && value != 0x200C
        default: false
        }
    }
}

/// Returns a text in which hidden characters are codes, so that no terminal obeys them.
///
/// `\u{1B}` stands for an escape, `\t` and `\n` for tabs and line ends; everything else stays.
package func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if scalar.isHidden {
            result += visibleCode(scalar)
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
}

/// Returns the escape that stands for a scalar, as double quotes in a command read it.
package func visibleCode(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
}
