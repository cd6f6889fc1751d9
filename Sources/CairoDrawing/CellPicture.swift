// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// The cells of a raster as a picture of Cairo's.
///
/// Owns its Cairo pointer and frees it once.
final class CellPicture {
    /// The width of the picture in pixels.
    let width: Int
    /// The height of the picture in pixels.
    let height: Int
    private let surface: OpaquePointer

    /// Makes a picture with a square of pixels for each cell, so many to a side; nil where there
    /// is no cell, or no memory.
    init?(_ raster: Raster, pixelsPerCell side: Int) {
        width = raster.columns * side
        height = raster.rows * side
        guard width > 0, height > 0, width < 32_768, height < 32_768,
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        else { return nil }
        self.surface = surface
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let bytes = cairo_image_surface_get_data(surface)
        else { return nil }
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<height {
            let line = UnsafeMutableRawPointer(bytes + row * stride)
            guard row.isMultiple(of: side) else {
                line.copyMemory(from: bytes + (row - 1) * stride, byteCount: 4 * width)
                continue
            }
            let pixels = line.assumingMemoryBound(to: UInt32.self)
            let cells = raster.cells[(row / side * raster.columns)...]
            for (column, cell) in cells.prefix(raster.columns).enumerated() {
                (pixels + column * side).update(repeating: Self.pixel(cell), count: side)
            }
        }
        // Cairo keeps copies of what it has drawn; they are out of date now.
        cairo_surface_mark_dirty(surface)
    }

    deinit { cairo_surface_destroy(surface) }

    /// Paints the pixels, one unit wide and high each, from the origin.
    func paint(on cairo: OpaquePointer) {
        cairo_set_source_surface(cairo, surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
        cairo_paint(cairo)
    }

    /// Returns a colour as Cairo keeps it: 0xAARRGGBB, the parts multiplied by the opacity.
    private static func pixel(_ color: Color) -> UInt32 {
        func part(_ value: Double) -> UInt32 {
            UInt32((min(max(value, 0), 1) * 255).rounded())
        }
        let alpha = color.alpha
        return part(alpha) << 24 | part(color.red * alpha) << 16 | part(color.green * alpha) << 8
            | part(color.blue * alpha)
    }
}
