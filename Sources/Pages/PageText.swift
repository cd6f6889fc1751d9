// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Results

/// How texts of anybody's stand in a page, where nothing of them may mean anything.
enum PageText {
    /// Returns text between tags, or within the quotes of an attribute.
    static func html(_ text: String) -> String { htmlText(shownText(text)) }

    /// Returns text of several lines between tags.
    static func html(lines text: Substring) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { html(String($0)) }
            .joined(separator: "\n")
    }

    /// Returns text with mathematics as one line without it.
    static func plain(_ text: String) -> String { MathText(text).plainText }

    /// Returns a JSON document as it may stand in a script element.
    ///
    /// In JSON these signs stand in texts alone, which may have them as codes. So neither the end of
    /// the element nor the beginning of a comment can be among them.
    static func json(_ document: JSON) -> String {
        var text = ""
        for scalar in document.text.unicodeScalars {
            switch scalar {
            case "<": text += "\\u003c"
            case ">": text += "\\u003e"
            case "&": text += "\\u0026"
            case "\u{2028}": text += "\\u2028"
            case "\u{2029}": text += "\\u2029"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
