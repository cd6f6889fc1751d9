// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers over a plane, in upright cells that fill a rectangle.
public struct CellGrid: Sendable, Equatable {
    /// Where columns begin and end, in the horizontal axis's units, rising: one more than there
    /// are columns.
    public let xEdges: [Double]
    /// Where rows begin and end, in the vertical axis's units, rising.
    public let yEdges: [Double]
    /// The numbers, row by row from the least y, each row from the least x; NaN where there is
    /// none.
    public let values: [Double]

    /// How many cells stand side by side.
    package var columns: Int { max(0, xEdges.count - 1) }

    /// How many cells stand one above the other.
    package var rows: Int { max(0, yEdges.count - 1) }

    /// Makes a grid; values that are missing are NaN, and those too many left out.
    public init(xEdges: [Double], yEdges: [Double], values: [Double]) {
        self.xEdges = xEdges
        self.yEdges = yEdges
        let count = max(0, xEdges.count - 1) * max(0, yEdges.count - 1)
        let missing = max(0, count - values.count)
        self.values =
            values.count == count
            ? values : Array(values.prefix(count)) + Array(repeating: .nan, count: missing)
    }

    /// Makes a grid of a function's values in the middle of each cell.
    ///
    /// - Parameters:
    ///   - x: From where to where; not empty, and positive where `xScale` is logarithmic.
    ///   - y: The same for the vertical axis.
    ///   - columns: How many cells side by side, at least 1.
    ///   - rows: How many one above the other, at least 1.
    ///   - xScale: Along which axis all columns are equally wide.
    ///   - yScale: Along which axis all rows are equally tall.
    ///   - value: Returns the number at an x and a y.
    public init(
        x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int, rows: Int,
        xScale: Axis.Scale = .linear, yScale: Axis.Scale = .linear,
        _ value: (_ x: Double, _ y: Double) -> Double
    ) {
        let xs = Self.steps(x, 2 * max(1, columns), xScale)
        let ys = Self.steps(y, 2 * max(1, rows), yScale)
        let edges = { (steps: [Double]) in
            stride(from: 0, to: steps.count, by: 2).map { steps[$0] }
        }
        var values: [Double] = []
        values.reserveCapacity(max(1, columns) * max(1, rows))
        for row in stride(from: 1, to: ys.count, by: 2) {
            for column in stride(from: 1, to: xs.count, by: 2) {
                values.append(value(xs[column], ys[row]))
            }
        }
        self.init(xEdges: edges(xs), yEdges: edges(ys), values: values)
    }

    /// Makes a grid with one cell for each pair of categories.
    ///
    /// - Parameters:
    ///   - columns: The number of categories of the horizontal axis.
    ///   - rows: The number of categories of the vertical axis.
    ///   - values: Row by row, in the order of the categories.
    public init(columns: Int, rows: Int, values: [Double]) {
        let edges = { (count: Int) in (0...max(0, count)).map { Double($0) - 0.5 } }
        self.init(xEdges: edges(columns), yEdges: edges(rows), values: values)
    }

    /// Returns whether two grids are the same; NaN is the same as NaN.
    public static func == (one: CellGrid, other: CellGrid) -> Bool {
        one.xEdges.isSame(as: other.xEdges) && one.yEdges.isSame(as: other.yEdges)
            && one.values.isSame(as: other.values)
    }

    /// Returns a cell's number; columns and rows count from 0.
    package subscript(column column: Int, row row: Int) -> Double { values[row * columns + column] }

    /// Returns equal steps along an axis, both ends included.
    private static func steps(
        _ range: ClosedRange<Double>, _ count: Int, _ scale: Axis.Scale
    ) -> [Double] {
        let (low, high) = (range.lowerBound, range.upperBound)
        return (0...count).map { step in
            let part = Double(step) / Double(count)
            if step == count { return high }
            switch scale {
            case .linear, .categories: return low + part * (high - low)
            case .logarithmic: return low * exponential(part * logarithm(high / low))
            }
        }
    }
}
