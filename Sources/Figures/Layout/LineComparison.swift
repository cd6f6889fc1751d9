// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds out whether lines of a panel are the same line.
struct LineComparison {
    private let x: Axis
    private let y: Axis
    /// What counts as nothing along each axis, in the axes' own measure.
    private var nothing = Point(0, 0)

    /// What lines may differ by that were computed on other ways, as a part of the axis.
    private static let rounding = 1e-9
    /// What they may differ by where their points stand at other places, between which they are
    /// straight.
    private static let chord = 1e-3

    init(_ panel: Panel) {
        (x, y) = (panel.x, panel.y)
        let points = panel.marks.flatMap { mark -> [Point] in
            guard case .line(let line) = mark else { return [] }
            return line.pieces.flatMap(\.self)
        }
        nothing = Point(
            Self.extent(points.map(\.x), x) * Self.rounding,
            Self.extent(points.map(\.y), y) * Self.rounding)
    }

    /// Returns how far an axis reaches, in its own measure.
    private static func extent(_ numbers: [Double], _ axis: Axis) -> Double {
        let range = axis.range.map { [$0.lowerBound, $0.upperBound] }
        let places = (range ?? numbers).map { place($0, axis) }.filter(\.isFinite)
        guard let low = places.min(), let high = places.max() else { return 0 }
        return max(high - low, abs(high) * 1e-6)
    }

    private static func place(_ number: Double, _ axis: Axis) -> Double {
        axis.scale == .logarithmic ? (number > 0 ? logarithm(number) : .nan) : number
    }

    /// Returns whether the lines of two series are the same, one by one.
    func isSame(_ lines: [Mark.Line], _ others: [Mark.Line]) -> Bool {
        lines.count == others.count && zip(lines, others).allSatisfy(isSame)
    }

    /// Returns whether two lines are drawn at the same places, their ends included.
    func isSame(_ one: Mark.Line, _ other: Mark.Line) -> Bool {
        let (pieces, others) = (finite(one.pieces), finite(other.pieces))
        guard pieces.count == others.count, isSame(one.closedEnds, other.closedEnds),
            isSame(one.openEnds, other.openEnds)
        else { return false }
        return zip(pieces, others).allSatisfy(isSamePiece)
    }

    /// Returns whether points are at the same places, one by one.
    func isSame(_ points: [Point], _ others: [Point]) -> Bool {
        points.count == others.count
            && zip(points.map(placed), others.map(placed)).allSatisfy(isNear)
    }

    private func placed(_ point: Point) -> Point {
        Point(Self.place(point.x, x), Self.place(point.y, y))
    }

    private func isNear(_ one: Point, _ other: Point) -> Bool {
        abs(one.x - other.x) <= nothing.x && abs(one.y - other.y) <= nothing.y
            || one.x.isNaN && other.x.isNaN || one.y.isNaN && other.y.isNaN
    }

    /// Returns the pieces that have an extent, placed, broken where numbers are not finite.
    private func finite(_ pieces: [[Point]]) -> [[Point]] {
        pieces.flatMap { piece in
            piece.map(placed).split { !($0.x.isFinite && $0.y.isFinite) }.map(Array.init)
        }
    }

    private func isSamePiece(_ one: [Point], _ other: [Point]) -> Bool {
        guard let first = one.first, let last = one.last, let start = other.first,
            let end = other.last, isEnd(first, start), isEnd(last, end)
        else { return false }
        if one.count == other.count, zip(one, other).allSatisfy({ abs($0.x - $1.x) <= nothing.x }) {
            return zip(one, other).allSatisfy(isNear)
        }
        return lies(one, on: other) && lies(other, on: one)
    }

    private func isEnd(_ one: Point, _ other: Point) -> Bool {
        let part = Self.chord / Self.rounding
        return abs(one.x - other.x) <= part * nothing.x && abs(one.y - other.y) <= part * nothing.y
    }

    /// Returns whether points lie on a line that goes on to the right.
    private func lies(_ points: [Point], on line: [Point]) -> Bool {
        let most = nothing.y * Self.chord / Self.rounding
        var next = 1
        return points.allSatisfy { point in
            while next < line.count - 1, line[next].x < point.x { next += 1 }
            guard next < line.count, line[next - 1].x < line[next].x else { return false }
            let (from, to) = (line[next - 1], line[next])
            let part = min(max((point.x - from.x) / (to.x - from.x), 0), 1)
            return abs(from.y + part * (to.y - from.y) - point.y) <= most
        }
    }
}
