// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension FigureFormat {
    /// A script for Matplotlib that draws the figure, to be changed by hand.
    public static let python = code("py", .python) { PythonFigure(sketch: $0, metadata: $1).text }

    /// Code for pgfplots that draws the figure in a paper's own letters, to be changed by hand.
    public static let tex = code("tex", .tex) { TeXFigure(sketch: $0, metadata: $1).text }

    /// Returns a format of code with comments.
    private static func code(
        _ ending: String, _ comments: CodeComments,
        _ text: @escaping @Sendable (FigureSketch, FigureMetadata) -> String
    ) -> FigureFormat {
        FigureFormat(
            ending: ending,
            content: .figure { figure, metadata throws(DrawingError) in
                // Whoever draws the code measures words anew; the table needs no fonts.
                Array(text(figure.sketch(measuring: WidthTable.builtIn), metadata).utf8)
            },
            recognizes: comments.recognizes,
            read: { file throws(DrawingError) in try comments.metadata(of: file) })
    }
}
