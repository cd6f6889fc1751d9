// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

extension TextPen {
    /// Returns the letters on a page that no font has a shape for, each once, in the page's order.
    func missing(on page: DisplayList) -> [Character] {
        var seen: Set<Character> = []
        var missing: [Character] = []
        for (text, font) in page.rareTexts {
            for letter in text where !letter.isASCII && seen.insert(letter).inserted {
                if lacks(letter, font: font) { missing.append(letter) }
            }
        }
        return missing
    }
}

extension DisplayList {
    /// The texts with letters beyond those that each font has.
    fileprivate var rareTexts: [(text: String, font: Font)] {
        func rare(_ items: [Item]) -> [(String, Font)] {
            items.flatMap { item -> [(String, Font)] in
                switch item {
                case .text(let text, at: _, let font, color: _, angle: _):
                    text.utf8.allSatisfy { $0 < 0x80 } ? [] : [(text, font)]
                case .group(_, let inside), .clipped(_, let inside): rare(inside)
                case .path, .polygon, .rectangle, .circle, .image: []
                }
            }
        }
        return rare(items)
    }
}
