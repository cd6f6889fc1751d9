// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a text in which control characters are shown as codes, so that no terminal obeys them.
///
/// `\u{1B}` stands for an escape; tabs and line ends become `\t` and `\n`. Invisible characters
/// that change the direction of text are shown as codes too. Everything else stays as it is.
public func shownText(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if scalar.isHidden {
            result += shownCode(scalar)
        } else {
            result.unicodeScalars.append(scalar)
        }
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
    "\"\(shownText(text.shortened))\""
}

extension String {
    /// The text, or its beginning and an ellipsis where it is too long for a message.
    var shortened: String { shortened(to: 40) }

    /// Returns the text, or as much of its beginning as makes so many scalars with an ellipsis.
    func shortened(to most: Int) -> String {
        guard unicodeScalars.dropFirst(most).first != nil else { return self }
        return String(unicodeScalars.prefix(most - 1)) + "…"
    }
}
