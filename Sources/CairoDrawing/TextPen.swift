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

    private let plainText = PlainText()
    private var sans: TextLayout?
    private var serif: TextLayout?
    /// Sizes measured before; the same words are asked for many times in one layout.
    private var known: [Key: TextSize] = [:]
    /// The first thing that went wrong and is not forgotten.
    private var problem: DrawingError?

    /// Makes a pen that has opened nothing yet.
    init() {}

    /// Forgets what has gone wrong so far.
    func forget() { problem = nil }

    /// Throws the first thing that has gone wrong and is not forgotten.
    func check() throws(DrawingError) {
        if let problem { throw problem }
    }

    /// Returns how large a run is; nothing where its fonts are missing, which ``check()`` then says.
    func measure(_ text: String, font: Font) -> TextSize {
        let key = Key(text: text, font: font)
        if let size = known[key] { return size }
        guard
            let size = plainText.measure(text, font: font)
                ?? layout(font)?.measure(text, font: font)
        else { return TextSize(width: 0, ascent: 0, descent: 0) }
        if known.count > 5000 { known = [:] }
        known[key] = size
        return size
    }

    /// Draws a run with its left end at the origin, and leaves Cairo's scale changed.
    func draw(_ text: String, font: Font, on cairo: OpaquePointer) {
        do {
            if try plainText.draw(text, font: font, on: cairo) { return }
        } catch {
            problem = problem ?? error
            return
        }
        layout(font)?.draw(text, font: font, on: cairo)
    }

    /// Returns what lays out the family of a font, and opens it before the first time.
    private func layout(_ font: Font) -> TextLayout? {
        switch font.typeface {
        case .sans: opened(&sans, font.typeface)
        case .serif: opened(&serif, font.typeface)
        }
    }

    private func opened(_ layout: inout TextLayout?, _ typeface: Typeface) -> TextLayout? {
        if let layout { return layout }
        do {
            layout = try TextLayout(typeface)
        } catch {
            problem = problem ?? error
        }
        return layout
    }
}
