// SPDX-License-Identifier: GPL-3.0-or-later

extension PanelSketch {
    /// Returns whether a point lies between the axes.
    package func shows(_ point: Point) -> Bool {
        guard let place = part(point) else { return false }
        return Self.area.outset(1e-9).contains(Box(x: place.x, y: place.y, width: 0, height: 0))
    }

    /// Returns the pieces of a line that lie between the axes or just outside; a point that stands
    /// nowhere ends one.
    ///
    /// Numbers far outside the axes are more than some programs can take.
    package func clipped(_ line: [Point]) -> [[Point]] {
        line.split { part($0) == nil }.flatMap { piece in
            piece.allSatisfy(shows)
                ? [Array(piece)]
                : Clipping.line(piece.compactMap(part), to: Self.area.outset(0.01))
                    .map { $0.map(point) }
        }
    }

    /// Returns closed shapes cut off at the axes.
    package func clipped(_ shapes: [[Point]]) -> [[Point]] {
        shapes.map { shape in
            shape.allSatisfy(shows)
                ? shape
                : Clipping.polygon(shape.compactMap(part), to: Self.area).map(point)
        }.filter { $0.count > 2 }
    }

    /// All between the axes, in parts of their lengths.
    private static let area = Box(x: 0, y: 0, width: 1, height: 1)

    private func part(_ point: Point) -> Point? {
        guard let x = x.map.place(point.x), let y = y.map.place(point.y) else { return nil }
        return Point(x, y)
    }

    private func point(_ part: Point) -> Point { Point(x.number(at: part.x), y.number(at: part.y)) }
}

extension AxisSketch {
    /// Where numbers stand along the axis, from 0 to 1.
    fileprivate var map: AxisMap { AxisMap(scale: axis.scale, range: range, start: 0, end: 1) }

    /// Returns the number at a part of the axis.
    fileprivate func number(at part: Double) -> Double {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard axis.scale == .logarithmic else { return low + part * (high - low) }
        return low * power(high / low, part)
    }
}
