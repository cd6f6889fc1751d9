// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures

extension Figure {
    /// Returns the figure drawn with characters, a line for each row, without a final newline.
    ///
    /// The figure is laid out anew for the cells of the screen: its size is not looked at, panels
    /// stand below each other where the screen is too narrow for them side by side, and formulas are
    /// written on one line. Words take whole cells and cover what lies behind them. No line is wider
    /// than the screen, and no control character is in it but the escapes for colours, where
    /// there are any.
    public func text(on screen: TextScreen) -> String {
        drawing(on: screen).grid.text(
            columns: screen.columns, InkWriter(depth: screen.colors, theme: theme))
    }

    /// Returns the figure drawn, with every name in a panel or in the list below them.
    func drawing(on screen: TextScreen) -> TextDrawing {
        var page = TextPage(self, on: screen)
        let measuring = CellMeasuring(screen: screen)
        var list = page.figure.layout(measuring: measuring)
        if page.dropSpareRows(list) { list = page.figure.layout(measuring: measuring) }
        var drawing = TextDrawing(list, page: page, screen: screen)
        drawing.draw()
        // Words that take whole cells may find no place where the layout saw one.
        while !drawing.homeless.isEmpty {
            page.list(drawing.homeless)
            drawing = TextDrawing(
                page.figure.layout(measuring: measuring), page: page, screen: screen)
            drawing.draw()
        }
        return drawing
    }
}
