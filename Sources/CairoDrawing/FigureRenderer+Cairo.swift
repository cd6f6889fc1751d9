// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension FigureRenderer {
    /// Lays out with Pango's fonts and makes the files that Cairo and libpng can write, and others
    /// that are handed in.
    ///
    /// Fonts are opened when a figure is drawn, never before. The same figure gives the same bytes
    /// in any locale, home or thread; figures may be drawn on several threads at once.
    public static func cairo(others: [FigureFormat] = []) -> FigureRenderer {
        FigureRenderer(
            layout: { figure throws(DrawingError) in
                try PenPool.shared.withPen { pen throws(DrawingError) in
                    figure.layout(measuring: pen)
                }
            },
            formats: [.png] + others)
    }
}

extension FigureFormat {
    /// PNG: drawn by Cairo and Pango, written by libpng.
    public static let png = FigureFormat(ending: "png") { page, metadata throws(DrawingError) in
        let canvas = try Canvas(page)
        try PenPool.shared.withPen { pen throws(DrawingError) in
            try canvas.draw(page, with: pen)
        }
        return try PNGFile.encode(canvas, dotsPerInch: page.dotsPerInch, metadata)
    }
}
