// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the lines along which the numbers at the nodes of a grid are the same.
///
/// - Source: Lorensen and Cline, "Marching Cubes", SIGGRAPH 1987, in two dimensions; saddles are
///   decided by the mean of their corners.
struct ContourTracer {
    /// Places of the columns and rows of nodes, each rising.
    private let xs: [Double]
    private let ys: [Double]
    /// The numbers, row by row.
    private let values: [Double]

    init(xs: [Double], ys: [Double], values: [Double]) {
        self.xs = xs
        self.ys = ys
        self.values = values
    }

    /// Makes a tracer of a grid on the page, whose numbers stand in the middle of the cells.
    ///
    /// Beyond the outermost middles numbers stay the same, so that lines reach the edge.
    ///
    /// - Parameters:
    ///   - placed: The grid.
    ///   - number: Returns what stands for a number of the grid.
    init(_ placed: PlacedGrid, _ number: (Double) -> Double = { $0 }) {
        let columns = Self.nodes(placed.xs)
        let rows = Self.nodes(placed.ys)
        let width = placed.grid.columns
        let inner = placed.grid.values.map(number)
        var values: [Double] = []
        values.reserveCapacity(columns.count * rows.count)
        func row(_ index: Int) -> [Double] {
            let start = placed.ys.cell(index) * width
            let row = Array(inner[start..<(start + width)])
            return Self.extended(placed.xs.isReversed ? row.reversed() : row)
        }
        let count = placed.ys.count
        for index in 0..<count {
            let current = row(index)
            if index == 0 { values += current }
            values += current
            if index == count - 1 { values += current }
        }
        self.init(xs: columns, ys: rows, values: values)
    }

    /// Returns the outer edges and the middles between them.
    private static func nodes(_ edges: PlacedGrid.Edges) -> [Double] {
        let middles = zip(edges.places, edges.places.dropFirst()).map { ($0 + $1) / 2 }
        return edges.places.prefix(1) + middles + edges.places.suffix(1)
    }

    private static func extended(_ row: [Double]) -> [Double] {
        row.prefix(1) + row + row.suffix(1)
    }

    /// Returns the lines at a level, each as long as it can be.
    ///
    /// - Parameters:
    ///   - level: The number.
    ///   - greatestStep: Between neighbours that differ by more there is a jump, and no line.
    /// - Returns: Chains of points; a closed one ends where it begins.
    func lines(at level: Double, greatestStep: Double = .infinity) -> [[Point]] {
        var segments = SegmentJoiner()
        let width = xs.count
        guard width > 1, ys.count > 1, values.count == width * ys.count else { return [] }
        for row in 0..<(ys.count - 1) {
            for column in 0..<(width - 1) {
                let corner = row * width + column
                let a = values[corner]
                let b = values[corner + 1]
                let c = values[corner + width + 1]
                let d = values[corner + width]
                let isAbove = (a >= level, b >= level, c >= level, d >= level)
                if isAbove == (true, true, true, true) || isAbove == (false, false, false, false) {
                    continue
                }
                let low = min(min(a, b), min(c, d))
                let high = max(max(a, b), max(c, d))
                // Also where a number is missing: comparing with NaN is false.
                guard high - low <= greatestStep, (a + b + c + d).isFinite else { continue }
                join(&segments, corner, level, [a, b, c, d])
            }
        }
        return segments.chains.map { chain in
            chain.compactMap { place(edge: $0, level: level) }
        }
    }

    /// Adds the one or two segments through a square.
    private func join(
        _ segments: inout SegmentJoiner, _ corner: Int, _ level: Double, _ numbers: [Double]
    ) {
        // The square's edges in turn: above, right, below, left of the row order.
        let edges = [
            2 * corner, 2 * (corner + 1) + 1, 2 * (corner + xs.count), 2 * corner + 1,
        ]
        let isAbove = numbers.map { $0 >= level }
        let crossed = (0..<4).filter { isAbove[$0] != isAbove[($0 + 1) % 4] }
        if crossed.count == 2 {
            segments.add(edges[crossed[0]], edges[crossed[1]])
            return
        }
        let isCentreAbove = numbers.reduce(0, +) / 4 >= level
        // The corners of the centre's side stay joined.
        if isCentreAbove == isAbove[0] {
            segments.add(edges[0], edges[1])
            segments.add(edges[2], edges[3])
        } else {
            segments.add(edges[3], edges[0])
            segments.add(edges[1], edges[2])
        }
    }

    /// Returns where a level lies on an edge between two nodes.
    private func place(edge: Int, level: Double) -> Point? {
        let node = edge / 2
        let other = edge % 2 == 0 ? node + 1 : node + xs.count
        guard other < values.count else { return nil }
        let rise = values[other] - values[node]
        let part = rise == 0 ? 0.5 : min(max((level - values[node]) / rise, 0), 1)
        let (column, row) = (node % xs.count, node / xs.count)
        return edge % 2 == 0
            ? Point(xs[column] + part * (xs[column + 1] - xs[column]), ys[row])
            : Point(xs[column], ys[row] + part * (ys[row + 1] - ys[row]))
    }
}

/// Joins segments that share an end into chains.
private struct SegmentJoiner {
    private var neighbours: [Int: [Int]] = [:]
    /// The ends in the order in which they were met, so that chains come in the same order
    /// every time.
    private var order: [Int] = []

    /// Adds a segment between two ends.
    mutating func add(_ one: Int, _ other: Int) {
        for (from, to) in [(one, other), (other, one)] {
            if neighbours[from] == nil { order.append(from) }
            neighbours[from, default: []].append(to)
        }
    }

    /// The chains; a closed one ends where it begins.
    var chains: [[Int]] {
        var left = neighbours
        var chains: [[Int]] = []
        let ends = order.filter { neighbours[$0]?.count == 1 }
        for start in ends + order {
            while let next = left[start]?.first {
                chains.append(Self.walk(from: start, to: next, &left))
            }
        }
        return chains
    }

    /// Follows segments until none is left, and takes them away.
    private static func walk(from start: Int, to next: Int, _ left: inout [Int: [Int]]) -> [Int] {
        var chain = [start]
        var following: Int? = next
        while let step = following {
            let here = chain[chain.count - 1]
            remove(step, at: here, &left)
            remove(here, at: step, &left)
            chain.append(step)
            following = left[step]?.first
        }
        return chain
    }

    private static func remove(_ neighbour: Int, at end: Int, _ left: inout [Int: [Int]]) {
        guard let place = left[end]?.firstIndex(of: neighbour) else { return }
        left[end]?.remove(at: place)
    }
}
