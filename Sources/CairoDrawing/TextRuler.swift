// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures
import Glibc

/// Measures plain runs of text with HarfBuzz alone, which is what Pango measures with.
///
/// Loading Pango and everything that it brings takes longer than laying out a figure and writing
/// it as SVG. Runs of Latin and Greek letters and of mathematics are most of what figures have;
/// all others, and what a font has no letters for, are left to Pango.
///
/// Owns its HarfBuzz pointers and frees each once. Not to be shared between threads.
final class TextRuler {
    /// A font of HarfBuzz's in its own units.
    private struct Face {
        let font: OpaquePointer
        /// How many units are the size of the font.
        let unitsPerSize: Double
        let ascent: Double
        let descent: Double
    }

    /// Faces by their files, nil where there is no such file.
    private var faces: [FontFile: Face?] = [:]
    private var buffer: OpaquePointer?

    /// Makes a ruler that has opened nothing yet.
    init() {}

    deinit {
        for case let face? in faces.values { hb_font_destroy(face.font) }
        if let buffer { hb_buffer_destroy(buffer) }
    }

    /// Returns how large a run is, or nil where Pango has to say so.
    func measure(_ text: String, font: Font) -> TextSize? {
        guard let scripts = Self.scripts(text), let face = face(font) else { return nil }
        var width = 0.0
        for run in scripts {
            guard let advance = advance(run, face.font) else { return nil }
            width += advance
        }
        let unit = font.size / face.unitsPerSize
        return TextSize(
            width: width * unit, ascent: face.ascent * unit, descent: face.descent * unit)
    }

    /// Returns a text cut where one script ends and the next begins, as Pango does it; nil where
    /// there are letters that are not plain.
    static func scripts(_ text: String) -> [Substring.UnicodeScalarView]? {
        let scalars = text[...].unicodeScalars
        var runs: [Substring.UnicodeScalarView] = []
        var start = scalars.startIndex
        var current: Script?
        for index in scalars.indices {
            switch Script(scalars[index]) {
            case nil: return nil
            case .common?: continue
            case let script?:
                if let current, current != script {
                    runs.append(scalars[start..<index])
                    start = index
                }
                current = script
            }
        }
        return runs + [scalars[start...]]
    }

    /// Which letters a character belongs to.
    private enum Script {
        case latin
        case greek
        /// Digits, punctuation and mathematics, which go with the letters before them.
        case common

        /// Tells the script of a character; nil for all that are not plain.
        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F:
                self = .latin
            case 0x391...0x3A1, 0x3A3...0x3C9, 0x3D1, 0x3D5, 0x3D6, 0x3F1, 0x3F5: self = .greek
            case 0x20...0x7E, 0xA0...0xA8, 0xAB, 0xAC, 0xAF...0xBF, 0xD7, 0xF7: self = .common
            case 0x2010...0x2015, 0x2018...0x201E, 0x2026, 0x2032, 0x2033, 0x2070,
                0x2074...0x207E, 0x2080...0x208E, 0x2200...0x22FF:
                self = .common
            default: return nil
            }
        }
    }

    /// Returns the width of letters of one script in the font's units; nil where one is missing.
    private func advance(
        _ letters: Substring.UnicodeScalarView, _ font: OpaquePointer
    ) -> Double? {
        guard let buffer = buffer ?? hb_buffer_create() else { return nil }
        self.buffer = buffer
        hb_buffer_clear_contents(buffer)
        let units = letters.map(\.value)
        var glyph: UInt32 = 0
        // HarfBuzz would put together what a font lacks; Pango takes it from another font.
        guard units.allSatisfy({ hb_font_get_nominal_glyph(font, $0, &glyph) != 0 }) else {
            return nil
        }
        hb_buffer_add_codepoints(buffer, units, Int32(units.count), 0, Int32(units.count))
        hb_buffer_guess_segment_properties(buffer)
        hb_shape(font, buffer, nil, 0)
        var count: UInt32 = 0
        guard let places = hb_buffer_get_glyph_positions(buffer, &count) else {
            return units.isEmpty ? 0 : nil
        }
        var width = 0.0
        for index in 0..<Int(count) { width += Double(places[index].x_advance) }
        return width
    }

    private func face(_ font: Font) -> Face? {
        let file = font.typeface.file(isItalic: font.isItalic, isBold: font.isBold)
        if let face = faces[file] { return face }
        let face = Self.open(file)
        faces[file] = .some(face)
        return face
    }

    /// Opens a file, or returns nil where Pango is to say what is wrong with it.
    private static func open(_ file: FontFile) -> Face? {
        // Without this, an old HarfBuzz would take a missing file for an empty font.
        guard access(file.path, R_OK) == 0, isLoaded,
            let blob = hb_blob_create_from_file(file.path), let face = hb_face_create(blob, 0)
        else { return nil }
        hb_blob_destroy(blob)
        defer { hb_face_destroy(face) }
        guard let font = hb_font_create(face) else { return nil }
        hb_ot_font_set_funcs(font)
        // One size is some million units, so that nothing is lost by rounding.
        let unitsPerSize: Int32 = 100 * PANGO_SCALE
        hb_font_set_scale(font, unitsPerSize, unitsPerSize)
        var extents = hb_font_extents_t()
        guard hb_font_get_h_extents(font, &extents) != 0, extents.ascender > 0 else {
            hb_font_destroy(font)
            return nil
        }
        return Face(
            font: font, unitsPerSize: Double(unitsPerSize), ascent: Double(extents.ascender),
            descent: -Double(extents.descender))
    }

    /// Whether HarfBuzz is there; it is loaded once.
    private static let isLoaded: Bool = {
        guard let reason = ccairo_load_harfbuzz() else { return true }
        free(reason)
        return false
    }()
}
