// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension Figure {
    /// The points that are drawn, and nothing else: one row a point.
    ///
    /// `panel` counts from 1; `series` is a line's name, and `part` counts its pieces from 1, so
    /// that a jump stays one. `low` and `high` are the ends of a band at the same x.
    var dataTable: Table {
        let rows = panels.enumerated().flatMap { index, panel in
            panel.marks.flatMap { $0.points }.map { row in
                [.integer(index + 1), .text(panel.title)] + row.cells
            }
        }
        return Table(
            columns: ["panel", "title", "mark", "series", "part", "x", "y", "low", "high"].map {
                Table.Column($0)
            },
            rows: rows)
    }
}

/// One row of a figure's data.
private struct DrawnPoint {
    let mark: String
    let series: String
    var part = 1
    var x: Double?
    var y: Double?
    var low: Double?
    var high: Double?

    var cells: [Table.Cell] {
        [.text(mark), .text(series), .integer(part)]
            + [x, y, low, high].map { $0.map { .number($0) } ?? .none }
    }
}

extension Mark {
    /// The numbers that a mark draws.
    fileprivate var points: [DrawnPoint] {
        switch self {
        case .line(let line):
            line.pieces.enumerated().flatMap { index, piece in
                piece.map { point in
                    DrawnPoint(
                        mark: "line", series: line.name, part: index + 1, x: point.x, y: point.y)
                }
            }
        case .band(let band):
            zip(band.lower, band.upper).map { lower, upper in
                DrawnPoint(
                    mark: "band", series: "\(band.style)", x: lower.x, low: lower.y, high: upper.y)
            }
        case .region(let region):
            [
                DrawnPoint(
                    mark: "region", series: region.note.joined(separator: " "),
                    low: region.x.lowerBound, high: region.x.upperBound)
            ]
        case .rule(let rule):
            [
                DrawnPoint(
                    mark: "rule", series: "", x: rule.isHorizontal ? nil : rule.at,
                    y: rule.isHorizontal ? rule.at : nil)
            ]
        case .note(let note):
            [DrawnPoint(mark: "note", series: note.text)]
        case .heatmap, .contours, .area, .classes, .bars, .points, .tokens:
            []
        }
    }
}
