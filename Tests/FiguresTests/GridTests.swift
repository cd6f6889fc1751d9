// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a figure of plain panels in a grid.
private func grid(_ count: Int, columns: Int?) -> Figure {
    let panels = (0..<count).map { index in
        Panel(
            title: "panel \(index)", x: Axis(index % 2 == 0 ? "step" : ""),
            y: Axis(index % 3 == 0 ? "nats" : ""),
            marks: ["GRPO", "ASPO"].enumerated().map { style, name in
                .line(
                    Mark.Line(
                        name: name, style: style,
                        pieces: [(0...20).map { Point(Double($0), Double($0 * index + style)) }]))
            })
    }
    let rows = columns.map { (count + $0 - 1) / $0 } ?? 1
    return Figure(
        title: "grid", panels: panels, columns: columns,
        size: .standard(columns: columns ?? count, rows: rows), footnote: "toy simulation")
}

/// How many panels, how many side by side, and the rows that they come to.
private let grids: [(count: Int, columns: Int, rows: Int)] = [
    (8, 4, 2), (6, 3, 2), (5, 3, 2), (7, 2, 4), (3, 1, 3), (4, 9, 1),
]

@Test("Panels stand in rows and columns, with axes of one size", arguments: grids)
private func places(row: (count: Int, columns: Int, rows: Int)) {
    let layout = arranged(grid(row.count, columns: row.columns))
    let plots = layout.scenes.map(\.frame.plot)
    #expect(layout.heights.rows.count == row.rows)
    for (index, plot) in plots.enumerated() {
        #expect(abs(plot.width - plots[0].width) < 1e-9)
        #expect(abs(plot.height - plots[0].height) < 1e-9)
        #expect(plot.height > 40)
        if index >= row.columns {
            #expect(abs(plot.x - plots[index - row.columns].x) < 1e-9)
            #expect(plot.y > plots[index - row.columns].bottom)
        }
        if index % row.columns > 0 {
            #expect(plot.y == plots[index - 1].y)
            #expect(plot.x > plots[index - 1].right)
        }
    }
    #expect(layout.texts.allSatisfy { $0.extent.bottom <= layout.figure.size.height })
}

@Test("One row is laid out the same whether it is asked for or not")
func oneRow() {
    for count in 1...4 {
        var figure = grid(count, columns: nil)
        let usual = arranged(figure).displayList
        for columns in [count, 99] {
            figure.columns = columns
            let isSame = arranged(figure).displayList == usual
            #expect(isSame)
        }
    }
}

@Test("A grid without panels, or of a senseless width, is a page all the same")
func senselessGrids() {
    for columns in [0, -3, 1] {
        var figure = grid(2, columns: 1)
        figure.columns = columns
        #expect(arranged(figure).scenes.count == 2)
        figure.panels = []
        #expect(arranged(figure).scenes.isEmpty)
    }
}

@Test("Panels in a grid share one legend, above them all or inside one")
func oneLegend() {
    let layout = arranged(grid(6, columns: 3))
    #expect(layout.legends.count == 1)
}
