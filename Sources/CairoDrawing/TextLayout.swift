// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// Lays out runs of text in one family with Pango.
///
/// Hinting and rounding are off, so that sizes are those of the printed page and do not depend on
/// pixels. Then a word of 7 points is a scaled word of 100 points; and because Pango starts two
/// threads for every size that it has not met, it only ever meets one.
///
/// Owns its Pango pointers and frees each once. Not to be shared between threads.
final class TextLayout {
    /// The size of all fonts in points.
    private static let size = 100.0

    private let fonts: FontLibrary
    private let family: String
    private let context: OpaquePointer
    private let layout: OpaquePointer

    /// Opens a family.
    ///
    /// - Throws: ``DrawingError`` when fonts are missing.
    init(_ typeface: Typeface, withFarEastern: Bool = false) throws(DrawingError) {
        let fonts = try FontLibrary(typeface.files(withFarEastern: withFarEastern))
        guard let context = fonts.makeContext() else { throw .noMemory }
        guard let layout = pango_layout_new(context) else {
            ccairo_release(UnsafeMutableRawPointer(context))
            throw .noMemory
        }
        self.fonts = fonts
        family = typeface.family
        self.context = context
        self.layout = layout
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("en"))
        pango_layout_set_single_paragraph_mode(layout, 1)
    }

    deinit {
        CairoFonts.alone {
            ccairo_release(UnsafeMutableRawPointer(layout))
            ccairo_release(UnsafeMutableRawPointer(context))
        }
    }

    /// Returns how large a run is.
    func measure(_ text: String, font: Font) -> TextSize {
        var (extents, baseline) = (PangoRectangle(), Int32(0))
        lay(text, font) {
            pango_layout_get_extents(layout, nil, &extents)
            baseline = pango_layout_get_baseline(layout)
        }
        let unit = font.size / Self.size / Double(PANGO_SCALE)
        let height = Double(extents.height) * unit
        let ascent = Double(baseline) * unit
        return TextSize(
            width: Double(extents.width) * unit, ascent: ascent, descent: height - ascent)
    }

    /// Returns whether some of a run's letters are in none of the fonts, and shown as boxes.
    func lacks(_ text: String, font: Font) -> Bool {
        lay(text, font) { pango_layout_get_unknown_glyphs_count(layout) > 0 }
    }

    /// Draws a run with its left end at the origin, and leaves Cairo's scale changed.
    func draw(_ text: String, font: Font, on cairo: OpaquePointer) {
        line(text, font, on: cairo) { pango_cairo_show_layout_line($0, $1) }
    }

    /// Adds the outlines of a run to the path, as ``draw(_:font:on:)`` draws it.
    func outline(_ text: String, font: Font, on cairo: OpaquePointer) {
        line(text, font, on: cairo) { pango_cairo_layout_line_path($0, $1) }
    }

    /// Does something with the line that a run is, its left end at the origin.
    private func line(
        _ text: String, _ font: Font, on cairo: OpaquePointer,
        _ use: (OpaquePointer?, UnsafeMutablePointer<PangoLayoutLine>?) -> Void
    ) {
        lay(text, font) {
            guard let line = pango_layout_get_line_readonly(layout, 0), font.size > 0 else {
                return
            }
            cairo_scale(cairo, font.size / Self.size, font.size / Self.size)
            cairo_move_to(cairo, 0, 0)
            use(cairo, line)
        }
    }

    /// Calls a function when a run is laid out.
    private func lay<Result: Sendable>(
        _ text: String, _ font: Font, _ body: () -> Result
    ) -> Result {
        CairoFonts.alone {
            set(text, font)
            return body()
        }
    }

    private func set(_ text: String, _ font: Font) {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, family)
        pango_font_description_set_absolute_size(description, Self.size * Double(PANGO_SCALE))
        pango_font_description_set_style(
            description, font.isItalic ? PANGO_STYLE_OBLIQUE : PANGO_STYLE_NORMAL)
        pango_font_description_set_weight(
            description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        let text = text.drawable
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
    }
}

extension String {
    /// The text with U+FFFD for what C would take for its end, and for what Cairo refuses.
    var drawable: String {
        func isFine(_ scalar: Unicode.Scalar) -> Bool {
            scalar != "\0" && !scalar.properties.isNoncharacterCodePoint
        }
        // Most texts are fine, and looking up properties takes longer than looking at bytes.
        if utf8.allSatisfy({ $0 > 0 && $0 < 0xEF }) || unicodeScalars.allSatisfy(isFine) {
            return self
        }
        return String(UnicodeScalarView(unicodeScalars.map { isFine($0) ? $0 : "\u{FFFD}" }))
    }
}
