// SPDX-License-Identifier: GPL-3.0-or-later

extension MarkerShape {
    /// Returns what draws a marker.
    ///
    /// - Parameters:
    ///   - center: Its middle on the page.
    ///   - radius: Half its size; shapes are scaled to look equally heavy.
    ///   - color: Its colour.
    ///   - fill: What is inside; nil for nothing.
    /// - Returns: Shapes from the back to the front.
    func items(
        at center: Point, radius: Double, color: Color, fill: Color?
    ) -> [DisplayList.Item] {
        let edge = Stroke(color: color, width: Typography.markerEdge)
        switch self {
        case .circle:
            return [
                .circle(
                    center: center, radius: radius, fill: fill ?? color.opacity(0), stroke: edge)
            ]
        case .square:
            let side = 0.88 * radius
            let box = Box(
                x: center.x - side, y: center.y - side, width: 2 * side, height: 2 * side)
            return [.rectangle(box, radius: 0, fill: fill, stroke: edge)]
        case .cross, .plus:
            let arms = self == .plus ? [0, 1] : [0.5, 1.5]
            let reach = 1.1 * radius
            return arms.map { turn in
                let (x, y) = (reach * cosine(turn * .pi / 2), reach * sine(turn * .pi / 2))
                return .path(
                    [Point(center.x - x, center.y - y), Point(center.x + x, center.y + y)],
                    Stroke(color: color, width: 1.6 * Typography.markerEdge))
            }
        case .triangleUp: return polygon(center, 1.2 * radius, 3, -0.25, edge, fill)
        case .triangleDown: return polygon(center, 1.2 * radius, 3, 0.25, edge, fill)
        case .diamond: return polygon(center, 1.2 * radius, 4, 0, edge, fill)
        case .hexagon: return polygon(center, 1.05 * radius, 6, 0, edge, fill)
        }
    }

    /// Returns a regular polygon whose first corner lies at a turn from the right.
    private func polygon(
        _ center: Point, _ radius: Double, _ count: Int, _ turn: Double, _ edge: Stroke,
        _ fill: Color?
    ) -> [DisplayList.Item] {
        let corners = (0..<count).map { index in
            let angle = 2 * Double.pi * (turn + Double(index) / Double(count))
            return Point(center.x + radius * cosine(angle), center.y + radius * sine(angle))
        }
        let outline = DisplayList.Item.path(corners + corners.prefix(2), edge)
        guard let fill else { return [outline] }
        return [.polygon(corners, fill: fill), outline]
    }
}
