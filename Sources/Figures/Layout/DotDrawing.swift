// SPDX-License-Identifier: GPL-3.0-or-later

extension PanelDrawing {
    /// The most dots at one place that become rings around each other.
    static let mostRings = 3
    /// How much larger each ring is than the one in it.
    static let ring = 1.1

    /// The dots of marks made of nothing else; those of several series at one place become rings
    /// around each other, and those of more than three one dot with their number.
    var points: [DisplayList.Item] {
        let places = scene.content.dots.map { mark in
            (mark: mark, places: mark.points.compactMap(frame.place).filter(isSeen))
        }
        return places.indices.flatMap { index -> [DisplayList.Item] in
            let (mark, own) = places[index]
            let dots = own.flatMap { place -> [DisplayList.Item] in
                guard mark.style >= 0, mark.isFilled else { return dot(mark, at: place) }
                func isThere(_ other: (mark: Mark.Points, places: [Point])) -> Bool {
                    other.mark.style >= 0 && other.mark.isFilled
                        && other.mark.style != mark.style
                        && other.places.contains { $0.isNear(place) }
                }
                let before = places[..<index].count(where: isThere)
                let after = places[(index + 1)...].count(where: isThere)
                return dot(mark, at: place, before: before, after: after)
            }
            return .group(.series, MathText(mark.name).plainText, dots)
        }
    }

    private func dot(_ mark: Mark.Points, at place: Point) -> [DisplayList.Item] {
        let style = theme.style(mark.style)
        return style.marker.items(
            at: place, radius: Typography.marker, color: style.color,
            fill: mark.isFilled ? style.color.opacity(0.75) : nil)
    }

    /// Returns one of several dots at a place.
    private func dot(
        _ mark: Mark.Points, at place: Point, before: Int, after: Int
    ) -> [DisplayList.Item] {
        let count = before + 1 + after
        if count == 1 { return dot(mark, at: place) }
        guard count > Self.mostRings else {
            let color = theme.style(mark.style).color
            let page = theme.background.opacity(1)
            return [
                .circle(
                    center: place, radius: Typography.dot + Self.ring * Double(after), fill: color,
                    stroke: Stroke(color: page, width: 0.3))
            ]
        }
        return after == 0 ? number(count, at: place) : []
    }

    /// Returns a dot with the number of those that lie there.
    private func number(_ count: Int, at place: Point) -> [DisplayList.Item] {
        var font = Typography.count
        font.typeface = scene.typeface
        font.size = max(font.size, scene.leastSize)
        let text = "\(count)"
        // Digits of the fonts at hand are about as wide as this.
        let width = 0.69 * font.size * Double(text.count)
        let page = theme.background.opacity(1)
        return [
            .circle(
                center: place, radius: max(0.56 * width, 0.5 * font.size) + 1.1,
                fill: theme.foreground, stroke: Stroke(color: page, width: 0.5)),
            .text(
                text, at: Point(place.x - width / 2, place.y + 0.36 * font.size), font: font,
                color: page, angle: 0),
        ]
    }
}

extension Point {
    /// Returns whether two points of a page look like one.
    fileprivate func isNear(_ other: Point) -> Bool {
        abs(x - other.x) < 0.5 && abs(y - other.y) < 0.5
    }
}
