// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// A marker of a curve, or a dot.
struct Marker: Equatable {
    /// The shapes of markers.
    enum Shape {
        case circle, square, triangleUp, triangleDown, diamond, hexagon, cross, plus
    }

    let shape: Shape
    let center: Point
    let color: Color
    let isFilled: Bool

    /// The sign that shows it.
    var sign: String {
        switch shape {
        case .circle: isFilled ? "●" : "○"
        case .square: isFilled ? "■" : "□"
        case .triangleUp: isFilled ? "▲" : "△"
        case .triangleDown: isFilled ? "▼" : "▽"
        case .diamond: isFilled ? "◆" : "◇"
        case .hexagon: isFilled ? "⬢" : "⬡"
        case .cross: "×"
        case .plus: "+"
        }
    }
}

/// The markers of a page, found among small shapes.
struct Markers {
    /// The markers, by the index of the first of the shapes that draw them.
    private(set) var found: [Int: Marker] = [:]
    /// The other shapes that draw them.
    private(set) var parts: Set<Int> = []

    /// No marker is larger, in points.
    private static let largest = 6.5

    /// Finds the markers among the shapes of curves and legends.
    init(_ items: [PageItem]) {
        for (index, item) in items.enumerated() where !parts.contains(index) {
            guard item.isClipped && item.role == .series || item.role == .legend else {
                if case .circle = item.item, item.role == .series { find(index, items) }
                continue
            }
            find(index, items)
        }
    }

    /// Returns the shapes that draw no markers.
    func others(_ items: [PageItem]) -> [PageItem] {
        items.indices.filter { found[$0] == nil && !parts.contains($0) }.map { items[$0] }
    }

    private mutating func find(_ index: Int, _ items: [PageItem]) {
        let next = index + 1 < items.count ? items[index + 1] : nil
        switch items[index].item {
        case .circle(let center, radius: _, let fill, let stroke):
            // An open end is filled with the page.
            let isOpen = fill.alpha == 0 || stroke.map { $0.color != fill.opacity(1) } ?? false
            found[index] = Marker(
                shape: .circle, center: center, color: stroke?.color ?? fill, isFilled: !isOpen)
        case .rectangle(let box, radius: _, let fill, .some(let stroke)) where box.width < 5:
            found[index] = Marker(
                shape: .square, center: Point(box.x + box.width / 2, box.y + box.height / 2),
                color: stroke.color, isFilled: fill != nil)
        case .polygon(let corners, let fill):
            guard let marker = Self.marker(corners, fill.opacity(1), isFilled: true) else { return }
            found[index] = marker
            if case .path = next?.item { parts.insert(index + 1) }
        case .path(let points, let stroke) where points.count > 4:
            guard points[0] == points[points.count - 2] else { return }
            found[index] = Self.marker(
                Array(points.dropLast(2)), stroke.color, isFilled: false)
        case .path(let points, let stroke) where points.count == 2:
            guard case .path(let others, stroke) = next?.item, others.count == 2,
                let center = Self.middle(points), Self.middle(others) == center
            else { return }
            let isPlus = abs(points[0].y - points[1].y) < 0.1
            found[index] = Marker(
                shape: isPlus ? .plus : .cross, center: center, color: stroke.color, isFilled: true)
            parts.insert(index + 1)
        case .path, .rectangle, .text, .image, .clipped, .group: return
        }
    }

    /// Returns the middle of a short line, rounded, or nil where it is longer than any marker.
    private static func middle(_ ends: [Point]) -> Point? {
        let (dx, dy) = (abs(ends[0].x - ends[1].x), abs(ends[0].y - ends[1].y))
        guard max(dx, dy) < largest else { return nil }
        func rounded(_ sum: Double) -> Double { (sum * 500).rounded() / 1000 }
        return Point(rounded(ends[0].x + ends[1].x), rounded(ends[0].y + ends[1].y))
    }

    private static func marker(_ corners: [Point], _ color: Color, isFilled: Bool) -> Marker? {
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let foot = ys.max(),
            right - left < largest, foot - top < largest
        else { return nil }
        let shape: Marker.Shape
        switch corners.count {
        case 3: shape = ys.count { $0 > (top + foot) / 2 } == 2 ? .triangleUp : .triangleDown
        case 4: shape = .diamond
        case 6: shape = .hexagon
        default: return nil
        }
        let center = Point(
            xs.reduce(0, +) / Double(xs.count), ys.reduce(0, +) / Double(ys.count))
        return Marker(shape: shape, center: center, color: color, isFilled: isFilled)
    }
}

extension TextDrawing {
    /// Puts a marker into its cell.
    mutating func draw(_ marker: Marker, _ item: PageItem) {
        guard everything.contains(marker.center) else { return }
        var row = Int(marker.center.y / Cell.height)
        if item.role == .legend { row = legendRow(marker.center.y, item.group) }
        let stroke = Stroke(color: marker.color, width: 0)
        let isEnd = !item.isClipped && item.role == .series
        let ascii = isEnd ? (marker.isFilled ? "@" : "o") : String(sign(of: stroke, item.group))
        grid.put(
            screen.signs == .ascii ? ascii : marker.sign,
            column: Int(marker.center.x / Cell.width), row: row, ink(marker.color))
    }
}
