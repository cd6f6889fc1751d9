// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Returns a text in which control characters are shown as codes, so that no terminal obeys them.
///
/// `\u{1B}` stands for an escape; tabs and line ends become `\t` and `\n`. Invisible characters
/// that change the direction of text are shown as codes too. Everything else stays as it is.
public func shownText(_ text: String) -> String { visible(text) }

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
