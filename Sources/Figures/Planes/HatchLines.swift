// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a pattern across a box.
///
/// They are counted from the page's corner, so that they go on from one area to the next.
struct HatchLines {
    /// From one line to the next.
    private static let apart = 4.5
    /// More lines than anybody sees.
    private static let most = 2000

    let box: Box

    /// Returns the lines of a pattern, each from one side of the box to another.
    func lines(_ pattern: AreaStyle.Pattern) -> [[Point]] {
        switch pattern {
        case .plain: []
        case .falling: diagonal(rising: false)
        case .rising, .broken: diagonal(rising: true)
        case .crossed: diagonal(rising: false) + diagonal(rising: true)
        case .level, .dotted: level
        case .upright: upright
        case .squared: level + upright
        }
    }

    private var level: [[Point]] {
        steps(box.y, box.bottom).map { [Point(box.x, $0), Point(box.right, $0)] }
    }

    private var upright: [[Point]] {
        steps(box.x, box.right).map { [Point($0, box.y), Point($0, box.bottom)] }
    }

    /// Returns the pen of a pattern.
    static func stroke(_ style: AreaStyle) -> Stroke {
        switch style.pattern {
        case .dotted: Stroke(color: style.line, width: 1.1, dash: [1.1, 3.4])
        case .broken: Stroke(color: style.line, width: 1, dash: [3.2, 2.2])
        case .plain, .falling, .rising, .crossed, .level, .upright, .squared:
            Stroke(color: style.line, width: Typography.hatch + 0.1)
        }
    }

    private func diagonal(rising: Bool) -> [[Point]] {
        // x + y is constant on rising lines, x − y on falling ones: y grows downwards.
        let spread = Self.apart * 2.0.squareRoot()
        let sums =
            rising
            ? steps(box.x + box.y, box.right + box.bottom, spread)
            : steps(box.x - box.bottom, box.right - box.y, spread)
        return sums.flatMap { sum in
            let ends =
                rising
                ? [Point(sum - box.y, box.y), Point(sum - box.bottom, box.bottom)]
                : [Point(sum + box.y, box.y), Point(sum + box.bottom, box.bottom)]
            return Clipping.line(ends, to: box)
        }
    }

    /// Returns multiples of a distance between two numbers.
    private func steps(
        _ low: Double, _ high: Double, _ apart: Double = HatchLines.apart
    ) -> [Double] {
        let first = (low / apart).rounded(.up)
        let last = (high / apart).rounded(.down)
        guard first <= last, last - first < Double(Self.most) else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * apart }
    }
}

extension Clipping {
    /// Returns the parts of a straight line inside closed shapes, by the rule of even and odd.
    static func segment(_ line: [Point], inside shapes: [[Point]]) -> [[Point]] {
        guard line.count == 2 else { return [] }
        let (dx, dy) = (line[1].x - line[0].x, line[1].y - line[0].y)
        func side(_ point: Point) -> Double {
            (point.x - line[0].x) * dy - (point.y - line[0].y) * dx
        }
        var parts: [Double] = []
        for shape in shapes {
            guard var previous = shape.last else { continue }
            for point in shape {
                let (from, to) = (side(previous), side(point))
                if (from < 0) != (to < 0) {
                    let share = from / (from - to)
                    let x = previous.x + share * (point.x - previous.x) - line[0].x
                    let y = previous.y + share * (point.y - previous.y) - line[0].y
                    parts.append((x * dx + y * dy) / (dx * dx + dy * dy))
                }
                previous = point
            }
        }
        parts.sort()
        return stride(from: 0, to: parts.count - 1, by: 2).compactMap { index in
            let start = max(parts[index], 0)
            let end = min(parts[index + 1], 1)
            guard start < end else { return nil }
            return [start, end].map { Point(line[0].x + $0 * dx, line[0].y + $0 * dy) }
        }
    }

    /// Returns the parts of a straight line where something holds, looked at in small steps.
    static func segment(_ line: [Point], where holds: (Point) -> Bool) -> [[Point]] {
        guard line.count == 2 else { return [] }
        let (dx, dy) = (line[1].x - line[0].x, line[1].y - line[0].y)
        let count = Int(min(max(((dx * dx + dy * dy).squareRoot() / 0.6).rounded(.up), 1), 4000))
        func place(_ step: Int) -> Point {
            let part = Double(step) / Double(count)
            return Point(line[0].x + part * dx, line[0].y + part * dy)
        }
        var parts: [[Point]] = []
        var start: Int?
        for step in 0...count {
            let isInside = holds(place(step))
            if isInside, start == nil { start = step }
            if let from = start, !isInside || step == count {
                let end = isInside ? step : step - 1
                if end > from { parts.append([place(from), place(end)]) }
                start = nil
            }
        }
        return parts
    }

    /// Returns the parts of a line outside a box.
    static func line(_ points: [Point], outside box: Box) -> [[Point]] {
        var parts: [[Point]] = []
        var current: [Point] = []
        func close() {
            if current.count > 1 { parts.append(current) }
            current = []
        }
        for (start, end) in zip(points, points.dropFirst()) {
            guard let inside = line([start, end], to: box).first, let enter = inside.first,
                let leave = inside.last
            else {
                if current.isEmpty { current = [start] }
                current.append(end)
                continue
            }
            if enter != start {
                if current.isEmpty { current = [start] }
                current.append(enter)
            }
            close()
            if leave != end { current = [leave, end] }
        }
        close()
        return parts
    }
}
