// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// Measures and draws runs of text: the same glyphs at the same places for both.
///
/// Hinting and rounding are off, so that sizes are those of the printed page and do not depend
/// on pixels. Owns its Pango pointers and frees each once. Not to be shared between threads.
final class TextPen: TextMeasuring {
    /// A run and its face.
    private struct Key: Hashable {
        let text: String
        let font: Font
    }

    private let fonts: FontLibrary
    private let context: OpaquePointer
    private let layout: OpaquePointer
    /// Sizes measured before; the same words are asked for many times in one layout.
    private var known: [Key: TextSize] = [:]

    /// Makes a pen.
    ///
    /// - Throws: ``DrawingError`` when fonts are missing.
    init() throws(DrawingError) {
        let fonts = try FontLibrary()
        guard let context = fonts.makeContext() else { throw .noMemory }
        guard let layout = pango_layout_new(context) else {
            ccairo_release(UnsafeMutableRawPointer(context))
            throw .noMemory
        }
        self.fonts = fonts
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
        ccairo_release(UnsafeMutableRawPointer(layout))
        ccairo_release(UnsafeMutableRawPointer(context))
    }

    func measure(_ text: String, font: Font) -> TextSize {
        let key = Key(text: text, font: font)
        if let size = known[key] { return size }
        set(text, font)
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        let unit = 1 / Double(PANGO_SCALE)
        let height = Double(extents.height) * unit
        let ascent = Double(pango_layout_get_baseline(layout)) * unit
        let size = TextSize(
            width: Double(extents.width) * unit, ascent: ascent, descent: height - ascent)
        if known.count > 5000 { known = [:] }
        known[key] = size
        return size
    }

    /// Draws a run with its left end on the baseline at cairo's current point.
    func draw(_ text: String, font: Font, on cairo: OpaquePointer) {
        set(text, font)
        guard let line = pango_layout_get_line_readonly(layout, 0) else { return }
        pango_cairo_show_layout_line(cairo, line)
    }

    private func set(_ text: String, _ font: Font) {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, FontLibrary.family)
        pango_font_description_set_absolute_size(description, font.size * Double(PANGO_SCALE))
        pango_font_description_set_style(
            description, font.isItalic ? PANGO_STYLE_OBLIQUE : PANGO_STYLE_NORMAL)
        pango_font_description_set_weight(
            description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
    }
}
