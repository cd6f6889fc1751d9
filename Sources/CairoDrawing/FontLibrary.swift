// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// The fonts that figures are drawn with: a fixed list of files, nothing else.
///
/// Without the system's font configuration a figure has the same bytes everywhere, and the
/// program does not spend 10 to 600 ms on reading that configuration.
///
/// Owns its Pango font map and Fontconfig configuration and frees each once. Not to be shared
/// between threads.
final class FontLibrary {
    /// Where Debian's packages put the files.
    static let folder = "/usr/share/fonts/truetype/dejavu/"

    /// The faces and the packages that bring them.
    private static let files = [
        ("DejaVuSans.ttf", "fonts-dejavu-core"), ("DejaVuSans-Bold.ttf", "fonts-dejavu-core"),
        ("DejaVuSans-Oblique.ttf", "fonts-dejavu-extra"),
        ("DejaVuSans-BoldOblique.ttf", "fonts-dejavu-extra"),
    ]

    /// The family that all of the files belong to.
    static let family = "DejaVu Sans"

    private let configuration: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>

    /// Opens the fonts of a folder, whose name ends with a slash.
    ///
    /// - Throws: ``DrawingError`` when a file is missing, with the packages to install.
    init(folder: String = FontLibrary.folder) throws(DrawingError) {
        try DrawingLibraries.load()
        guard let configuration = FcConfigCreate() else { throw .noMemory }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
            FcConfigDestroy(configuration)
            throw .noMemory
        }
        self.configuration = configuration
        self.map = map
        for (file, package) in Self.files {
            guard FcConfigAppFontAddFile(configuration, folder + file) == FcTrue else {
                throw DrawingError(
                    "the font \(folder)\(file) of the package \(package) is missing",
                    hint: "install it with: apt install fonts-dejavu-core fonts-dejavu-extra")
            }
        }
        pango_fc_font_map_set_config(OpaquePointer(map), configuration)
        // One unit of font size is one point, whatever the surface.
        pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    }

    deinit {
        ccairo_release(UnsafeMutableRawPointer(map))
        FcConfigDestroy(configuration)
    }

    /// Makes a pen for text; it keeps the font map alive, and the caller frees it.
    func makeContext() -> OpaquePointer? { pango_font_map_create_context(map) }
}

extension DrawingError {
    /// A C library could not make what it was asked for.
    static let noMemory = DrawingError("there is not enough memory to draw the figure")
}
