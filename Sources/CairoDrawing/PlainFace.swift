// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures
import Glibc

/// One face, as HarfBuzz shapes with it and Cairo draws it, always at one size.
///
/// Owns its pointers of HarfBuzz and Cairo and frees each once. Not to be shared between threads.
final class PlainFace {
    /// The size in points.
    static let size = 100.0

    /// The height above the baseline in points.
    let ascent: Double
    /// The depth below the baseline in points, positive.
    let descent: Double
    private let file: FontFile
    private let font: OpaquePointer
    private let buffer: OpaquePointer
    /// What Cairo draws with; made when something is drawn.
    private var drawn: OpaquePointer?

    /// How many of HarfBuzz's units are a point: so many that nothing is lost by rounding.
    static let unitsPerPoint: Int32 = 1024

    /// Opens a file; nil where Pango is to say what is wrong with it.
    init?(_ file: FontFile) {
        // Without this, HarfBuzz would take a missing file for a font without letters.
        guard access(file.path, R_OK) == 0, DrawingLibraries.hasHarfBuzz,
            let blob = hb_blob_create_from_file(file.path), let face = hb_face_create(blob, 0)
        else { return nil }
        hb_blob_destroy(blob)
        defer { hb_face_destroy(face) }
        guard let font = hb_font_create(face), let buffer = hb_buffer_create() else { return nil }
        hb_ot_font_set_funcs(font)
        let unitsPerSize = Int32(Self.size) * Self.unitsPerPoint
        hb_font_set_scale(font, unitsPerSize, unitsPerSize)
        var extents = hb_font_extents_t()
        let isFont = hb_font_get_h_extents(font, &extents) != 0 && extents.ascender > 0
        self.file = file
        self.font = font
        self.buffer = buffer
        ascent = Double(extents.ascender) / Double(Self.unitsPerPoint)
        descent = -Double(extents.descender) / Double(Self.unitsPerPoint)
        guard isFont else { return nil }
    }

    deinit {
        if let drawn { CairoFonts.alone { cairo_font_face_destroy(drawn) } }
        hb_buffer_destroy(buffer)
        hb_font_destroy(font)
    }

    /// Letters as they stand beside each other, in points.
    struct Glyphs {
        fileprivate var text: [UInt8] = []
        fileprivate var glyphs: [cairo_glyph_t] = []
        fileprivate var clusters: [cairo_text_cluster_t] = []
        /// How far the next letters start to the right.
        fileprivate(set) var width = 0.0

        /// Begins what some letters become together.
        fileprivate mutating func begin(_ letters: ArraySlice<Unicode.Scalar>) {
            let bytes = String(String.UnicodeScalarView(letters)).utf8
            text += bytes
            clusters.append(cairo_text_cluster_t(num_bytes: Int32(bytes.count), num_glyphs: 0))
        }

        /// Adds one glyph to what has been begun.
        fileprivate mutating func add(_ info: hb_glyph_info_t, _ place: hb_glyph_position_t) {
            let scale = 1 / Double(PlainFace.unitsPerPoint)
            glyphs.append(
                cairo_glyph_t(
                    index: UInt(info.codepoint), x: width + Double(place.x_offset) * scale,
                    y: -Double(place.y_offset) * scale))
            width += Double(place.x_advance) * scale
            clusters[clusters.count - 1].num_glyphs += 1
        }

        /// Adds their outlines to the path, from the origin on, with the selected face.
        func outline(on cairo: OpaquePointer) {
            cairo_glyph_path(cairo, glyphs, Int32(glyphs.count))
        }

        /// Draws them at the origin with the selected face.
        func draw(on cairo: OpaquePointer) {
            text.withUnsafeBufferPointer { text in
                text.withMemoryRebound(to: CChar.self) { text in
                    // The text goes along, so that it can be found and copied in a PDF.
                    cairo_show_text_glyphs(
                        cairo, text.baseAddress, Int32(text.count), glyphs, Int32(glyphs.count),
                        clusters, Int32(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
                }
            }
        }
    }

    /// Returns the glyphs for letters of one script; nil where the face lacks one.
    func glyphs(_ letters: Substring.UnicodeScalarView) -> Glyphs? {
        var glyph: UInt32 = 0
        // HarfBuzz would put together what a font lacks; Pango takes it from another font.
        guard letters.allSatisfy({ hb_font_get_nominal_glyph(font, $0.value, &glyph) != 0 }) else {
            return nil
        }
        hb_buffer_clear_contents(buffer)
        let units = letters.map(\.value)
        hb_buffer_add_codepoints(buffer, units, Int32(units.count), 0, Int32(units.count))
        hb_buffer_guess_segment_properties(buffer)
        hb_shape(font, buffer, nil, 0)
        var count: UInt32 = 0
        guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
            let places = hb_buffer_get_glyph_positions(buffer, &count)
        else { return units.isEmpty ? Glyphs() : nil }
        let scalars = Array(letters)
        var result = Glyphs()
        var end = 0
        for index in 0..<Int(count) {
            // A cluster is what some letters become together, such as a ligature.
            if index == 0 || infos[index].cluster != infos[index - 1].cluster {
                let next = (index..<Int(count)).first { infos[$0].cluster != infos[index].cluster }
                let start = end
                end = max(start, next.map { Int(infos[$0].cluster) } ?? scalars.count)
                result.begin(scalars[start..<min(end, scalars.count)])
            }
            result.add(infos[index], places[index])
        }
        return result
    }

    /// Makes Cairo draw with this face from now on.
    ///
    /// - Throws: ``DrawingError`` when Cairo is not there.
    func select(on cairo: OpaquePointer) throws(DrawingError) {
        cairo_set_font_face(cairo, try cairoFace())
        cairo_set_font_size(cairo, Self.size)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(cairo, options)
        cairo_font_options_destroy(options)
    }

    /// Returns the face that Cairo draws with, which it opens by the file's name.
    private func cairoFace() throws(DrawingError) -> OpaquePointer {
        if let drawn { return drawn }
        try DrawingLibraries.load()
        guard let pattern = FcPatternCreate() else { throw .noMemory }
        defer { FcPatternDestroy(pattern) }
        guard FcPatternAddString(pattern, FC_FILE, file.path) == FcTrue,
            FcPatternAddInteger(pattern, FC_INDEX, 0) == FcTrue,
            let face = cairo_ft_font_face_create_for_pattern(pattern)
        else { throw .noMemory }
        drawn = face
        return face
    }
}
