// SPDX-License-Identifier: GPL-3.0-or-later

/// The names of all panels' lines in one column beside them, and the page that is left.
struct LegendColumn {
    /// The column; nil where no panel has names.
    let box: LegendBox?
    /// The figure with as much of its width as the column leaves.
    let figure: Figure

    /// From the panels to the column.
    private static let gap = 8.0

    /// Takes room for a column where a figure asks for one.
    init(beside figure: Figure, _ typesetter: Typesetter) {
        let marks = figure.panels.filter { $0.naming != .hidden }.flatMap(\.marks)
        let entries = LegendEntry.all(marks)
        guard figure.legendPlace == .right, !entries.isEmpty else {
            (box, self.figure) = (nil, figure)
            return
        }
        let box = LegendBox(
            entries, columns: 1, maximum: 0.4 * figure.size.width, hasBox: false, typesetter)
        var rest = figure
        rest.size.width -= box.width + Self.gap
        for index in rest.panels.indices { rest.panels[index].naming = .hidden }
        (self.box, self.figure) = (box, rest)
    }

    /// Returns the column at its place, its top at that of the first axes.
    func legend(_ scenes: [PanelScene]) -> PlacedLegend? {
        box.map { box in
            let top = scenes.first?.frame.plot.y ?? Typography.pagePadding
            let left = figure.size.width + Self.gap - Typography.pagePadding
            return PlacedLegend(box: box, corner: Point(left, top), hasBox: false)
        }
    }
}
