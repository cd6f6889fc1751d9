// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// Draws a display list with Cairo, in points, on whatever surface its context has.
struct Brush {
    /// Cairo's context; it belongs to the one who made it.
    let cairo: OpaquePointer
    /// What draws texts.
    let pen: TextPen
    /// How many pixels a cell of an image becomes: 1 where the surface has pixels of its own.
    let pixelsPerCell: @Sendable (Raster, Box) -> Int

    /// Draws a page: its colour, where it has one, and everything on it.
    func draw(_ list: DisplayList) {
        if list.background.alpha > 0 {
            setColor(list.background)
            cairo_paint(cairo)
        }
        for item in list.items { draw(item) }
    }

    private func draw(_ item: DisplayList.Item) {
        switch item {
        case .path(let points, let line):
            trace(points)
            stroke(line)
        case .polygon(let points, let fill):
            trace(points)
            cairo_close_path(cairo)
            setColor(fill)
            cairo_fill(cairo)
        case .rectangle(let box, let radius, let fill, let line):
            trace(box, radius: radius)
            paint(fill, line)
        case .circle(let center, let radius, let fill, let line):
            cairo_new_path(cairo)
            cairo_arc(cairo, center.x, center.y, radius, 0, 2 * .pi)
            paint(fill, line)
        case .text(let text, let place, let font, let color, let angle):
            cairo_save(cairo)
            cairo_translate(cairo, place.x, place.y)
            cairo_rotate(cairo, -angle)
            setColor(color)
            pen.draw(text, font: font, on: cairo)
            cairo_restore(cairo)
        case .image(let raster, let box):
            draw(raster, in: box)
        case .group(_, let items):
            for item in items { draw(item) }
        case .clipped(let box, let items):
            cairo_save(cairo)
            cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            cairo_clip(cairo)
            for item in items { draw(item) }
            cairo_restore(cairo)
        }
    }

    /// Draws cells as one picture without smoothing: cells drawn one by one would leave seams.
    private func draw(_ raster: Raster, in box: Box) {
        guard let cells = CellPicture(raster, pixelsPerCell: pixelsPerCell(raster, box)) else {
            return
        }
        cairo_save(cairo)
        cairo_translate(cairo, box.x, box.y)
        cairo_scale(cairo, box.width / Double(cells.width), box.height / Double(cells.height))
        cairo_rectangle(cairo, 0, 0, Double(cells.width), Double(cells.height))
        cairo_clip(cairo)
        cells.paint(on: cairo)
        cairo_restore(cairo)
    }

    private func trace(_ points: [Point]) {
        cairo_new_path(cairo)
        for point in points { cairo_line_to(cairo, point.x, point.y) }
    }

    private func trace(_ box: Box, radius: Double) {
        cairo_new_path(cairo)
        guard radius > 0 else {
            cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            return
        }
        let quarter = Double.pi / 2
        let (left, top) = (box.x + radius, box.y + radius)
        let (right, bottom) = (box.right - radius, box.bottom - radius)
        cairo_arc(cairo, right, top, radius, -quarter, 0)
        cairo_arc(cairo, right, bottom, radius, 0, quarter)
        cairo_arc(cairo, left, bottom, radius, quarter, 2 * quarter)
        cairo_arc(cairo, left, top, radius, 2 * quarter, 3 * quarter)
        cairo_close_path(cairo)
    }

    /// Fills and outlines the current path.
    private func paint(_ fill: Color?, _ line: Stroke?) {
        if let fill {
            setColor(fill)
            cairo_fill_preserve(cairo)
        }
        if let line { stroke(line) } else { cairo_new_path(cairo) }
    }

    private func stroke(_ line: Stroke) {
        setColor(line.color)
        cairo_set_line_width(cairo, line.width)
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
        cairo_set_dash(cairo, line.dash, Int32(line.dash.count), 0)
        cairo_stroke(cairo)
    }

    private func setColor(_ color: Color) {
        cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha)
    }
}
