// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension FigureRenderer {
    /// Draws with Cairo and Pango and writes PNG through libpng.
    ///
    /// Fonts are opened when a figure is drawn, never before. The same figure gives the same bytes
    /// in any locale, home or thread; figures may be drawn on several threads at once.
    public static let cairo = FigureRenderer { figure, metadata throws(DrawingError) in
        let canvas = try Canvas(figure.size)
        try PenPool.shared.withPen { pen throws(DrawingError) in
            try canvas.draw(figure.layout(measuring: pen), with: pen)
        }
        return try PNGFile.encode(canvas, dotsPerInch: figure.size.dotsPerInch, metadata)
    }
}
