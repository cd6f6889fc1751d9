// SPDX-License-Identifier: GPL-3.0-or-later

/// A grid of cells on the page.
struct PlacedGrid {
    /// The edges of cells along one direction of the page, rising.
    struct Edges {
        let places: [Double]
        /// Whether the first place belongs to the grid's last cell.
        let isReversed: Bool
        /// The size of a cell where all are equal, else nil.
        let step: Double?

        /// Places edges along an axis; those that stand nowhere lie far below its start.
        init(_ edges: [Double], on map: AxisMap) {
            let direction = map.end < map.start ? -1.0 : 1
            let nowhere = map.start - direction * 1e5
            let placed = edges.map { map.place($0) ?? nowhere }
            isReversed = direction < 0
            places = isReversed ? placed.reversed() : placed
            let first = places.first ?? 0
            let step = ((places.last ?? 0) - first) / Double(max(1, places.count - 1))
            let isEven = places.enumerated().allSatisfy { index, place in
                abs(place - first - Double(index) * step) <= 0.02 * step
            }
            self.step = isEven && step > 0 ? step : nil
        }

        /// How many cells there are.
        var count: Int { max(0, places.count - 1) }

        /// Returns the grid's cell at a place, or nil outside.
        func cell(at place: Double) -> Int? {
            guard let first = places.first, let last = places.last, place >= first, place <= last
            else { return nil }
            var index = 0
            if let step {
                index = Int((place - first) / step)
            } else {
                var high = places.count - 1
                while index + 1 < high {
                    let middle = (index + high) / 2
                    if places[middle] <= place { index = middle } else { high = middle }
                }
            }
            return cell(min(index, count - 1))
        }

        /// Returns the grid's cell between an edge of the page and the next.
        func cell(_ index: Int) -> Int { isReversed ? count - 1 - index : index }

        /// Returns the cells seen from one place to another, and from where to where they reach:
        /// each once where all are equally large, else as often as they are large.
        func cells(from start: Double, to end: Double) -> (cells: [Int], from: Double, to: Double) {
            guard let first = places.first, end > start else { return ([], start, end) }
            if let step {
                let low = min(max(Int(((start - first) / step + 0.001).rounded(.down)), 0), count)
                let high = min(max(Int(((end - first) / step - 0.001).rounded(.up)), low), count)
                let reach = (first + Double(low) * step, first + Double(high) * step)
                return ((low..<high).map(cell), reach.0, reach.1)
            }
            let number = Int(min(max(2, (end - start) / Self.finest), 1000))
            let sampled = (0..<number).compactMap { index in
                cell(at: start + (end - start) * (Double(index) + 0.5) / Double(number))
            }
            return (sampled, start, end)
        }

        /// The size in points of what uneven cells are made of: below what print resolves.
        private static let finest = 0.25
    }

    private(set) var grid: CellGrid
    let xs: Edges
    let ys: Edges
    /// The part of the plot that the grid covers.
    let box: Box

    /// Places a grid between a panel's axes; nil where it covers nothing.
    init?(_ grid: CellGrid, in frame: PanelFrame) {
        self.grid = grid
        xs = Edges(grid.xEdges, on: frame.x)
        ys = Edges(grid.yEdges, on: frame.y)
        guard let left = xs.places.first, let right = xs.places.last, let top = ys.places.first,
            let bottom = ys.places.last
        else { return nil }
        let x = max(left, frame.plot.x)
        let y = max(top, frame.plot.y)
        box = Box(
            x: x, y: y, width: min(right, frame.plot.right) - x,
            height: min(bottom, frame.plot.bottom) - y)
        guard box.width > 0.01, box.height > 0.01 else { return nil }
    }

    /// Returns the index of the value at a place, or nil outside the grid.
    func index(at point: Point) -> Int? {
        guard let column = xs.cell(at: point.x), let row = ys.cell(at: point.y) else { return nil }
        return row * grid.columns + column
    }

    /// Returns a picture of the part that is seen.
    func picture(_ color: (Double) -> Color) -> DisplayList.Item {
        let columns = xs.cells(from: box.x, to: box.right)
        let rows = ys.cells(from: box.y, to: box.bottom)
        var cells: [Color] = []
        cells.reserveCapacity(columns.cells.count * rows.cells.count)
        for row in rows.cells {
            let start = row * grid.columns
            for column in columns.cells { cells.append(color(grid.values[start + column])) }
        }
        let raster = Raster(columns: columns.cells.count, rows: rows.cells.count, cells: cells)
        let whole = Box(
            x: columns.from, y: rows.from, width: columns.to - columns.from,
            height: rows.to - rows.from)
        let picture = DisplayList.Item.image(raster, in: whole)
        return box.outset(0.01).contains(whole) ? picture : .clipped(box, [picture])
    }

    /// The same with a number in those cells that have none but have a neighbour with one.
    var grown: PlacedGrid {
        var values = grid.values
        let (columns, rows) = (grid.columns, grid.rows)
        for row in 0..<rows {
            for column in 0..<columns where grid[column: column, row: row].isNaN {
                search: for y in max(0, row - 1)...min(rows - 1, row + 1) {
                    for x in max(0, column - 1)...min(columns - 1, column + 1) {
                        let value = grid[column: x, row: y]
                        guard value.isFinite else { continue }
                        values[row * columns + column] = value
                        break search
                    }
                }
            }
        }
        var grown = self
        grown.grid = CellGrid(xEdges: grid.xEdges, yEdges: grid.yEdges, values: values)
        return grown
    }

    /// Returns the sides between cells of one kind and others, each from end to end.
    func sides(_ isOfKind: (Double) -> Bool) -> [[Point]] {
        func isInside(_ column: Int, _ row: Int) -> Bool {
            isOfKind(grid.values[ys.cell(row) * grid.columns + xs.cell(column)])
        }
        var sides: [[Point]] = []
        for column in 1..<max(1, xs.count) {
            for run in Self.runs(ys.count, { isInside(column - 1, $0) != isInside(column, $0) }) {
                let x = xs.places[column]
                sides.append(
                    [Point(x, ys.places[run.lowerBound]), Point(x, ys.places[run.upperBound])])
            }
        }
        for row in 1..<max(1, ys.count) {
            for run in Self.runs(xs.count, { isInside($0, row - 1) != isInside($0, row) }) {
                let y = ys.places[row]
                sides.append(
                    [Point(xs.places[run.lowerBound], y), Point(xs.places[run.upperBound], y)])
            }
        }
        return sides
    }

    /// Returns the stretches of numbers from 0 on of which something holds.
    private static func runs(_ count: Int, _ holds: (Int) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in 0..<count where holds(index) {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<(index + 1)
            } else {
                runs.append(index..<(index + 1))
            }
        }
        return runs
    }

    /// Whether some cell that is seen has no number.
    var hasMissing: Bool { grid.values.contains(where: \.isNaN) }

    /// Returns a cell's box on the page.
    func box(column: Int, row: Int) -> Box {
        let x = xs.isReversed ? xs.count - 1 - column : column
        let y = ys.isReversed ? ys.count - 1 - row : row
        return Box(
            x: xs.places[x], y: ys.places[y], width: xs.places[x + 1] - xs.places[x],
            height: ys.places[y + 1] - ys.places[y])
    }
}
