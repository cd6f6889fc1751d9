// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// A picture in memory and the pen that draws a display list on it.
///
/// Owns its Cairo pointers and frees each once.
final class Canvas {
    /// The most pixels that a picture may have.
    static let limit = 100_000_000

    /// The width of the picture.
    let width: Int
    /// The height of the picture.
    let height: Int
    private let surface: OpaquePointer
    private let cairo: OpaquePointer

    /// Makes an empty picture for a page.
    ///
    /// - Throws: ``DrawingError`` when the size is not one that a picture can have.
    init(_ page: DisplayList) throws(DrawingError) {
        let size = FigureSize(
            width: page.width, height: page.height, dotsPerInch: page.dotsPerInch)
        width = size.pixelWidth
        height = size.pixelHeight
        guard width > 0, height > 0, size.dotsPerInch > 0 else {
            throw DrawingError(
                "a picture of \(width) × \(height) pixels cannot be drawn",
                hint: "give a width and a height above 0")
        }
        guard width <= 20_000, height <= 20_000, width * height <= Self.limit else {
            throw DrawingError(
                "a picture of \(width) × \(height) pixels is too large",
                hint: "give a smaller size or fewer dots per inch; 100 million pixels, "
                    + "20000 to a side, is the most")
        }
        try DrawingLibraries.load()
        guard
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let cairo = cairo_create(surface)
        else { throw .noMemory }
        self.surface = surface
        self.cairo = cairo
        try check()
        cairo_scale(cairo, Double(width) / size.width, Double(height) / size.height)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// Draws a page.
    ///
    /// - Throws: ``DrawingError`` with Cairo's reason; it keeps its first error, so one look at
    ///   the end finds any.
    func draw(_ list: DisplayList, with text: TextPen) throws(DrawingError) {
        setColor(list.background)
        cairo_paint(cairo)
        for item in list.items { draw(item, text) }
        try check()
    }

    /// Calls a function with the rows: 32-bit 0x00RRGGBB numbers, and the bytes from row to row.
    func withPixels<Result>(
        _ body: (_ pixels: UnsafePointer<UInt8>, _ stride: Int) throws(DrawingError) -> Result
    ) throws(DrawingError) -> Result {
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else { throw .noMemory }
        return try body(pixels, Int(cairo_image_surface_get_stride(surface)))
    }

    private func check() throws(DrawingError) {
        let statuses = [cairo_surface_status(surface), cairo_status(cairo)]
        for status in statuses where status != CAIRO_STATUS_SUCCESS {
            throw DrawingError(
                "the figure cannot be drawn: \(String(cString: cairo_status_to_string(status)))")
        }
    }

    private func draw(_ item: DisplayList.Item, _ pen: TextPen) {
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
            cairo_move_to(cairo, 0, 0)
            setColor(color)
            pen.draw(text, font: font, on: cairo)
            cairo_restore(cairo)
        case .image(let raster, let box):
            draw(raster, in: box)
        case .group(_, let items):
            for item in items { draw(item, pen) }
        case .clipped(let box, let items):
            cairo_save(cairo)
            cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            cairo_clip(cairo)
            for item in items { draw(item, pen) }
            cairo_restore(cairo)
        }
    }

    /// Draws cells as one picture without smoothing: cells drawn one by one would leave seams.
    private func draw(_ raster: Raster, in box: Box) {
        guard let cells = CellPicture(raster) else { return }
        cairo_save(cairo)
        cairo_translate(cairo, box.x, box.y)
        cairo_scale(
            cairo, box.width / Double(raster.columns), box.height / Double(raster.rows))
        cairo_rectangle(cairo, 0, 0, Double(raster.columns), Double(raster.rows))
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
