// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Draws a display list on character cells.
struct TextDrawing {
    var grid: CellGrid
    let page: TextPage
    let screen: TextScreen
    let theme: Theme
    let parts: PageParts

    /// Where nothing is cut off.
    let everything: Box
    private let items: [PageItem]
    /// The names beside dots.
    let names: [DisplayList.DotName]
    /// Those of them that no free cells beside their dots are left for.
    var homeless: [DisplayList.DotName] = []
    /// The markers among the shapes, and the shapes that are parts of them.
    private let markers: Markers
    /// Which curve has which sign of ASCII.
    private var curves: CurveSigns

    init(_ list: DisplayList, page: TextPage, screen: TextScreen) {
        self.page = page
        self.screen = screen
        theme = page.figure.theme
        grid = CellGrid(columns: page.columns, rows: page.rows, signs: screen.signs)
        everything = Box(
            x: 0, y: 0, width: Double(page.columns) * Cell.width,
            height: Double(page.rows) * Cell.height)
        var list = list
        list.items = list.items.map { $0.moved(up: page.cut) }
        names = list.names.map { $0.moved(up: page.cut) }
        items = PageItem.all(list, page: everything)
        parts = PageParts(items, theme)
        markers = Markers(items)
        curves = CurveSigns(markers.others(items), screen.signs)
    }

    /// Draws shapes first, and then the words over them.
    mutating func draw() {
        for (index, item) in items.enumerated() {
            if let marker = markers.found[index] {
                draw(marker, item)
            } else if !markers.parts.contains(index) {
                draw(item)
            }
        }
        signCurves(markers.others(items))
        write(TextLine.lines(of: items, CellMeasuring(screen: screen)))
    }

    private mutating func draw(_ item: PageItem) {
        switch item.role {
        case .axis: axis(item)
        case .region: region(item)
        case .series: series(item)
        case .legend: legend(item)
        case .colorBar:
            if case .image(let raster, in: let box) = item.item, !isNumbered {
                picture(raster, box, box, item.name)
            }
        case .panel, nil: plain(item)
        case .note, .title, .footnote: return
        }
    }

    private mutating func axis(_ item: PageItem) {
        guard case .path(let points, let stroke) = item.item, points.count == 2 else { return }
        if stroke.color == theme.grid { return gridLine(points, in: item.area) }
        guard let plot = item.panel.flatMap({ parts.plots[$0] }) else { return }
        if points[0].x == points[1].x, points[0].y >= plot.bottom {
            if stroke.width > 0.7 { tickBelow(x: points[0].x, plot) }
            return
        }
        // Lines reach half their width beyond the axes, which would be a cell of its own.
        let inside = points.map { point in
            Point(min(point.x, plot.right), min(max(point.y, plot.y), plot.bottom))
        }
        let pen = DotPen(signs: screen.signs, area: item.area, dash: [])
        pen.trace(inside) { x, y, isLevel in
            grid.dot(x: x, y: y, .plain, isFront: true, mark: isLevel ? "-" : "|")
        }
    }

    /// Draws a numbered tick of the horizontal axis without leaving the axis's row of cells.
    private mutating func tickBelow(x: Double, _ plot: Box) {
        let column = Int((x / Cell.width * Double(screen.signs.dotColumns)).rounded(.down))
        let rows = screen.signs.dotRows
        let axis = Int((plot.bottom / Cell.height * Double(rows)).rounded(.down))
        let isLast = (axis + 1) % rows == 0
        let row = rows == 1 ? axis : isLast ? axis - 1 : axis + 1
        grid.dot(x: column, y: row, .plain, isFront: true, mark: "|")
    }

    private mutating func series(_ item: PageItem) {
        if parts.isStrip(item.panel) { return stripBox(item) }
        let isPictured = item.panel.map(parts.pictured.contains) == true
        switch item.item {
        case .path(let points, let stroke) where item.isClipped:
            if stroke.color.alpha < 1 { return paleLine(points, stroke, in: item.area) }
            if stroke.color != theme.hatch { curve(points, stroke, item) }
        case .path(let points, let stroke) where isPictured:
            contour(points, stroke, item)
        case .path(let points, let stroke):
            // Patterns of bars are thinner than their edges.
            if stroke.isOfCurve { curve(points, stroke, item) }
            if stroke.width == 0.8, screen.signs != .ascii { curve(points, stroke, item) }
        case .polygon(let points, let fill): area(points, fill, in: item.area)
        case .rectangle(let box, radius: _, .some(let fill), stroke: _):
            if fill == theme.hatchedShade {
                let sign = missingSign
                grid.fill(box) { _, _ in (sign, .faint) }
            } else if !isPictured {
                area(box.corners, fill, in: item.area)
            }
        case .image(let raster, in: let box):
            picture(raster, box, box.common(with: item.area), item.name)
        case .rectangle, .circle, .text, .clipped, .group: return
        }
    }

    private mutating func legend(_ item: PageItem) {
        switch item.item {
        case .rectangle(let box, radius: _, .some(let fill), stroke: _):
            if fill.opacity(1) == theme.background {
                grid.clear(box)
            } else {
                swatch(box, fill, item)
            }
        case .path(let points, let stroke) where stroke.isOfCurve && points.count == 2:
            sample(points, stroke, item)
        case .path(let points, let stroke) where points.count == 4 && stroke.width == 0.5:
            line(points, .color(stroke.color), ".", in: item.area)
        case .path, .polygon, .rectangle, .circle, .text, .image, .clipped, .group: return
        }
    }

    /// Draws what stands in a panel without a group of its own.
    private mutating func plain(_ item: PageItem) {
        switch item.item {
        case .path(let points, let stroke) where !stroke.dash.isEmpty: rule(points, stroke, item)
        case .polygon(let points, let fill): band(points, fill, in: item.area)
        case .image(let raster, in: let box): classes(raster, box, box.common(with: item.area))
        case .path, .rectangle, .circle, .text, .clipped, .group: return
        }
    }

    /// Returns the ink that shows a colour of the theme.
    func ink(_ color: Color) -> Ink {
        if color == theme.foreground || color == theme.muted || color == theme.background {
            return .plain
        }
        if color == theme.grid { return .faint }
        if let series = theme.series.first(where: { $0.textColor == color }) {
            return series.color.isNeutral ? .plain : .color(series.color)
        }
        return color.isNeutral ? .plain : .color(color)
    }

    /// Whether all that has colours is told in numbers, so that no colour bar is needed.
    var isNumbered: Bool {
        !screen.showsPictures && parts.pictureGroups.isEmpty && !parts.strips.isEmpty
    }

    /// What shows that there is no number.
    var missingSign: String { screen.signs == .ascii ? "/" : "╱" }

    /// Returns the sign of a curve.
    mutating func sign(of stroke: Stroke, _ group: Int?) -> Character {
        curves.sign(of: stroke, group)
    }
}
