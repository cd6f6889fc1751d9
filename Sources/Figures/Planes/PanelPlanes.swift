// SPDX-License-Identifier: GPL-3.0-or-later

/// The pictures that fill a panel: heatmaps, maps of classes and areas.
struct PanelPlanes {
    /// A heatmap on the page.
    struct Heat {
        let grid: PlacedGrid
        let scale: ResolvedScale
        let words: [String]
        /// The exact shapes of the parts without a number; may be empty.
        let missing: [[Point]]
    }

    /// A map of classes on the page.
    struct Classes {
        let grid: PlacedGrid
        let map: Mark.ClassMap

        /// Returns the class at a place, or nil where there is none.
        func index(at point: Point) -> Int? {
            grid.index(at: point).flatMap { map.index(of: map.grid.values[$0]) }
        }
    }

    /// An area on the page.
    struct Area {
        let name: String
        let style: Int
        let shapes: [[Point]]
    }

    let heats: [Heat]
    let classes: [Classes]
    let areas: [Area]
    private let theme: Theme

    /// Places the pictures of a panel.
    init(_ content: PanelContent, in frame: PanelFrame, theme: Theme, _ book: ScaleBook) {
        self.theme = theme
        heats = content.heatmaps.compactMap { heatmap in
            guard let grid = PlacedGrid(heatmap.grid, in: frame), let scale = book[heatmap.scale]
            else { return nil }
            return Heat(
                grid: grid, scale: scale, words: heatmap.words,
                missing: Self.placed(heatmap.missingShapes, in: frame))
        }
        classes = content.classMaps.compactMap { map in
            PlacedGrid(map.grid, in: frame).map { Classes(grid: $0, map: map) }
        }
        areas = content.areas.map { area in
            Area(
                name: area.name, style: area.style, shapes: Self.placed(area.shapes, in: frame))
        }
    }

    /// Returns shapes on the page, cut off at the axes.
    private static func placed(_ shapes: [[Point]], in frame: PanelFrame) -> [[Point]] {
        shapes.map { Clipping.polygon($0.compactMap(frame.place), to: frame.plot) }
            .filter { $0.count > 2 }
    }

    /// Whether there is nothing.
    var isEmpty: Bool { heats.isEmpty && classes.isEmpty && areas.isEmpty }

    /// The parts of the page that are covered.
    var boxes: [Box] {
        heats.map(\.grid.box) + classes.map(\.grid.box)
            + areas.flatMap(\.shapes).map { shape in
                let xs = shape.map(\.x)
                let ys = shape.map(\.y)
                let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
                return Box(
                    x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
            }
    }

    /// Returns the colour of what lies at a place, patterns aside.
    func ground(at point: Point) -> Color {
        for heat in heats.reversed() {
            guard let index = heat.grid.index(at: point) else { continue }
            return heat.scale.color(of: heat.grid.grid.values[index]) ?? theme.hatchedShade
        }
        for plane in classes.reversed() {
            guard let index = plane.index(at: point) else { continue }
            return theme.tint(plane.map.classes[index].style)
        }
        for area in areas.reversed() where Self.contains(point, area.shapes) {
            return theme.tint(area.style)
        }
        return theme.background
    }

    /// Returns the colours that words in a box would lie on.
    func ground(in box: Box) -> [Color] {
        (0...4).flatMap { column in
            (0...2).map { row in
                ground(
                    at: Point(
                        box.x + box.width * Double(column) / 4,
                        box.y + box.height * Double(row) / 2))
            }
        }
    }

    /// Returns whether a place lies in an odd number of shapes.
    private static func contains(_ point: Point, _ shapes: [[Point]]) -> Bool {
        var isInside = false
        for shape in shapes {
            guard var previous = shape.last else { continue }
            for corner in shape {
                if (corner.y > point.y) != (previous.y > point.y) {
                    let part = (point.y - corner.y) / (previous.y - corner.y)
                    if point.x < corner.x + part * (previous.x - corner.x) { isInside.toggle() }
                }
                previous = corner
            }
        }
        return isInside
    }
}

/// The colour of words or lines on some ground, with what sets them apart where that is needed.
struct Ink {
    let color: Color
    /// What has to lie between, or nil where the colour stands out by itself.
    let backing: Color?

    /// Chooses black or white for some colours.
    ///
    /// - Parameters:
    ///   - colors: What lies behind.
    ///   - contrast: How much the ink has to stand out.
    init(on colors: [Color], contrast: Double) {
        let ink = Color.ink(on: colors)
        color = ink.color
        let other = Color(ink.color == Color(0x000000) ? 0xFFFFFF : 0x000000)
        backing = ink.contrast >= contrast ? nil : other.opacity(0.6)
    }
}
