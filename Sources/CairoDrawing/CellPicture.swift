// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// The cells of a raster as a picture of Cairo's, one pixel a cell.
///
/// Owns its Cairo pointer and frees it once.
final class CellPicture {
    private let surface: OpaquePointer

    /// Makes a picture; nil where there is no cell, or no memory.
    init?(_ raster: Raster) {
        guard raster.columns > 0, raster.rows > 0,
            raster.columns < 32_768, raster.rows < 32_768,
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_ARGB32, Int32(raster.columns), Int32(raster.rows))
        else { return nil }
        self.surface = surface
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let bytes = cairo_image_surface_get_data(surface)
        else { return nil }
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<raster.rows {
            let line = UnsafeMutableRawPointer(bytes + row * stride)
                .assumingMemoryBound(to: UInt32.self)
            for column in 0..<raster.columns {
                line[column] = Self.pixel(raster.cells[row * raster.columns + column])
            }
        }
        // Cairo keeps copies of what it has drawn; they are out of date now.
        cairo_surface_mark_dirty(surface)
    }

    deinit { cairo_surface_destroy(surface) }

    /// Paints the cells, one unit wide and high each, from the origin.
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
