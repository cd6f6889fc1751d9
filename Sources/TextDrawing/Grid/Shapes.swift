// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension Box {
    /// Returns what two boxes share; without extent where that is nothing.
    func common(with other: Box) -> Box {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Box(
            x: left, y: top, width: max(0, min(right, other.right) - left),
            height: max(0, min(bottom, other.bottom) - top))
    }

    /// Returns whether a point lies inside.
    func contains(_ point: Point) -> Bool {
        point.x >= x && point.x < right && point.y >= y && point.y < bottom
    }

    /// The corners, one after the other.
    var corners: [Point] {
        [Point(x, y), Point(right, y), Point(right, bottom), Point(x, bottom)]
    }

    fileprivate func moved(up: Double) -> Box { Box(x: x, y: y - up, width: width, height: height) }
}

extension Point {
    fileprivate func moved(up: Double) -> Point { Point(x, y - up) }
}

extension DisplayList.DotName {
    /// Returns the name with its dots some points higher on the page.
    func moved(up: Double) -> DisplayList.DotName {
        var name = self
        name.dots = dots.map { $0.moved(up: up) }
        return name
    }
}

extension DisplayList.Item {
    /// Returns the item some points higher on the page.
    func moved(up: Double) -> DisplayList.Item {
        switch self {
        case .path(let points, let stroke): .path(points.map { $0.moved(up: up) }, stroke)
        case .polygon(let points, let fill):
            .polygon(points.map { $0.moved(up: up) }, fill: fill)
        case .rectangle(let box, let radius, let fill, let stroke):
            .rectangle(box.moved(up: up), radius: radius, fill: fill, stroke: stroke)
        case .circle(let center, let radius, let fill, let stroke):
            .circle(center: center.moved(up: up), radius: radius, fill: fill, stroke: stroke)
        case .text(let text, let place, let font, let color, let angle):
            .text(text, at: place.moved(up: up), font: font, color: color, angle: angle)
        case .image(let raster, in: let box): .image(raster, in: box.moved(up: up))
        case .clipped(let box, let items):
            .clipped(box.moved(up: up), items.map { $0.moved(up: up) })
        case .group(let group, let items): .group(group, items.map { $0.moved(up: up) })
        }
    }
}

extension Raster {
    /// Returns the colour at a place of the box that the raster fills; nil where it is transparent.
    func color(x: Double, y: Double, in box: Box) -> Color? {
        guard columns > 0, rows > 0, box.width > 0, box.height > 0 else { return nil }
        let column = Int((x - box.x) / box.width * Double(columns))
        let row = Int((y - box.y) / box.height * Double(rows))
        guard column >= 0, column < columns, row >= 0, row < rows else { return nil }
        let color = cells[row * columns + column]
        return color.alpha > 0 ? color : nil
    }
}

extension Color {
    /// Whether it is black, white or so near to them that a terminal's own colour shows it better.
    var isNeutral: Bool {
        let parts = [red, green, blue]
        let spread = (parts.max() ?? 0) - (parts.min() ?? 0)
        return spread < 0.02 && (brightness < 0.15 || brightness > 0.9)
    }
}
