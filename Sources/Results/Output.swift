// SPDX-License-Identifier: GPL-3.0-or-later

/// A result in the form that was asked for, and as JSON for programs.
package struct Output: Sendable {
    /// The text to print, without a final newline.
    package let text: String

    /// Returns the result as one JSON document on one line; made only where it is asked for.
    package let json: @Sendable () -> String

    /// Returns a table as pages show it; nil where the text is no table for people.
    package let page: (@Sendable () -> PageTable)?

    package init(
        text: String, page: (@Sendable () -> PageTable)? = nil,
        json: @escaping @Sendable () -> String
    ) {
        self.text = text
        self.page = page
        self.json = json
    }
}

/// A table in the forms in which pages and notebooks show it.
package struct PageTable: Sendable, Equatable {
    /// As Markdown.
    package let markdown: String
    /// As one HTML element; text of anybody's is escaped in it.
    package let html: String

    package init(markdown: String, html: String) {
        self.markdown = markdown
        self.html = html
    }
}
