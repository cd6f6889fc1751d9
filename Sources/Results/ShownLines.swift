// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// Returns text of several lines fit for a screen: only the line ends stay as they are.
package func shownLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { shownText(String($0)) }.joined(separator: "\n")
}
