// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension TextDrawing {
    /// Draws a curve in dots, in ASCII in its sign and without gaps.
    mutating func curve(_ points: [Point], _ stroke: Stroke, _ item: PageItem) {
        let sign = sign(of: stroke, item.group)
        let dash = screen.signs == .ascii ? [] : stroke.dash
        line(points, ink(stroke.color), sign, dash: dash, in: item.area)
    }

    /// Draws what stands behind a curve; without colours it would be as strong as the curve.
    mutating func paleLine(_ points: [Point], _ stroke: Stroke, in area: Box) {
        guard screen.colors != .none, screen.signs == .braille else { return }
        let pen = DotPen(signs: screen.signs, area: area, dash: [])
        let ink = Ink.pale(stroke.color.opacity(1))
        pen.trace(points) { x, y, _ in grid.dot(x: x, y: y, ink, isFront: false, mark: ".") }
    }

    /// Draws a line in front of grid and shading.
    mutating func line(
        _ points: [Point], _ ink: Ink, _ mark: Character, dash: [Double] = [], in area: Box
    ) {
        let pen = DotPen(signs: screen.signs, area: area, dash: dash)
        pen.trace(points) { x, y, _ in grid.dot(x: x, y: y, ink, isFront: true, mark: mark) }
    }

    /// Draws a faint dotted line behind curves.
    mutating func gridLine(_ points: [Point], in area: Box) {
        // Other dots than those of Braille are as large as curves.
        guard screen.signs == .braille else { return }
        let pen = DotPen(
            signs: screen.signs, area: area, dash: [Cell.width / 4, 3.75 * Cell.width])
        pen.trace(points) { x, y, _ in
            grid.dot(x: x, y: y, .faint, isFront: false, mark: ".")
        }
    }

    /// Draws a dashed rule; on a picture only its dashes, without what sets them apart.
    mutating func rule(_ points: [Point], _ stroke: Stroke, _ item: PageItem) {
        let isPictured = item.panel.map(parts.pictured.contains) == true
        let ink = isPictured ? Ink.plain : .faint
        let pen = DotPen(signs: screen.signs, area: item.area, dash: stroke.dash)
        pen.trace(points) { x, y, isLevel in
            grid.dot(x: x, y: y, ink, isFront: isPictured, mark: isLevel ? "." : ":")
        }
    }

    /// Draws a contour line where there are colours and room, so that it is no clutter.
    mutating func contour(_ points: [Point], _ stroke: Stroke, _ item: PageItem) {
        // What sets a line apart on a picture is wider than any line.
        guard showsContours(item.panel), stroke.width < 1 else { return }
        line(points, .plain, ".", in: item.area)
    }

    /// Returns whether a panel has contour lines with their words.
    func showsContours(_ panel: Int?) -> Bool {
        guard screen.showsPictures, screen.signs == .braille,
            let plot = panel.flatMap({ parts.plots[$0] })
        else { return false }
        return plot.width >= 40 * Cell.width
    }

    /// Draws a curve's sample in a legend: two dots thick, and a blank before the name.
    mutating func sample(_ points: [Point], _ stroke: Stroke, _ item: PageItem) {
        let row = legendRow(points[0].y, item.group)
        let start = Int((points[0].x / Cell.width).rounded())
        let mark = sign(of: stroke, nil)
        let pen = DotPen(signs: screen.signs, area: everything, dash: stroke.dash)
        let middle = screen.signs.dotRows / 2
        let heights = screen.signs == .braille ? [middle - 1, middle] : [middle]
        let (width, length) = (screen.signs.dotColumns, sampleCells(points, start))
        for x in 0..<length * width {
            let distance = (Double(x) + 0.5) * Cell.width / Double(width)
            guard screen.signs == .ascii || pen.isDrawn(distance) else { continue }
            for y in heights {
                grid.dot(
                    x: start * width + x, y: row * screen.signs.dotRows + y, ink(stroke.color),
                    isFront: true, mark: mark)
            }
        }
        if screen.colors == .none, screen.signs != .ascii {
            grid.put(String(mark), column: start + length / 2, row: row, ink(stroke.color))
        }
    }

    /// Returns how many cells a sample takes, up to a blank before the name.
    private func sampleCells(_ points: [Point], _ start: Int) -> Int {
        let name = Int(((points[0].x + 20.5) / Cell.width).rounded())
        return max(1, name - 1 - start)
    }

    /// Draws the sample of an area or of bars in a legend.
    mutating func swatch(_ box: Box, _ fill: Color, _ item: PageItem) {
        let row = legendRow(box.y + box.height / 2, item.group)
        let start = Int(((box.x - 2) / Cell.width).rounded())
        let length = sampleCells([Point(box.x - 2, 0)], start)
        for column in start..<start + length {
            guard let kind = parts.classes[fill] else {
                grid.put(texture: missingSign, column: column, row: row, .plain)
                continue
            }
            if !kind.isBar {
                let ink = ink(kind.line ?? fill)
                grid.put(texture: texture(kind), column: column, row: row, ink)
                continue
            }
            let cell = Box(
                x: Double(column) * Cell.width, y: Double(row) * Cell.height, width: Cell.width,
                height: Cell.height)
            area(cell.corners, fill, in: everything)
        }
    }

    /// Returns the row of a line of a legend.
    func legendRow(_ middle: Double, _ group: Int) -> Int {
        WordPlaces(parts: parts).legendRow(middle, group)
    }
}
