// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TestSupport
import Testing

@testable import CairoDrawing

/// Every face that there is, at one size.
private let everyFont = Typeface.allCases.flatMap { typeface in
    [(false, false), (true, false), (false, true), (true, true)].map {
        Font(size: 10, isItalic: $0.0, isBold: $0.1, typeface: typeface)
    }
}

/// The characters that are measured without Pango.
private let plain = (0x20...0x22FF).compactMap(Unicode.Scalar.init).filter {
    ScriptRun.all(in: String($0)) != nil
}

/// Says where two sizes are further apart than can be seen; nil where they are not.
private func difference(_ one: TextSize, _ other: TextSize) -> String? {
    let distances = [
        one.width - other.width, one.ascent - other.ascent, one.descent - other.descent,
    ]
    return distances.allSatisfy { abs($0) < 0.002 } ? nil : "\(one) is not \(other)"
}

@Test("Each plain character is as large as Pango says, in every face", arguments: everyFont)
func characters(font: Font) throws {
    let (plainText, layout) = (PlainText(), try TextLayout(font.typeface))
    #expect(plain.count > 700)
    var measured = 0
    for character in plain.map(String.init) {
        guard let size = plainText.measure(character, font: font) else { continue }
        measured += 1
        #expect(difference(size, layout.measure(character, font: font)) == nil, "\(character)")
    }
    #expect(measured > 300)
}

@Test("Runs of plain characters are as large as Pango says", arguments: everyFont)
func runs(font: Font) throws {
    let (plainText, layout) = (PlainText(), try TextLayout(font.typeface))
    var random = SeededGenerator(
        seed: (font.isItalic ? 1 : 2) + (font.isBold ? 4 : 8))
    let letters = Array("AVTofilfyWr.,-()0123456789 ".unicodeScalars)
    var measured = 0
    for number in 0..<600 {
        let source = number % 2 == 0 ? letters : plain
        let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
            source.randomElement(using: &random)
        }
        let text = String(String.UnicodeScalarView(scalars))
        guard let size = plainText.measure(text, font: font) else { continue }
        measured += 1
        #expect(difference(size, layout.measure(text, font: font)) == nil, "\(text)")
    }
    #expect(measured > 200)
}

@Test(
    "What is not plain is left to Pango", arguments: ["日", "🎭", "ש", "a\u{301}", "й", "a\nb", "→"])
func notPlain(text: String) {
    #expect(PlainText().measure(text, font: Font(size: 10)) == nil)
    #expect(TextPen().measure(text, font: Font(size: 10)).width > 0)
}

@Test("Words of figures are measured without Pango")
func figureWords() {
    for text in [
        "importance ratio", "r > 1 + ε", "GRPO", "−0.05", "π", "1 − ε", "0.2", "3 × 10²",
    ] {
        for font in everyFont { #expect(PlainText().measure(text, font: font) != nil, "\(text)") }
    }
}
