// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results

/// The words under a figure, for readers with and without scripts.
struct PageProse {
    let metadata: FigureMetadata

    init(_ metadata: FigureMetadata) { self.metadata = metadata }

    /// The words as elements, one a line.
    var html: String {
        let content = metadata.explorable
        let caption = content?.caption ?? metadata.description
        return
            (["<p>\(PageText.html(caption))</p>"] + omissions(content?.omissions ?? []))
            .joined(separator: "\n")
    }

    private func omissions(_ sentences: [String]) -> [String] {
        guard !sentences.isEmpty else { return [] }
        return ["<ul>"] + sentences.map { "<li>\(PageText.html($0))</li>" } + ["</ul>"]
    }
}
