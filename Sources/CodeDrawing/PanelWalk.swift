// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Draws the marks of a panel as code, from the back to the front.
struct PanelWalk<Code: PanelCode> {
    let sketch: PanelSketch
    let theme: Theme
    var code: Code
    /// The names that are in the legend.
    private var named: Set<String> = []

    /// The opacity of bands, and of bars that others show through.
    private static var sheer: Double { 0.2 }

    init(_ sketch: PanelSketch, _ theme: Theme, _ code: Code) {
        self.sketch = sketch
        self.theme = theme
        self.code = code
    }

    /// Draws everything.
    mutating func draw() {
        let marks = sketch.panel.marks
        for mark in marks { drawBack(mark) }
        drawPlanes(marks)
        for mark in marks { nameLine(mark) }
        // Where lines coincide, dashes over a solid line show both.
        for mark in marks where !isDashed(mark) { drawFront(mark) }
        for mark in marks where isDashed(mark) { drawFront(mark) }
        for mark in marks { drawEnds(mark) }
        for mark in marks { drawWords(mark) }
        drawCells()
    }

    private func isDashed(_ mark: Mark) -> Bool {
        guard case .line(let line) = mark else { return false }
        return !line.isPale && !theme.style(line.style).dash.isEmpty
    }

    /// Returns a name the first time that it is asked for, if it belongs in the legend.
    private mutating func once(_ name: String) -> String {
        named.insert(name).inserted ? name : ""
    }

    private mutating func drawBack(_ mark: Mark) {
        switch mark {
        case .region(let region): code.span(seen(region.x), fill(region))
        case .band(let band):
            let shape = (band.lower + band.upper.reversed()).filter {
                $0.x.isFinite && $0.y.isFinite
            }
            let color = theme.style(band.style).color.opacity(Self.sheer)
            if shape.count > 2 { code.shapes([shape], Fill(color), name: "") }
        default: break
        }
    }

    /// Returns how a region is shaded.
    private func fill(_ region: Mark.Region) -> Fill {
        region.isHatched ? missing : Fill(theme.shade)
    }

    /// Returns the part of a range that the horizontal axis shows.
    private func seen(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let axis = sketch.x.range
        return range.overlaps(axis) ? range.clamped(to: axis) : axis.lowerBound...axis.lowerBound
    }

    private mutating func drawPlanes(_ marks: [Mark]) {
        var heats = sketch.heats.makeIterator()
        for mark in marks {
            switch mark {
            case .heatmap(let heatmap):
                guard let colors = heats.next() else { continue }
                code.heat(heatmap, colors)
                code.shapes(heatmap.missingShapes, missing, name: once(heatmap.missingName))
                draw(heatmap.words, in: heatmap.grid, colors)
            case .classes(let map): code.classes(map, map.classes.map { areaFill($0.style) })
            case .area(let area):
                code.shapes(area.shapes, areaFill(area.style), name: once(area.name))
            default: break
            }
        }
    }

    /// How a cell without a number is filled.
    private var missing: Fill {
        Fill(theme.hatchedShade, edge: nil, pattern: 2, patternColor: theme.hatch)
    }

    /// Writes the words of cells, each legible on its own.
    private mutating func draw(_ words: [String], in grid: CellGrid, _ colors: HeatSketch) {
        for (index, word) in words.enumerated() where index < grid.values.count && !word.isEmpty {
            let (row, column) = index.quotientAndRemainder(dividingBy: grid.columns)
            let middle = Point(
                (grid.xEdges[column] + grid.xEdges[column + 1]) / 2,
                (grid.yEdges[row] + grid.yEdges[row + 1]) / 2)
            let ground = colors.color(of: grid.values[index]) ?? theme.hatchedShade
            code.words(word, .middle(middle), .ink(on: ground))
        }
    }

    /// Returns how an area of a style is filled.
    private func areaFill(_ style: Int) -> Fill {
        Fill(
            theme.tint(style), edge: theme.style(style).color, pattern: max(0, style % 9),
            patternColor: theme.style(style).color)
    }

    private mutating func drawFront(_ mark: Mark) {
        switch mark {
        case .rule(let rule): code.rule(rule, Pen(color: theme.muted, width: 0.6, dash: [5, 4]))
        case .line(let line): draw(line)
        case .points(let points):
            let style = theme.style(points.style)
            let dot = Dot(
                shape: style.marker, color: style.color,
                fill: points.isFilled ? style.color : nil, radius: 2.3)
            code.dots(points.points.filter(isDrawn), dot, name: once(points.name))
        case .bars(let bars): draw(bars)
        case .contours(let contours): draw(contours)
        default: break
        }
    }

    /// Enters a line in the legend, in the order of the marks, whatever is drawn first.
    private mutating func nameLine(_ mark: Mark) {
        guard case .line(let line) = mark else { return }
        let name = once(line.name)
        if !name.isEmpty { code.line([], pen(line), name: name) }
    }

    private func pen(_ line: Mark.Line) -> Pen {
        let style = theme.style(line.style)
        if line.isPale {
            return Pen(color: theme.tint(line.style, strength: 0.45), width: 0.8)
        }
        return Pen(
            color: style.color, width: line.isThin ? 0.8 : 1.5 * style.width, dash: style.dash)
    }

    private mutating func draw(_ line: Mark.Line) {
        let style = theme.style(line.style)
        let pen = pen(line)
        for piece in line.pieces.flatMap({ $0.split { !isDrawn($0) } }) where piece.count > 1 {
            code.line(Array(piece), pen, name: "")
        }
        guard line.markerStride > 0 else { return }
        let points = line.pieces.joined().enumerated().filter {
            $0.offset.isMultiple(of: line.markerStride) && isDrawn($0.element)
        }
        let dot = Dot(shape: style.marker, color: style.color, fill: style.color, radius: 2.3)
        code.dots(points.map(\.element), dot, name: "")
    }

    /// Returns whether a point has a place on both axes.
    private func isDrawn(_ point: Point) -> Bool {
        point.x.isFinite && point.y.isFinite
            && (sketch.x.axis.scale != .logarithmic || point.x > 0)
            && (sketch.y.axis.scale != .logarithmic || point.y > 0)
    }

    private mutating func draw(_ bars: Mark.Bars) {
        let siblings = sketch.panel.marks.compactMap { mark -> Mark.Bars? in
            if case .bars(let bars) = mark, bars.form == .sideBySide { return bars }
            return nil
        }
        let slot = siblings.firstIndex(of: bars).map { ($0, siblings.count) }
        // A logarithmic axis has no 0 to stand on.
        let ground = sketch.y.axis.scale == .logarithmic ? sketch.y.range.lowerBound : 0
        let shape = BarCorners(bars, slot: bars.form == .sideBySide ? slot : nil, ground: ground)
        let style = theme.style(bars.style)
        if bars.form == .outline {
            let pen = Pen(color: style.color, width: 1.2, dash: style.dash)
            if shape.steps.count > 1 { code.line(shape.steps, pen, name: once(bars.name)) }
            return
        }
        var fill = areaFill(bars.style)
        if bars.form == .filled { fill.color = style.color.opacity(0.35) }
        code.shapes(shape.boxes, fill, name: once(bars.name))
    }

    private mutating func draw(_ contours: Mark.Contours) {
        let pen = Pen(color: theme.foreground, width: 0.7)
        for (name, lines) in contours.lines(sketch.x.axis.scale, sketch.y.axis.scale) {
            // Where a level goes through nodes exactly, a line has some points twice.
            let lines = lines.map(\.withoutRepeats).filter { $0.count > 1 }
            for line in lines { code.line(line, pen, name: "") }
            let longest = lines.max { $0.count < $1.count }
            guard let longest, longest.count > 2 else { continue }
            code.words(name, .middle(longest[longest.count / 2]), theme.foreground)
        }
    }

    /// Draws the ends of pieces: full dots belong to the curve, open ones do not.
    private mutating func drawEnds(_ mark: Mark) {
        guard case .line(let line) = mark else { return }
        let color = theme.style(line.style).color
        var dot = Dot(shape: .circle, color: color, fill: theme.background, radius: 2.1)
        code.dots(line.openEnds.filter(isDrawn), dot, name: "")
        dot.fill = color
        code.dots(line.closedEnds.filter(isDrawn), dot, name: "")
    }

    private mutating func drawWords(_ mark: Mark) {
        switch mark {
        case .note(let note): code.words(note.text, place(note.place), theme.muted)
        case .region(let region):
            let range = seen(region.x)
            let isLogarithmic = sketch.x.axis.scale == .logarithmic
            let middle =
                isLogarithmic
                ? (range.lowerBound * range.upperBound).squareRoot()
                : (range.lowerBound + range.upperBound) / 2
            for (line, words) in region.note.enumerated() where range.lowerBound < range.upperBound
            {
                code.words(words, .top(middle, line: line), theme.muted)
            }
        default: break
        }
    }

    private func place(_ place: Mark.Note.Place) -> WordPlace {
        switch place {
        case .corner: .corner
        case .at(let point): .middle(point)
        case .above(let point): .above(point)
        case .below(let point): .below(point)
        case .naming(let points): points.first.map { .above($0) } ?? .corner
        }
    }

    /// Draws the boxes of a token strip, whose units are points.
    private mutating func drawCells() {
        for cell in sketch.cells {
            let box = cell.box
            let corners = [
                Point(box.x, box.y), Point(box.right, box.y), Point(box.right, box.bottom),
                Point(box.x, box.bottom),
            ]
            var fill = cell.fill.map { Fill($0) } ?? missing
            fill.edge = theme.muted
            code.shapes([corners], fill, name: "")
            let line = box.height / Double(max(1, cell.words.count))
            for (index, words) in cell.words.enumerated() {
                let middle = Point(box.x + box.width / 2, box.y + line * (Double(index) + 0.5))
                code.words(words, .middle(middle), cell.ink)
            }
        }
        for row in sketch.rowNames {
            code.words(row.name, .before(Point(0, row.middle)), theme.foreground)
        }
    }
}

/// The corners of bars in the axes' units.
private struct BarCorners {
    /// Each bar as a closed shape.
    var boxes: [[Point]] = []
    /// The outline of all of them, from the ground to the ground.
    var steps: [Point] = []

    /// - Parameters:
    ///   - bars: The bars.
    ///   - slot: Which of how many share each bin side by side; nil for the whole bin.
    ///   - ground: Where bars begin.
    init(_ bars: Mark.Bars, slot: (Int, Int)?, ground: Double) {
        for (index, height) in bars.heights.enumerated()
        where index + 1 < bars.edges.count && height.isFinite {
            let height = ground > 0 ? max(height, ground) : height
            var (left, right) = (bars.edges[index], bars.edges[index + 1])
            if steps.isEmpty { steps.append(Point(left, ground)) }
            steps += [Point(left, height), Point(right, height)]
            if let (place, count) = slot {
                let width = (right - left) * (count > 1 ? 0.8 : 0.9)
                let start = (left + right - width) / 2
                left = start + width * Double(place) / Double(count)
                right = start + width * Double(place + 1) / Double(count)
            }
            boxes.append([
                Point(left, ground), Point(left, height), Point(right, height),
                Point(right, ground),
            ])
        }
        if let last = steps.last { steps.append(Point(last.x, ground)) }
    }
}

extension [Point] {
    /// The points, of neighbours at one place only the first.
    fileprivate var withoutRepeats: [Point] {
        reduce(into: []) { points, point in
            if points.last != point { points.append(point) }
        }
    }
}
