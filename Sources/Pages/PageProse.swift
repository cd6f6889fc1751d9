// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results

/// The words under a figure for readers without scripts: its caption, and the lines that made it.
struct PageProse {
    let metadata: FigureMetadata

    init(_ metadata: FigureMetadata) { self.metadata = metadata }

    /// The words as elements, one a line.
    var html: String {
        let content = metadata.explorable
        let caption = content?.caption ?? metadata.description
        let lines = metadata.recipe.map { "\n<pre>\(PageText.html(lines: $0[...]))</pre>" } ?? ""
        return "<p>\(PageText.html(caption))</p>" + lines
    }
}
