// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension FigureFormat {
    /// Returns SVG with real text, written and read without any library.
    ///
    /// - Parameters:
    ///   - pictures: How the images of heatmaps and class maps are written, which are embedded;
    ///     without it, encoding a figure that has some throws `DrawingError`.
    ///   - outline: How wide letters are, so that other fonts take the same room, and what shape they
    ///     have, for figures whose words are to be outlines; without it, encoding such a figure throws
    ///     `DrawingError`.
    /// - Returns: A format for `FigureRenderer.formats`.
    public static func svg(
        pictures: PictureFormat = .none, outline: Outline? = nil
    ) -> FigureFormat {
        FigureFormat(
            ending: "svg",
            encode: { page, metadata throws(DrawingError) in
                try SVGPage.encode(page, metadata, pictures: pictures, outline: outline)
            },
            recognizes: SVGReading.recognizes,
            read: { file throws(DrawingError) in try SVGReading.metadata(of: file) })
    }
}
