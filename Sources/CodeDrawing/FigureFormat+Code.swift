// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension FigureFormat {
    /// A script for Matplotlib that draws the figure, to be changed by hand.
    public static let python = FigureFormat(
        ending: "py",
        content: .figure { figure, metadata throws(DrawingError) in
            let sketch = figure.sketch(measuring: WidthTable.builtIn)
            return Array(PythonFigure(sketch: sketch, metadata: metadata).text.utf8)
        },
        recognizes: { CodeComments.python.recognizes($0) },
        read: { file throws(DrawingError) in try CodeComments.python.metadata(of: file) })
}

extension FigureFormat {
    /// Code for pgfplots that draws the figure in a paper's own letters, to be changed by hand.
    public static let tex = FigureFormat(
        ending: "tex",
        content: .figure { figure, metadata throws(DrawingError) in
            let sketch = figure.sketch(measuring: WidthTable.builtIn)
            return Array(TeXFigure(sketch: sketch, metadata: metadata).text.utf8)
        },
        recognizes: { CodeComments.tex.recognizes($0) },
        read: { file throws(DrawingError) in try CodeComments.tex.metadata(of: file) })
}
