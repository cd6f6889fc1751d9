// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// Measures and draws plain runs of text with HarfBuzz and Cairo, as Pango does with them.
///
/// Loading Pango and everything that it brings takes as long as laying out a figure and writing
/// it as SVG. Runs of Latin and Greek letters and of mathematics are most of what figures have;
/// all others, and what a font has no letters for, are left to Pango.
///
/// Not to be shared between threads.
final class PlainText {
    /// A file and its face, nil where there is no such file.
    private struct Opened {
        let file: FontFile
        let face: PlainFace?
    }

    /// What has been opened: eight at most, in a plain list, because the first use of each kind of
    /// dictionary costs a process more than all looking in here.
    private var opened: [Opened] = []

    init() {}

    /// Returns how large a run is, or nil where Pango has to say so.
    func measure(_ text: String, font: Font) -> TextSize? {
        guard let runs = ScriptRun.all(in: text), let face = face(font) else { return nil }
        var width = 0.0
        for run in runs {
            guard let glyphs = face.glyphs(run.scalars) else { return nil }
            width += glyphs.width
        }
        let scale = font.size / PlainFace.size
        return TextSize(
            width: width * scale, ascent: face.ascent * scale, descent: face.descent * scale)
    }

    /// Draws a run with its left end at the origin, and leaves Cairo's scale changed; false where
    /// Pango has to draw it, and nothing is done.
    ///
    /// - Throws: ``DrawingError`` when Cairo is not there.
    func draw(_ text: String, font: Font, on cairo: OpaquePointer) throws(DrawingError) -> Bool {
        try each(text, font, on: cairo) { $0.draw(on: cairo) }
    }

    /// Adds the outlines of a run to the path, as ``draw(_:font:on:)`` draws it.
    func outline(
        _ text: String, font: Font, on cairo: OpaquePointer
    ) throws(DrawingError) -> Bool {
        try each(text, font, on: cairo) { $0.outline(on: cairo) }
    }

    /// Does something with the glyphs of each script, whose left end is then at the origin.
    private func each(
        _ text: String, _ font: Font, on cairo: OpaquePointer, _ use: (PlainFace.Glyphs) -> Void
    ) throws(DrawingError) -> Bool {
        guard font.size > 0, let runs = ScriptRun.all(in: text), let face = face(font) else {
            return false
        }
        var shaped: [PlainFace.Glyphs] = []
        for run in runs {
            guard let glyphs = face.glyphs(run.scalars) else { return false }
            shaped.append(glyphs)
        }
        try CairoFonts.alone { () throws(DrawingError) in
            try face.select(on: cairo)
            cairo_scale(cairo, font.size / PlainFace.size, font.size / PlainFace.size)
            for glyphs in shaped {
                use(glyphs)
                cairo_translate(cairo, glyphs.width, 0)
            }
        }
        return true
    }

    private func face(_ font: Font) -> PlainFace? {
        let file = font.typeface.file(isItalic: font.isItalic, isBold: font.isBold)
        if let known = opened.first(where: { $0.file == file }) { return known.face }
        let face = PlainFace(file)
        opened.append(Opened(file: file, face: face))
        return face
    }
}
