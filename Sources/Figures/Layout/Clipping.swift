// SPDX-License-Identifier: GPL-3.0-or-later

/// Cuts shapes off at a box, so that back ends never see places far away.
enum Clipping {
    /// Returns the parts of a line inside a box.
    static func line(_ points: [Point], to box: Box) -> [[Point]] {
        var parts: [[Point]] = []
        var current: [Point] = []
        for (start, end) in zip(points, points.dropFirst()) {
            guard let inside = segment(start, end, box) else {
                if !current.isEmpty { parts.append(current) }
                current = []
                continue
            }
            if current.last != inside.start {
                if !current.isEmpty { parts.append(current) }
                current = [inside.start]
            }
            if inside.end != inside.start { current.append(inside.end) }
        }
        if !current.isEmpty { parts.append(current) }
        return parts.filter { $0.count > 1 }
    }

    /// Returns the part of a segment inside a box, or nil where there is none.
    ///
    /// - Source: Liang and Barsky, "A New Concept and Method for Line Clipping", 1984.
    private static func segment(
        _ start: Point, _ end: Point, _ box: Box
    ) -> (start: Point, end: Point)? {
        let dx = end.x - start.x
        let dy = end.y - start.y
        var enter = 0.0
        var leave = 1.0
        let sides = [
            (-dx, start.x - box.x), (dx, box.right - start.x), (-dy, start.y - box.y),
            (dy, box.bottom - start.y),
        ]
        for (speed, room) in sides {
            if speed == 0 {
                if room < 0 { return nil }
            } else if speed < 0 {
                enter = max(enter, room / speed)
            } else {
                leave = min(leave, room / speed)
            }
        }
        guard enter <= leave else { return nil }
        let first = enter == 0 ? start : Point(start.x + enter * dx, start.y + enter * dy)
        let last = leave == 1 ? end : Point(start.x + leave * dx, start.y + leave * dy)
        return (first, last)
    }

    /// Returns the part of a closed shape inside a box; fewer than three points where none is.
    ///
    /// - Source: Sutherland and Hodgman, "Reentrant Polygon Clipping", 1974.
    static func polygon(_ points: [Point], to box: Box) -> [Point] {
        var shape = points
        shape = cut(shape, { $0.x - box.x })
        shape = cut(shape, { box.right - $0.x })
        shape = cut(shape, { $0.y - box.y })
        return cut(shape, { box.bottom - $0.y })
    }

    /// Returns the part of a shape where a linear function is not negative.
    private static func cut(_ shape: [Point], _ inside: (Point) -> Double) -> [Point] {
        guard var previous = shape.last else { return [] }
        var kept: [Point] = []
        for point in shape {
            let from = inside(previous)
            let to = inside(point)
            if (from < 0) != (to < 0) {
                let part = from / (from - to)
                kept.append(
                    Point(
                        previous.x + part * (point.x - previous.x),
                        previous.y + part * (point.y - previous.y)))
            }
            if to >= 0 { kept.append(point) }
            previous = point
        }
        return kept
    }
}
