// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Draws a display list on character cells.
struct TextDrawing {
    var grid: CellGrid
    let page: TextPage
    let screen: TextScreen
    let theme: Theme

    /// Where nothing is cut off.
    private let everything: Box
    /// Which curve a colour belongs to, in the order in which they are drawn.
    private var series: [Color: Int] = [:]

    /// The signs of curves in ASCII, one after the other.
    private static let marks = Array("*+x#%&$=")

    init(page: TextPage, screen: TextScreen) {
        self.page = page
        self.screen = screen
        theme = page.figure.theme
        grid = CellGrid(columns: page.columns, rows: page.rows, signs: screen.signs)
        everything = Box(
            x: 0, y: 0, width: Double(page.columns) * Cell.width,
            height: Double(page.rows) * Cell.height)
    }

    /// Draws shapes first, and then the words over them.
    mutating func draw(_ list: DisplayList) {
        let items = flat(list.items.map { $0.moved(up: TextPage.cut) }, everything)
        for (item, area) in items { draw(item, in: area) }
        let lines = TextLine.lines(of: items.map(\.item), CellMeasuring(screen: screen))
        let places = WordPlaces(plots: items.compactMap { axes($0.item) }, lines: lines)
        for line in lines { write(line, places) }
    }

    /// Writes words into the nearest row that is free for them, and leaves them out where none is.
    private mutating func write(_ line: TextLine, _ places: WordPlaces) {
        guard let place = places.place(of: line) else { return }
        let words = line.isTurned ? label(line, places) : line.words(screen.signs)
        for row in [place.row, place.row + 1, place.row - 1]
        where grid.write(
            words, column: place.column, row: row, ink(line.color), width: screen.width)
        {
            return
        }
    }

    /// Returns the words along a vertical axis, for which there is more room above the axes than the
    /// layout saw beside them.
    private func label(_ line: TextLine, _ places: WordPlaces) -> String {
        let panels = page.figure.panels
        guard let index = places.panel(of: line), panels.indices.contains(index) else {
            return line.words(screen.signs)
        }
        let words = MathText(panels[index].y.label).plainText
        let room = page.columns / max(1, page.figure.columns ?? 1) - 2
        guard screen.width(words) > room else { return words }
        var rest = words
        while screen.width(rest) > room - 1, !rest.isEmpty { rest.removeLast() }
        return rest + "…"
    }

    /// Returns the shapes and texts without groups, each with what it is cut off at.
    private func flat(
        _ items: [DisplayList.Item], _ area: Box
    ) -> [(item: DisplayList.Item, area: Box)] {
        items.flatMap { item -> [(item: DisplayList.Item, area: Box)] in
            switch item {
            case .group(_, let items): flat(items, area)
            case .clipped(let box, let items): flat(items, box.common(with: area))
            case .path, .polygon, .rectangle, .circle, .text, .image: [(item, area)]
            }
        }
    }

    /// Returns the box between a panel's axes where an item draws these: down and to the right.
    private func axes(_ item: DisplayList.Item) -> Box? {
        guard case .path(let points, let stroke) = item, points.count == 3,
            stroke.color == theme.foreground, points[0].x == points[1].x,
            points[1].y == points[2].y
        else { return nil }
        return Box(
            x: points[0].x, y: points[0].y, width: points[2].x - points[0].x,
            height: points[1].y - points[0].y)
    }

    private mutating func draw(_ item: DisplayList.Item, in area: Box) {
        switch item {
        case .path(let points, let stroke): line(points, stroke, in: area)
        case .polygon(let points, let fill):
            stipple(points, fill, in: area)
        case .rectangle(let box, radius: _, let fill, stroke: _):
            if let fill { self.fill(box.common(with: area), fill) }
        case .circle(let center, let radius, let fill, let stroke):
            circle(center, radius, fill, stroke)
        case .image(let raster, in: let box):
            grid.fill(box.common(with: area)) { x, y in raster.color(x: x, y: y, in: box) }
        case .text, .clipped, .group: return
        }
    }

    /// Returns the ink that shows a colour of the theme.
    private func ink(_ color: Color) -> Ink {
        if color == theme.foreground || color == theme.muted || color == theme.background {
            return .plain
        }
        if color == theme.grid { return .faint }
        if let series = theme.series.first(where: { $0.textColor == color }) {
            return series.color.isNeutral ? .plain : .color(series.color)
        }
        return color.isNeutral ? .plain : .color(color)
    }
}

// MARK: - Lines

extension TextDrawing {
    private mutating func line(_ points: [Point], _ stroke: Stroke, in area: Box) {
        if stroke.color == theme.hatch { return }
        var pen = DotPen(signs: screen.signs, area: area, dash: stroke.dash)
        let isRule = stroke.color == theme.muted && !stroke.dash.isEmpty
        let isGrid = stroke.color == theme.grid
        if isGrid { pen.dash = [Cell.width / 4, 3.75 * Cell.width] }
        let mark = self.mark(stroke, isFaint: isRule || isGrid)
        if mark != nil && screen.signs == .ascii && !isRule && !isGrid { pen.dash = [] }
        let ink = isRule || isGrid ? Ink.faint : self.ink(stroke.color)
        pen.trace(points) { x, y, isLevel in
            grid.dot(
                x: x, y: y, ink, isFront: !isRule && !isGrid,
                mark: mark ?? (isLevel ? "-" : "|"))
        }
    }

    /// Returns the sign of ASCII for a line; nil for axes, whose sign is their direction's.
    private mutating func mark(_ stroke: Stroke, isFaint: Bool) -> Character? {
        if isFaint { return "." }
        if stroke.color == theme.foreground && stroke.dash.isEmpty { return nil }
        let number = series[stroke.color] ?? series.count
        series[stroke.color] = number
        return Self.marks[number % Self.marks.count]
    }

    private mutating func circle(
        _ center: Point, _ radius: Double, _ fill: Color, _ stroke: Stroke?
    ) {
        guard center.x.isFinite, center.y.isFinite, everything.contains(center) else { return }
        let isOpen = fill == theme.background
        let color = isOpen ? stroke?.color ?? fill : fill
        let sign =
            screen.signs == .ascii ? (isOpen ? "o" : "@") : (isOpen ? "○" : "●")
        grid.put(
            sign, column: Int(center.x / Cell.width), row: Int(center.y / Cell.height), ink(color))
    }
}

// MARK: - Areas

extension TextDrawing {
    private mutating func fill(_ box: Box, _ color: Color) {
        let edges = [
            Point(box.x, box.y), Point(box.right, box.y), Point(box.right, box.bottom),
            Point(box.x, box.bottom),
        ]
        if color.opacity(1) == theme.background {
            grid.clear(box)
        } else if color == theme.shade || color == theme.hatchedShade {
            let isHatched = color == theme.hatchedShade
            stipple(edges, .faint, in: box) { x, y in
                isHatched ? (x + y) % 6 == 0 && y % 2 == 0 : x % 8 == 0 && y % 4 == 1
            }
        } else if color.alpha < 1 {
            stipple(edges, color, in: box)
        } else {
            grid.fill(box) { _, _ in color }
        }
    }

    /// Returns the ink for a shape: faint where it lets through what is behind it.
    private func paleInk(_ color: Color) -> Ink {
        let ink = ink(color.opacity(1))
        guard color.alpha < 1 else { return ink }
        if case .color(let color) = ink { return .pale(color) }
        return .faint
    }

    /// Fills a shape with dots far apart, or all of it where its colour is opaque.
    private mutating func stipple(_ points: [Point], _ color: Color, in area: Box) {
        let isOpaque = color.alpha >= 1
        // Where two bands overlap, their dots do not.
        let phase = theme.series.firstIndex { $0.color == color.opacity(1) } ?? 0
        stipple(points, paleInk(color), in: area) { x, y in
            isOpaque || (y + phase) % 2 == 0 && (x + phase / 2 + y / 2 % 2 * 2) % 4 == 0
        }
    }

    private mutating func stipple(
        _ points: [Point], _ ink: Ink, in area: Box, where isSet: (_ x: Int, _ y: Int) -> Bool
    ) {
        let pen = DotPen(signs: screen.signs, area: area.common(with: everything), dash: [])
        let dot = screen.signs == .ascii ? Character(":") : " "
        pen.fill(points) { x, y in
            if screen.signs == .ascii ? (x + y) % 4 == 0 : isSet(x, y) {
                grid.dot(x: x, y: y, ink, isFront: false, mark: dot)
            }
        }
    }
}
