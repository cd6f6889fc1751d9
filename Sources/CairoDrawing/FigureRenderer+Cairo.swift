// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension FigureRenderer {
    /// Lays out with Pango's fonts and makes the files that Cairo and libpng can write, and others
    /// that are handed in.
    ///
    /// Fonts are opened when a figure is drawn, never before. The same figure gives the same bytes
    /// in any locale, home or thread; figures may be drawn on several threads at once.
    public static func cairo(others: [FigureFormat] = []) -> FigureRenderer {
        var renderer = FigureRenderer(
            layout: { figure throws(DrawingError) in
                try PenPool.shared.withPen { pen throws(DrawingError) in
                    figure.layout(measuring: pen)
                }
            },
            formats: [.png, .pdf] + others, pictures: .png)
        renderer.lettersWithoutShape = { page in
            (try? PenPool.shared.withPen { pen throws(DrawingError) in pen.missing(on: page) })
                ?? []
        }
        return renderer
    }
}

extension FigureFormat {
    /// PNG: drawn by Cairo and Pango, written and read by libpng.
    public static let png = FigureFormat(
        ending: "png",
        encode: { page, metadata throws(DrawingError) in
            let canvas = try Canvas(page)
            try PenPool.shared.withPen { pen throws(DrawingError) in
                try canvas.draw(page, with: pen)
            }
            return try canvas.withPixels { pixels throws(DrawingError) in
                try PNGFile.encode(pixels, dotsPerInch: page.dotsPerInch, metadata)
            }
        },
        recognizes: PNGFile.recognizes,
        read: { file throws(DrawingError) in try PNGFile.metadata(of: file) }
    ).holdingShapes()

    /// PDF: drawn and written by Cairo and Pango, with embedded fonts.
    ///
    /// Of what the file says of itself, the description is its subject, and the recipe its keywords.
    public static let pdf = FigureFormat(
        ending: "pdf",
        encode: { page, metadata throws(DrawingError) in
            let file = try PDFFile(page, metadata)
            return try PenPool.shared.withPen { pen throws(DrawingError) in
                try file.draw(page, with: pen)
            }
        },
        recognizes: PDFReading.recognizes,
        read: { file throws(DrawingError) in try PDFReading.metadata(of: file) }
    ).holdingShapes()

    /// Returns the format as one whose files hold the shapes of letters.
    private func holdingShapes() -> FigureFormat {
        var format = self
        format.holdsShapes = true
        return format
    }
}
