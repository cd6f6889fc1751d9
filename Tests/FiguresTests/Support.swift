// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// A measurer without fonts: every sign is 0.6 em wide.
struct RuleOfThumb: TextMeasuring {
    func measure(_ text: String, font: Font) -> TextSize {
        TextSize(
            width: 0.6 * font.size * Double(text.count), ascent: 0.9 * font.size,
            descent: 0.24 * font.size)
    }
}

extension DisplayList {
    /// Every shape and text, those inside clipped groups included.
    var flattened: [Item] { items.flatMap(Self.flatten) }

    private static func flatten(_ item: Item) -> [Item] {
        switch item {
        case .clipped(_, let items), .group(_, let items): items.flatMap(flatten)
        case .path, .polygon, .rectangle, .circle, .text, .image: [item]
        }
    }

    /// Every run of text.
    var texts: [String] {
        flattened.compactMap { item in
            guard case .text(let text, at: _, font: _, color: _, angle: _) = item else {
                return nil
            }
            return text
        }
    }
}
