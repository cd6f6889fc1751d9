// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// What a page consists of, found by the roles of its groups.
struct PageParts {
    /// The boxes between axes, by panel; a token strip has none.
    private(set) var plots: [Int: Box] = [:]
    /// The panels that a picture fills.
    private(set) var pictured: Set<Int> = []
    /// The groups of these pictures.
    private(set) var pictureGroups: Set<Int> = []
    /// The panels with words along the vertical axis.
    private(set) var labelled: Set<Int> = []
    /// The panels with names along the horizontal axis that would run upwards.
    private(set) var turned: Set<Int> = []
    /// The rows of token strips, by panel.
    private(set) var strips: [Int: StripRows] = [:]
    /// The names and colours of colour bars, from the greatest number down.
    private(set) var scales: [(name: String, colors: [Color])] = []
    /// The colour bars' boxes, by group.
    private(set) var bars: [Int: Box] = [:]
    /// What areas and bars are filled with, by the colour of the filling.
    private(set) var classes: [Color: AreaClass] = [:]
    /// The lowest middles of legends' lines, by group.
    private(set) var legendFeet: [Int: Double] = [:]

    /// A kind of area or bar.
    struct AreaClass {
        /// Which one, in the order of the legend.
        let number: Int
        /// The colour of its edge, stronger than that of the filling.
        var line: Color?
        /// Whether bars are filled with it.
        var isBar: Bool
    }

    /// Finds the parts of a page.
    init(_ items: [PageItem], _ theme: Theme) {
        findPlots(items, theme)
        for item in items {
            switch (item.role, item.item) {
            case (.series, .image), (.panel, .image):
                if let panel = item.panel { pictured.insert(panel) }
                if item.role == .series { pictureGroups.insert(item.group) }
            case (.colorBar, .image(let raster, in: let box)):
                scales.append((item.name, raster.cells))
                bars[item.group] = box
            case (.axis, .text(_, at: let place, font: _, color: _, let angle)):
                guard let panel = item.panel, angle != 0, let plot = plots[panel] else { continue }
                if place.x < plot.x { labelled.insert(panel) } else { turned.insert(panel) }
            case (.legend, .text(_, at: let place, let font, color: _, angle: _)):
                let middle = TextLine.middle(place, font)
                legendFeet[item.group] = max(legendFeet[item.group] ?? middle, middle)
            default: continue
            }
        }
        findStrips(items)
        findClasses(items.filter { $0.role == .legend }, theme)
        findClasses(items.filter { $0.role != .legend }, theme)
    }

    /// Returns whether a panel holds a token strip.
    func isStrip(_ panel: Int?) -> Bool { panel.map { strips[$0] != nil } ?? false }

    /// Axes are the first lines of their groups.
    private mutating func findPlots(_ items: [PageItem], _ theme: Theme) {
        var level: [Int: [Point]] = [:]
        var upright: [Int: [Point]] = [:]
        var seen: Set<Int> = []
        for item in items where item.role == .axis {
            guard case .path(let points, let stroke) = item.item, points.count == 2,
                stroke.color != theme.grid, let panel = item.panel,
                seen.insert(item.group).inserted
            else { continue }
            if points[0].y == points[1].y { level[panel] = points } else { upright[panel] = points }
        }
        for (panel, level) in level {
            guard let upright = upright[panel] else { continue }
            // Lines reach half their width beyond the corner.
            let half = upright[1].y - level[0].y
            let (x, y) = (upright[0].x, upright[0].y + half)
            plots[panel] = Box(x: x, y: y, width: level[1].x - half - x, height: level[0].y - y)
        }
    }

    private mutating func findStrips(_ items: [PageItem]) {
        var boxes: [Int: [Box]] = [:]
        for item in items where item.role == .series {
            guard let panel = item.panel, plots[panel] == nil,
                case .rectangle(let box, radius: _, .some, stroke: _) = item.item
            else { continue }
            boxes[panel, default: []].append(box)
        }
        strips = boxes.mapValues(StripRows.init)
    }

    /// A filling is followed by lines in the stronger colour.
    private mutating func findClasses(_ items: [PageItem], _ theme: Theme) {
        var last: (fill: Color, group: Int)?
        for item in items {
            if let fill = filling(item, theme) {
                let isBar = item.role == .series
                let number = classes.count
                classes[fill] = classes[fill] ?? AreaClass(number: number, isBar: isBar)
                if isBar { classes[fill]?.isBar = true }
                last = (fill, item.group)
            } else if let (fill, group) = last, group == item.group {
                if classes[fill]?.line == nil { classes[fill]?.line = Self.pen(item.item) }
                last = nil
            }
        }
    }

    /// Returns the colour of a class in which an item is filled, or nil where it is something else.
    private func filling(_ item: PageItem, _ theme: Theme) -> Color? {
        guard !item.isClipped, !isStrip(item.panel) else { return nil }
        let found: Color?
        switch item.item {
        case .rectangle(let box, radius: _, let fill, stroke: _):
            found = item.role == .region || item.role == .legend && box.width < 8 ? nil : fill
        case .polygon(let points, let fill):
            found = item.role == .legend && points.count < 8 ? nil : fill
        case .path, .circle, .text, .image, .clipped, .group: return nil
        }
        guard let found, [.series, .region, .legend].contains(item.role),
            found != theme.hatchedShade, found.opacity(1) != theme.background
        else { return nil }
        let isOnPicture = item.role == .series && item.panel.map(pictured.contains) == true
        return isOnPicture ? nil : found
    }

    private static func pen(_ item: DisplayList.Item) -> Color? {
        switch item {
        case .path(_, let stroke): stroke.color
        case .rectangle(_, radius: _, fill: _, let stroke): stroke?.color
        case .polygon, .circle, .text, .image, .clipped, .group: nil
        }
    }
}

/// The rows of cells that the rows of a token strip take.
struct StripRows {
    /// A row of boxes.
    struct Row {
        let top: Double
        let height: Double
        /// The first row of cells, and how many.
        let first: Int
        let count: Int
    }

    private(set) var rows: [Row] = []

    /// Finds rows for boxes, in their order and never two in one.
    init(_ boxes: [Box]) {
        var heights: [Double: Double] = [:]
        for box in boxes { heights[box.y] = box.height }
        for (top, height) in heights.sorted(by: { $0.key < $1.key }) {
            let least = rows.last.map { $0.first + $0.count } ?? 0
            let count = max(1, Int((height / Cell.height + 0.1).rounded(.down)))
            let first = max(least, Int((top / Cell.height).rounded()))
            rows.append(Row(top: top, height: height, first: first, count: count))
        }
    }

    /// Returns the row of boxes at a height of the page.
    func row(at y: Double) -> Row? { rows.first { y >= $0.top - 0.1 && y < $0.top + $0.height } }

    /// Returns the row of cells at a height of the page.
    func cells(at y: Double) -> Int? {
        row(at: y).map { row in
            row.count > 1 && y > row.top + row.height / 2 ? row.first + 1 : row.first
        }
    }
}
