// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import Testing

@testable import CairoDrawing

/// Every file of a font that figures are drawn with.
private let files = Typeface.allCases.flatMap { typeface in
    [(false, false), (true, false), (false, true), (true, true)].map {
        typeface.file(isItalic: $0.0, isBold: $0.1)
    }
}

/// What is typed without dead keys.
private let typed = 0x20...0x7E as ClosedRange<UInt32>

/// The letters of which the table has the widths: plain ones, less the rarest of Latin.
private let letters = (typed.lowerBound...0x22FF).compactMap(Unicode.Scalar.init).filter {
    !(0x180...0x24F).contains($0.value) && ScriptRun.all(in: String($0)) != nil
}

/// Returns how wide letters are together, in units of the table; nil where the face lacks one.
private func width(_ letters: Unicode.Scalar..., face: PlainFace) -> Int? {
    let text = String(String.UnicodeScalarView(letters))
    return face.glyphs(text[...].unicodeScalars).map { Int(($0.width / units).rounded()) }
}

private let units = WidthTable.unit * PlainFace.size

/// Returns what the table ought to say of a face.
private func lines(_ file: FontFile) throws -> [String] {
    let face = try #require(PlainFace(file))
    var lines = ["face \(file.name) \(Int(face.ascent / units)) \(Int(face.descent / units))"]
    var last: UInt32?
    for letter in letters {
        guard let width = width(letter, face: face) else { continue }
        if last != letter.value - 1 { lines.append("from \(String(letter.value, radix: 16))") }
        lines[lines.count - 1] += " \(width)"
        last = letter.value
    }
    lines.append("pairs")
    let typed = typed.compactMap(Unicode.Scalar.init)
    for (first, second) in typed.flatMap({ first in typed.map { (first, $0) } }) {
        let alone = [width(first, face: face), width(second, face: face)].compactMap(\.self)
        let closer = try #require(width(first, second, face: face)) - alone.reduce(0, +)
        guard closer != 0 else { continue }
        let codes = [first, second].map { String($0.value, radix: 16) }
        lines[lines.count - 1] += " \(codes.joined(separator: "-")) \(closer)"
    }
    return lines
}

@Test("The built-in widths are those of the fonts; FLIPSIDE_RECORD=1 writes them anew")
func builtInWidths() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Sources/Figures/Resources/widths.txt")
    let text = try files.flatMap(lines).joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["FLIPSIDE_RECORD"] == "1" {
        try text.write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == text)
    #expect(WidthTable.builtIn.faces.count == 12)
}

@Test("A figure is laid out alike with the built-in widths and with the fonts")
func sameLayout() {
    let (table, pen) = (WidthTable.builtIn, TextPen())
    for text in ["Token weight", "AVATAR To. We, 'fit'", "r > 1 + ε", "−0.05 · 10² × π", "Łódź"] {
        for typeface in Typeface.allCases {
            for (isItalic, isBold) in [(false, false), (true, false), (false, true), (true, true)] {
                let font = Font(
                    size: 10, isItalic: isItalic, isBold: isBold, typeface: typeface)
                let (one, other) = (
                    table.measure(text, font: font), pen.measure(text, font: font)
                )
                // The table has no pairs of letters with accents, which Computer Modern moves together.
                let part = typeface == .computerModern && text == "Łódź" ? 0.03 : 0.01
                #expect(abs(one.width - other.width) < part * other.width, "\(text) \(font)")
                #expect(abs(one.ascent - other.ascent) < 0.01, "\(text) \(font)")
                #expect(abs(one.descent - other.descent) < 0.01, "\(text) \(font)")
            }
        }
    }
    let isSame = shapes(Figure.sample(.standard), table) == shapes(Figure.sample(.standard), pen)
    #expect(isSame)
}

/// Returns where the words of a figure stand, to a thousandth of a point.
private func shapes(_ figure: Figure, _ measuring: some TextMeasuring) -> [String] {
    func places(_ items: [DisplayList.Item]) -> [String] {
        items.flatMap { item in
            switch item {
            case .group(_, let inner), .clipped(_, let inner): places(inner)
            default: ["\(item)".replacing(/(\.\d\d\d)\d+/) { $0.output.1 }]
            }
        }
    }
    return places(figure.layout(measuring: measuring).items)
}

@Test("Letters that no table has are guessed, and accents take no room")
func guesses() {
    let font = Font(size: 10)
    #expect(WidthTable.builtIn.measure("日", font: font).width == 10)
    #expect(abs(WidthTable.builtIn.measure("ש", font: font).width - 20.0 / 3) < 1e-9)
    let letter = WidthTable.builtIn.measure("e", font: font).width
    #expect(WidthTable.builtIn.measure("e\u{301}", font: font).width == letter)
}
