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
            code.shapes(sketch.clipped([shape]), Fill(color), name: "")
        default: break
        }
    }

    /// Returns how a region is shaded.
    private func fill(_ region: Mark.Region) -> Fill {
        region.isHatched ? missing : Fill(theme.shade)
    }

    /// Returns the part of a range that the horizontal axis shows.
    func seen(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
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
                code.shapes(
                    sketch.clipped(heatmap.missingShapes), missing, name: once(heatmap.missingName))
                draw(heatmap.words, in: heatmap.grid, colors)
            case .classes(let map):
                code.classes(map, map.classes.map { Fill(theme.areaStyle($0.style)) })
            case .area(let area):
                code.shapes(
                    sketch.clipped(area.shapes), Fill(theme.areaStyle(area.style)),
                    name: once(area.name))
            default: break
            }
        }
    }

    /// How a cell without a number is filled.
    var missing: Fill { Fill(hatchedOn: theme) }

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

    private mutating func drawFront(_ mark: Mark) {
        switch mark {
        case .rule(let rule):
            let axis = rule.isHorizontal ? sketch.y : sketch.x
            if axis.range.contains(rule.at) { code.rule(rule, theme.ruleStroke) }
        case .line(let line): draw(line)
        case .points(let points):
            let style = theme.style(points.style)
            let dot = Dot(
                shape: style.marker, color: style.color,
                fill: points.isFilled ? style.color : nil, radius: Typography.marker)
            code.dots(points.points.filter(sketch.shows), dot, name: once(points.name))
        case .bars(let bars): draw(bars)
        case .contours(let contours): draw(contours)
        default: break
        }
    }

    /// Enters a line in the legend, in the order of the marks, whatever is drawn first.
    private mutating func nameLine(_ mark: Mark) {
        guard case .line(let line) = mark else { return }
        let name = once(line.name)
        if !name.isEmpty { code.line([], theme.stroke(line), name: name) }
    }

    private mutating func draw(_ line: Mark.Line) {
        let style = theme.style(line.style)
        let stroke = theme.stroke(line)
        for piece in line.pieces.flatMap(sketch.clipped) where piece.count > 1 {
            code.line(piece, stroke, name: "")
        }
        guard line.markerStride > 0 else { return }
        let points = line.pieces.joined().enumerated().filter {
            $0.offset.isMultiple(of: line.markerStride) && sketch.shows($0.element)
        }
        let dot = Dot(
            shape: style.marker, color: style.color, fill: style.color, radius: Typography.marker)
        code.dots(points.map(\.element), dot, name: "")
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
            let stroke = Stroke(curve: style.with(dash: []))
            for steps in sketch.clipped(shape.steps) where steps.count > 1 {
                code.line(steps, stroke, name: once(bars.name))
            }
            return
        }
        let fill = Fill(theme.barStyle(bars.style, isSheer: bars.form == .filled))
        code.shapes(sketch.clipped(shape.boxes), fill, name: once(bars.name))
    }

    private mutating func draw(_ contours: Mark.Contours) {
        let stroke = Stroke(color: theme.foreground, width: Typography.contour)
        for (name, lines) in contours.lines(sketch.x.axis.scale, sketch.y.axis.scale) {
            // Where a level goes through nodes exactly, a line has some points twice.
            let lines = lines.flatMap(sketch.clipped).map(\.withoutRepeats).filter { $0.count > 1 }
            for line in lines { code.line(line, stroke, name: "") }
            let longest = lines.max { $0.count < $1.count }
            guard let longest, longest.count > 2 else { continue }
            code.words(name, .middle(longest[longest.count / 2]), theme.foreground)
        }
    }

    /// Draws the ends of pieces: full dots belong to the curve, open ones do not.
    private mutating func drawEnds(_ mark: Mark) {
        guard case .line(let line) = mark else { return }
        let color = theme.style(line.style).color
        var dot = Dot(shape: .circle, color: color, fill: theme.background, radius: Typography.dot)
        code.dots(line.openEnds.filter(sketch.shows), dot, name: "")
        dot.fill = color
        code.dots(line.closedEnds.filter(sketch.shows), dot, name: "")
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
