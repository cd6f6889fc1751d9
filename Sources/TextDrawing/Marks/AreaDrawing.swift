// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension TextDrawing {
    /// Draws a part of a shaded region, of an area or of a class.
    mutating func region(_ item: PageItem) {
        let isPictured = item.panel.map(parts.pictured.contains) == true
        switch item.item {
        case .rectangle(let box, radius: _, .some(let fill), stroke: _):
            shade(box, isHatched: fill == theme.hatchedShade, item)
        case .polygon(let points, let fill):
            let kind = parts.classes[fill]
            let sign = kind.map(texture) ?? "."
            let ink = ink(kind?.line ?? fill)
            let pen = DotPen(signs: .ascii, area: item.area.common(with: everything), dash: [])
            pen.fill(points) { x, y in grid.put(texture: sign, column: x, row: y, ink) }
        case .path(let points, let stroke):
            // Patterns are thinner than edges.
            guard stroke.dash.isEmpty, stroke.width > 0.55 else { return }
            guard isPictured || parts.classes.values.contains(where: { $0.line == stroke.color })
            else { return }
            let pen = DotPen(signs: screen.signs, area: item.area, dash: [])
            pen.trace(points) { x, y, isLevel in
                grid.dot(x: x, y: y, .plain, isFront: true, mark: isLevel ? "-" : "|")
            }
        case .rectangle, .circle, .text, .image, .clipped, .group: return
        }
    }

    /// Shades a region: with colours by faint dots, without by its edges alone, since dots are as
    /// strong as curves there.
    private mutating func shade(_ box: Box, isHatched: Bool, _ item: PageItem) {
        guard let plot = item.panel.flatMap({ parts.plots[$0] }) else { return }
        if screen.colors != .none, screen.signs == .braille {
            stipple(box.corners, .faint, in: box) { x, y in
                isHatched ? (x + y) % 8 == 0 && y % 2 == 0 : x % 8 == 0 && y % 4 == 1
            }
        }
        let pen = DotPen(signs: screen.signs, area: plot, dash: [])
        for x in [box.x, box.right] where x > plot.x + 1 && x < plot.right - 1 {
            pen.trace([Point(x, box.y), Point(x, box.bottom)]) { x, y, _ in
                if y % 2 == 0 || screen.signs == .ascii {
                    grid.dot(x: x, y: y, .faint, isFront: false, mark: ":")
                }
            }
        }
    }

    /// Draws the band of an interval: with colours by pale dots, without by its edges alone.
    mutating func band(_ points: [Point], _ fill: Color, in area: Box) {
        let color = fill.opacity(1)
        let ink = ink(color)
        if screen.colors != .none, screen.signs == .braille, case .color = ink {
            // Where two bands overlap, their dots do not.
            let phase = theme.series.firstIndex { $0.color == color } ?? 0
            return stipple(points, .pale(color), in: area) { x, y in
                (y + phase) % 2 == 0 && (x + phase / 2 + y / 2 % 2 * 2) % 4 == 0
            }
        }
        let pen = DotPen(
            signs: screen.signs, area: area, dash: [Cell.width / 4, 1.75 * Cell.width])
        // The upright sides at its ends are not of the interval.
        var runs: [[Point]] = [[]]
        for point in points + points.prefix(1) {
            if let last = runs[runs.count - 1].last, abs(last.x - point.x) < 0.01 {
                runs.append([])
            }
            runs[runs.count - 1].append(point)
        }
        for run in runs {
            pen.trace(run) { x, y, _ in grid.dot(x: x, y: y, ink, isFront: false, mark: ".") }
        }
    }

    /// Fills a shape with the pattern of its class.
    mutating func area(_ points: [Point], _ fill: Color, in area: Box) {
        let kind = parts.classes[fill]
        let number = kind?.number ?? 0
        let ink = ink(kind?.line ?? fill.opacity(1))
        let isSheer = fill.alpha < 1
        let sign = Self.barSigns[number % Self.barSigns.count]
        let pen = DotPen(signs: screen.signs, area: area.common(with: everything), dash: [])
        let isASCII = screen.signs == .ascii
        pen.fill(points) { x, y in
            let isSet = isSheer ? (x + y + number) % 2 == 0 : Self.isSet(x, y, number)
            if isASCII || isSet { grid.dot(x: x, y: y, ink, isFront: true, mark: sign) }
        }
    }

    private mutating func stipple(
        _ points: [Point], _ ink: Ink, in area: Box, where isSet: (_ x: Int, _ y: Int) -> Bool
    ) {
        let pen = DotPen(signs: screen.signs, area: area.common(with: everything), dash: [])
        pen.fill(points) { x, y in
            if isSet(x, y) { grid.dot(x: x, y: y, ink, isFront: false, mark: " ") }
        }
    }

    /// Returns whether bars of some number have a dot at a place.
    private static func isSet(_ x: Int, _ y: Int, _ number: Int) -> Bool {
        switch number % 5 {
        case 0: true
        case 1: (x + y) % 2 == 0
        case 2: y % 2 == 0
        case 3: x % 2 == 0
        default: (x + y) % 4 == 0
        }
    }

    private static let barSigns = Array("#=%:x")
}

// MARK: - Pictures

extension TextDrawing {
    /// Draws numbers as colours, or as signs that are denser the greater the number is.
    mutating func picture(_ raster: Raster, _ box: Box, _ area: Box, _ name: String) {
        guard !screen.showsPictures else {
            return grid.fill(area) { x, y in raster.color(x: x, y: y, in: box) }
        }
        let colors = (parts.scales.first { $0.name == name } ?? parts.scales.first)?.colors ?? []
        let signs = Self.ramp(screen.signs)
        var known: [Color: String] = [:]
        grid.fill(area) { x, y in
            guard let color = raster.color(x: x, y: y, in: box) else { return nil }
            if let sign = known[color] { return (sign, .plain) }
            let part = Self.part(of: color, colors)
            let sign = signs[min(Int(part * Double(signs.count)), signs.count - 1)]
            known[color] = sign
            return (sign, .plain)
        }
    }

    /// Draws classes by their signs.
    mutating func classes(_ raster: Raster, _ box: Box, _ area: Box) {
        var looks: [Color: (String, Ink)] = [:]
        for (fill, kind) in parts.classes { looks[fill] = (texture(kind), ink(kind.line ?? fill)) }
        grid.fill(area) { x, y in raster.color(x: x, y: y, in: box).flatMap { looks[$0] } }
    }

    /// Returns the sign of a class.
    func texture(_ kind: PageParts.AreaClass) -> String {
        let signs = screen.signs == .ascii ? Self.asciiTextures : Self.textures
        return signs[kind.number % signs.count]
    }

    /// Returns how high a colour stands in a colour bar, from 0 to 1; without one how dark it is.
    private static func part(of color: Color, _ colors: [Color]) -> Double {
        let nearest = colors.indices.min {
            color.distance(to: colors[$0]) < color.distance(to: colors[$1])
        }
        guard let nearest, colors.count > 1 else { return 1 - color.brightness }
        return 1 - Double(nearest) / Double(colors.count - 1)
    }

    /// Returns signs from the least to the greatest number.
    private static func ramp(_ signs: TextSigns) -> [String] {
        (signs == .ascii ? Array(" .:-=+*#%@") : Array(" ░▒▓█")).map { String($0) }
    }

    private static let textures = ["░", "╱", "▓", "╲", "·", "╳", "─", "│"]
    private static let asciiTextures = [".", "/", "#", "\\", ":", "x", "-", "|"]
}

// MARK: - Token strips

extension TextDrawing {
    /// Colours the cells of a token; without colours its number alone tells.
    mutating func stripBox(_ item: PageItem) {
        guard screen.showsPictures, let panel = item.panel, let strip = parts.strips[panel],
            case .rectangle(let box, radius: _, .some(let fill), stroke: _) = item.item,
            let row = strip.row(at: box.y)
        else { return }
        let first = Int((box.x / Cell.width).rounded())
        let end = Int((box.right / Cell.width).rounded())
        for cells in row.first..<row.first + row.count {
            for column in first..<max(first, end) {
                if fill == theme.hatchedShade {
                    grid.put(texture: missingSign, column: column, row: cells, .faint)
                } else {
                    grid.paint(column: column, row: cells, fill)
                }
            }
        }
    }
}
