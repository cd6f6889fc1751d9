// SPDX-License-Identifier: GPL-3.0-or-later

/// What a page that readers explore has besides the picture; formats that only show leave it out.
package struct ExplorableContent: Sendable, Equatable {
    /// What stands under the picture.
    package let caption: String
    /// Whether the writer chose a dark page; nil where the reader's system does.
    package let isDark: Bool?
    /// The colours of a light page and of a dark one.
    package let themes: (light: Theme, dark: Theme)
    /// What the page computes from, as one JSON document.
    package let document: String

    package init(
        caption: String, isDark: Bool?, themes: (light: Theme, dark: Theme), document: String
    ) {
        (self.caption, self.isDark) = (caption, isDark)
        (self.themes, self.document) = (themes, document)
    }

    package static func == (left: ExplorableContent, right: ExplorableContent) -> Bool {
        left.caption == right.caption && left.isDark == right.isDark && left.themes == right.themes
            && left.document == right.document
    }
}
