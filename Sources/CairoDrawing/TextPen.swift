// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

/// Measures and draws runs of text: the same glyphs at the same places for both.
///
/// Fonts are opened when a run asks for them, serifs only where a figure has some. Not to be shared
/// between threads.
final class TextPen: TextMeasuring {
    /// A run and its face.
    private struct Key: Hashable {
        let text: String
        let font: Font
    }

    /// Which fonts a layout has opened.
    private struct Fonts: Hashable {
        let typeface: Typeface
        let withFarEastern: Bool
    }

    private let plainText = PlainText()
    private var layouts: [Fonts: TextLayout] = [:]
    /// Sizes measured before; the same words are asked for many times in one layout.
    private var known: [Key: TextSize] = [:]
    /// The first thing that went wrong and is not forgotten.
    private var problem: DrawingError?

    init() {}

    /// Forgets what has gone wrong so far.
    func forget() { problem = nil }

    /// Throws the first thing that has gone wrong and is not forgotten.
    func check() throws(DrawingError) {
        if let problem { throw problem }
    }

    /// Returns how large a run is; where its fonts or what opens them is missing, as large as the
    /// built-in table says.
    func measure(_ text: String, font: Font) -> TextSize {
        let key = Key(text: text, font: font)
        if let size = known[key] { return size }
        let size =
            plainText.measure(text, font: font)
            ?? (try? layout(text, font))?.measure(text, font: font)
            ?? WidthTable.builtIn.measure(text, font: font)
        if known.count > 5000 { known = [:] }
        known[key] = size
        return size
    }

    /// Draws a run with its left end at the origin, and leaves Cairo's scale changed; what goes wrong
    /// is kept for ``check()``.
    func draw(_ text: String, font: Font, on cairo: OpaquePointer) {
        do throws(DrawingError) {
            if try plainText.draw(text, font: font, on: cairo) { return }
            try layout(text, font).draw(text, font: font, on: cairo)
        } catch {
            problem = problem ?? error
        }
    }

    /// Returns whether a letter is in none of the fonts, so that a box would be drawn for it.
    func lacks(_ letter: Character, font: Font) -> Bool {
        let text = String(letter)
        guard plainText.measure(text, font: font) == nil else { return false }
        return (try? layout(text, font))?.lacks(text, font: font) ?? false
    }

    /// Returns the outlines of a run with its left end at the origin.
    ///
    /// - Throws: ``DrawingError`` when fonts or libraries are missing.
    func outline(_ text: String, font: Font) throws(DrawingError) -> [Outline.Step] {
        let paper = try OutlinePaper()
        if try !plainText.outline(text, font: font, on: paper.cairo) {
            try layout(text, font).outline(text, font: font, on: paper.cairo)
        }
        return paper.steps
    }

    /// Returns what lays out a text in the family of a font, and opens it before the first time.
    ///
    /// - Throws: ``DrawingError`` when fonts or libraries are missing.
    private func layout(_ text: String, _ font: Font) throws(DrawingError) -> TextLayout {
        let fonts = Fonts(
            typeface: font.typeface,
            withFarEastern: text.unicodeScalars.contains { $0.value >= 0x2E80 })
        if let layout = layouts[fonts] { return layout }
        let opened = try TextLayout(font.typeface, withFarEastern: fonts.withFarEastern)
        layouts[fonts] = opened
        return opened
    }
}
