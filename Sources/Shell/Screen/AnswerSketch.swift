// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Lab
import WorkbenchModel

/// Shows what one run writes while it is trained: its name where there are several, a few numbers,
/// and an answer whose tokens are coloured by their weights.
struct AnswerSketch: Sendable {
    private let preview: Preview
    private let isASCII: Bool

    /// Makes a sketch; a terminal may have ASCII alone.
    init(_ preview: Preview, isASCII: Bool) {
        (self.preview, self.isASCII) = (preview, isASCII)
    }

    /// Returns three lines, or as many as there is something to say and room for.
    ///
    /// - Parameters:
    ///   - columns: The width of the screen, which no line reaches.
    ///   - most: The most lines that have room.
    ///   - paint: Gives a text a look.
    /// - Returns: The lines: the numbers, the answer, and what its colours mean.
    func lines(
        columns: Int, most: Int, paint: (String, Style) -> String
    ) -> [String] {
        let answer = answer(columns, paint)
        let lines = [readings(columns), answer, answer == nil ? nil : legend(columns, paint)]
        return Array(lines.compactMap(\.self).prefix(max(0, most)))
    }

    /// Returns what the colours mean; nil where the screen has none.
    private func legend(_ columns: Int, _ paint: (String, Style) -> String) -> String? {
        let words: [(text: String, look: Style?)] = [
            (" a token's weight:", nil), ("above 1", .strong), ("about 1", nil),
            ("below 1", .weak), ("0", .faint),
        ]
        let plain = words.map(\.text).joined(separator: "  ")
        let painted = words.map { text, look in look.map { paint(text, $0) } ?? text }
            .joined(separator: "  ")
        return painted == plain || textWidth(plain) >= columns ? nil : painted
    }

    /// Returns the numbers with the run that they are of: in full, or in a narrower form, or as many
    /// of them as fit.
    private func readings(_ columns: Int) -> String? {
        guard !preview.readings.isEmpty else { return nil }
        let run = preview.run.map { " \(plain(escapingControls($0))):" } ?? ""
        let dot = plain(" ·")
        let full = run + readings(digits: 3, arrow: " → ").joined(separator: dot)
        guard textWidth(full) >= columns else { return full }
        let narrow = readings(digits: 2, arrow: "→")
        var line = textWidth(run + narrow[0]) < columns ? run + narrow[0] : narrow[0]
        for word in narrow.dropFirst() {
            guard textWidth(line + dot + word) < columns else { break }
            line += dot + word
        }
        return fitting(line, into: columns - 1)
    }

    private func readings(digits: Int, arrow: String) -> [String] {
        preview.readings.map { reading in
            let ends = [reading.first, reading.last].map { NumberText.fixed($0, digits: digits) }
            return plain(" \(reading.title) \(ends.joined(separator: arrow))")
        }
    }

    /// Returns the answer in its colours; nil where it does not fit.
    private func answer(_ columns: Int, _ paint: (String, Style) -> String) -> String? {
        guard let answer = preview.answer else { return nil }
        let pieces = answer.pieces.map { plain(escapingControls($0)) }
        let prompt = " \(plain(escapingControls(answer.prompt)))  "
        let tail = answer.isRight ? "  right" : "  wrong"
        guard textWidth(prompt + pieces.joined() + tail) < columns else { return nil }
        let painted = pieces.enumerated().map { place, piece -> String in
            guard answer.weights.indices.contains(place) else { return piece }
            return Self.style(answer.weights[place]).map { paint(piece, $0) } ?? piece
        }
        return prompt + painted.joined() + tail
    }

    private func plain(_ text: String) -> String { isASCII ? inASCII(text) : text }

    /// Returns the look of a weight: none for about 1.
    private static func style(_ weight: Double) -> Style? {
        if weight == 0 { return .faint }
        if weight > 1.02 { return .strong }
        return weight < 0.98 ? .weak : nil
    }
}
