// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// The fonts that words are drawn with: a fixed list of files, nothing else.
///
/// Without the system's font configuration a figure has the same bytes everywhere, and the
/// program does not spend 4 to 600 ms on reading that configuration.
///
/// Owns its Pango font map and Fontconfig configuration and frees each once. Not to be shared
/// between threads.
final class FontLibrary {
    private let configuration: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>

    /// Opens the files of fonts.
    ///
    /// - Throws: ``DrawingError`` when a file is missing, with the package to install.
    init(_ files: [FontFile]) throws(DrawingError) {
        try DrawingLibraries.loadPango()
        guard let configuration = FcConfigCreate() else { throw .noMemory }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
            FcConfigDestroy(configuration)
            throw .noMemory
        }
        self.configuration = configuration
        self.map = map
        for file in files where FcConfigAppFontAddFile(configuration, file.path) != FcTrue {
            throw file.isMissing
        }
        pango_fc_font_map_set_config(OpaquePointer(map), configuration)
        // One unit of font size is one point, whatever the surface.
        pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    }

    deinit {
        ccairo_release(UnsafeMutableRawPointer(map))
        FcConfigDestroy(configuration)
    }

    /// Makes a context for text; it keeps the font map alive, and the caller frees it.
    func makeContext() -> OpaquePointer? { pango_font_map_create_context(map) }
}

extension DrawingError {
    /// A C library could not make what it was asked for.
    static let noMemory = DrawingError("there is not enough memory to draw the figure")
}
