// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Plots
import Results

extension Figure {
    /// The points that are drawn, and nothing else: one row a point.
    ///
    /// `panel` counts from 1; `series` is a line's name, and `part` counts its pieces from 1, so
    /// that a jump stays one. `low` and `high` are the ends of a band at the same x, of a bar or of a
    /// region; `value` is the number of a cell, or of a contour line over cells that have rows of
    /// their own.
    var dataTable: Table {
        Table(
            columns: ["panel", "title", "mark", "series", "part", "x", "y", "low", "high", "value"]
                .map {
                    Table.Column($0)
                },
            rows: Array(dataRows))
    }

    /// The rows of ``dataTable``, made one mark after the other.
    var dataRows: some Sequence<[Table.Cell]> {
        panels.enumerated().lazy.flatMap { index, panel in
            let grids = panel.marks.compactMap(\.heatmapGrid)
            return panel.marks.lazy.flatMap { $0.points(besides: grids) }.map { row in
                [.integer(index + 1), .text(panel.title)] + row.cells
            }
        }
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
    var value: Double?

    var cells: [Table.Cell] {
        [.text(mark), .text(series), .integer(part)]
            + [x, y, low, high, value].map { $0.map { .number($0) } ?? .none }
    }
}

extension Mark {
    /// The cells of a heatmap.
    fileprivate var heatmapGrid: CellGrid? {
        if case .heatmap(let heatmap) = self { return heatmap.grid }
        return nil
    }

    /// Returns the numbers that a mark draws, in a panel with heatmaps of some cells.
    fileprivate func points(besides grids: [CellGrid]) -> [DrawnPoint] {
        switch self {
        case .contours(let contours) where grids.contains(contours.grid):
            zip(contours.levels, contours.names).map { level, name in
                DrawnPoint(mark: "contours", series: name, value: level)
            }
        case .line(let line): Self.points(of: line.pieces, mark: "line", series: line.name)
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
        case .heatmap(let heatmap): heatmap.points
        case .contours(let contours): contours.grid.points(mark: "contours")
        case .classes(let map):
            map.grid.points(mark: "class") { value in
                let index = value.isFinite ? Int(value) : -1
                return map.classes.indices.contains(index) ? map.classes[index].name : ""
            }
        case .area(let area): Self.points(of: area.shapes, mark: "area", series: area.name)
        case .bars(let bars):
            zip(zip(bars.edges, bars.edges.dropFirst()), bars.heights).map { edges, height in
                DrawnPoint(
                    mark: "bar", series: bars.name, y: height, low: edges.0, high: edges.1)
            }
        case .points(let points):
            Self.points(of: [points.points], mark: "point", series: points.name)
        case .tokens(let strip): strip.points
        }
    }

    /// Returns points in pieces.
    private static func points(
        of pieces: [[Point]], mark: String, series: String
    ) -> [DrawnPoint] {
        pieces.enumerated().flatMap { index, piece in
            piece.map {
                DrawnPoint(mark: mark, series: series, part: index + 1, x: $0.x, y: $0.y)
            }
        }
    }
}

extension Mark.TokenStrip {
    /// The boxes; those without a number are those of weight 0, which are hatched.
    fileprivate var points: [DrawnPoint] {
        rows.flatMap { row in
            zip(tokens, row.values).enumerated().map { index, token in
                DrawnPoint(
                    mark: "token", series: "\(row.name): \(token.0)", x: Double(index + 1),
                    y: token.1.isNaN ? 0 : token.1)
            }
        }
    }
}

extension Mark.Heatmap {
    /// The cells; those that are hatched for a weight of 0 have that number.
    fileprivate var points: [DrawnPoint] {
        let isMasked = missingName == Self.maskedName
        return grid.points(mark: "heatmap") { $0.isNaN ? missingName : "" }.map { point in
            var point = point
            if isMasked && point.value?.isNaN == true { point.value = 0 }
            return point
        }
    }
}

extension CellGrid {
    /// The middle of each cell, with its number as the value.
    fileprivate func points(
        mark: String, series: (Double) -> String = { _ in "" }
    ) -> [DrawnPoint] {
        (0..<rows).flatMap { row in
            (0..<columns).map { column in
                let value = self[column: column, row: row]
                return DrawnPoint(
                    mark: mark, series: series(value),
                    x: (xEdges[column] + xEdges[column + 1]) / 2,
                    y: (yEdges[row] + yEdges[row + 1]) / 2, value: value)
            }
        }
    }
}
