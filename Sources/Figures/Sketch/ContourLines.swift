// SPDX-License-Identifier: GPL-3.0-or-later

extension Mark.Contours {
    /// Returns the lines of each level in the axes' units, with the level's name.
    package func lines(_ x: Axis.Scale, _ y: Axis.Scale) -> [(name: String, lines: [[Point]])] {
        func middles(_ edges: [Double], _ scale: Axis.Scale) -> [Double] {
            zip(edges, edges.dropFirst()).map {
                scale == .logarithmic ? ($0 * $1).squareRoot() : ($0 + $1) / 2
            }
        }
        let tracer = ContourTracer(
            xs: middles(grid.xEdges, x), ys: middles(grid.yEdges, y), values: grid.values)
        return zip(levels, names).map { level, name in
            (name, tracer.lines(at: level, greatestStep: greatestStep))
        }
    }
}
