// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures

/// What `style=` says of a method's lines.
struct SeriesLook {
    /// The method, or the name of a series.
    let name: Substring
    /// What was chosen; nil where the theme decides.
    private(set) var color: Color?
    private(set) var dash: [Double]?
    private(set) var marker: MarkerShape?

    /// Reads `METHOD:COLOUR[:DASH][:MARKER]`, the colour left empty to keep the theme's.
    init(_ argument: Argument) throws(CommandError) {
        let parts = argument.text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1, !parts[0].isEmpty else {
            throw CommandError(
                .syntax, "a style needs a method and a colour with : between them",
                span: argument.span, hint: "write style=grpo:#009e73:dashed")
        }
        name = parts[0]
        if !parts[1].isEmpty { color = try WriterColor.color(parts[1], in: argument) }
        for part in parts.dropFirst(2) { try take(part, argument) }
    }

    /// Reads a pattern of dashes or a marker.
    private mutating func take(_ word: Substring, _ argument: Argument) throws(CommandError) {
        let folded = word.lowercased()
        if let pattern = SeriesStyle.dash(named: folded) {
            dash = pattern
        } else if let shape = MarkerShape.allCases.first(where: { $0.word == folded }) {
            marker = shape
        } else {
            let words = SeriesStyle.dashNames + MarkerShape.allCases.map(\.word)
            throw CommandError(
                .unknownName,
                "there is no dash or marker \"\(shownText(String(word.prefix(40))))\"",
                span: argument.span(of: word),
                hint: Suggestion.closest(to: folded, in: words).map { "did you mean \($0)?" }
                    ?? "choose \(listed(words, "or"))")
        }
    }

    /// Returns a style with what was chosen.
    func applied(to style: SeriesStyle, on page: Color) -> SeriesStyle {
        style.choosing(color, dash, marker, on: page)
    }
}

extension MarkerShape {
    /// What people type: the name in small letters.
    fileprivate var word: String { rawValue.lowercased() }
}
