// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
import Glibc
internal import CPNG
internal import Figures

/// A picture in memory that a display list is drawn on.
///
/// Owns its Cairo pointers and its pixels, and frees each once. The pixels are pages of the system's:
/// from the heap they would stay with the process, which would grow by as much.
final class Canvas {
    /// The most pixels that a picture may have.
    static let limit = 100_000_000

    /// The width of the picture.
    let width: Int
    /// The height of the picture.
    let height: Int
    /// Whether the page lets through what is under it.
    private let isTransparent: Bool
    private let pixels: UnsafeMutableRawPointer
    private let count: Int
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
        isTransparent = page.background.alpha < 1
        guard width > 0, height > 0, size.dotsPerInch > 0 else {
            throw DrawingError(
                "a picture of \(width) × \(height) pixels cannot be drawn",
                hint: "give a width and a height above 0")
        }
        guard width <= 20_000, height <= 20_000, width * height <= Self.limit else {
            throw .tooLarge(width, height)
        }
        try DrawingLibraries.load()
        let count = 4 * width * height
        guard
            let pixels = mmap(
                nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            pixels != MAP_FAILED
        else { throw .noMemory }
        guard
            let surface = cairo_image_surface_create_for_data(
                pixels.assumingMemoryBound(to: UInt8.self),
                isTransparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, Int32(width),
                Int32(height), Int32(4 * width)),
            let cairo = cairo_create(surface)
        else {
            munmap(pixels, count)
            throw .noMemory
        }
        self.pixels = pixels
        self.count = count
        self.surface = surface
        self.cairo = cairo
        try DrawingError.check(surface, cairo)
        cairo_scale(cairo, Double(width) / size.width, Double(height) / size.height)
    }

    deinit {
        CairoFonts.alone {
            cairo_destroy(cairo)
            cairo_surface_destroy(surface)
        }
        munmap(pixels, count)
    }

    /// Draws a page.
    ///
    /// - Throws: ``DrawingError`` with Cairo's reason; it keeps its first error, so one look at
    ///   the end finds any.
    func draw(_ list: DisplayList, with pen: TextPen) throws(DrawingError) {
        Brush(cairo: cairo, pen: pen, pixelsPerCell: { _, _ in 1 }).draw(list)
        try DrawingError.check(surface, cairo)
    }

    /// Calls a function with the pixels.
    func withPixels<Result>(
        _ body: (PNGFile.Pixels) throws(DrawingError) -> Result
    ) throws(DrawingError) -> Result {
        cairo_surface_flush(surface)
        guard let start = cairo_image_surface_get_data(surface) else { throw .noMemory }
        return try body(
            PNGFile.Pixels(
                start: start, kind: isTransparent ? cpng_premultiplied : cpng_opaque, width: width,
                height: height, stride: Int(cairo_image_surface_get_stride(surface))))
    }
}

extension DrawingError {
    /// Throws what Cairo has to complain of, if anything.
    static func check(_ surface: OpaquePointer, _ cairo: OpaquePointer) throws(DrawingError) {
        for status in [cairo_surface_status(surface), cairo_status(cairo)]
        where status != CAIRO_STATUS_SUCCESS {
            throw DrawingError(
                "the figure cannot be drawn: \(String(cString: cairo_status_to_string(status)))")
        }
    }
}
