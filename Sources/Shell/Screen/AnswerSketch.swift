// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Lab
import WorkbenchModel

/// Shows what a policy writes while it is trained: a few numbers, and an answer whose tokens are
/// coloured by their weights.
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

    private func readings(_ columns: Int) -> String? {
        guard !preview.readings.isEmpty else { return nil }
        let words = preview.readings.map { reading in
            "\(reading.title) \(NumberText.fixed(reading.first, digits: 3))"
                + " → \(NumberText.fixed(reading.last, digits: 3))"
        }
        var line = words[0]
        for word in words.dropFirst() {
            let longer = "\(line) · \(word)"
            guard textWidth(plain(longer)) < columns - 1 else { break }
            line = longer
        }
        return fitting(" " + plain(line), into: columns - 1)
    }

    /// Returns the answer in its colours; nil where it does not fit.
    private func answer(_ columns: Int, _ paint: (String, Style) -> String) -> String? {
        guard let answer = preview.answer else { return nil }
        let pieces = answer.pieces.map { plain(escapingControls($0)) }
        let prompt = " \(plain(escapingControls(answer.prompt)))  "
        let tail = answer.isRight ? "  right" : "  wrong"
        let width = textWidth(prompt + pieces.joined() + tail)
        guard width < columns else { return nil }
        let run = answer.run.map { " \(plain(escapingControls($0))):" } ?? ""
        let head = width + textWidth(run) < columns ? run + prompt : prompt
        let painted = pieces.enumerated().map { place, piece -> String in
            guard answer.weights.indices.contains(place) else { return piece }
            return Self.style(answer.weights[place]).map { paint(piece, $0) } ?? piece
        }
        return head + painted.joined() + tail
    }

    private func plain(_ text: String) -> String { isASCII ? inASCII(text) : text }

    /// Returns the look of a weight: none for about 1.
    private static func style(_ weight: Double) -> Style? {
        if weight == 0 { return .faint }
        if weight > 1.02 { return .strong }
        return weight < 0.98 ? .weak : nil
    }
}
