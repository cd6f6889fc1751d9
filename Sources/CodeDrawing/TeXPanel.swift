// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// One panel as code for pgfplots, inside its `axis`.
struct TeXPanel: PanelCode {
    /// The ends of the horizontal axis, left and right.
    let ends: (Double, Double)
    /// The ends of the vertical axis, foot and top.
    let verticalEnds: (Double, Double)
    /// The most cells a side: four planes of more are beyond the memory that pdfLaTeX comes with.
    private static let mostCells = 40

    /// Whether the panel has a legend.
    let hasLegend: Bool
    private(set) var lines: [String] = []

    init(_ sketch: PanelSketch) {
        hasLegend = sketch.legend != nil
        ends = sketch.horizontalEnds
        verticalEnds = sketch.verticalEnds
    }

    mutating func line(_ points: [Point], _ stroke: Stroke, name: String) {
        if !points.isEmpty {
            lines.append("\\addplot[\(code(stroke)), forget plot] \(texCoordinates(points));")
        }
        legend(name, "line legend, \(code(stroke))")
    }

    mutating func dots(_ points: [Point], _ dot: Dot, name: String) {
        guard !points.isEmpty else { return }
        let options =
            "only marks, mark=\(mark(dot)), mark size=\(dot.radius.code)bp, "
            + "mark options={draw=\(texColor(dot.color)), "
            + "\(dot.fill.map { "fill=\(texColor($0))" } ?? "fill=none"), line width=0.8bp\(rotation(dot))}"
        lines.append("\\addplot[\(options), forget plot] \(texCoordinates(points));")
        legend(name, options)
    }

    mutating func shapes(_ shapes: [[Point]], _ fill: Fill, name: String) {
        let closed = shapes.filter { $0.count > 2 }.map { texPath($0, closed: true) }
        guard !closed.isEmpty else { return }
        lines.append(
            "\\path[\(paint(fill)), even odd rule] \(closed.joined(separator: "\n  "));")
        legend(name, "area legend, \(paint(fill))")
    }

    mutating func span(_ range: ClosedRange<Double>, _ fill: Fill) {
        guard range.lowerBound < range.upperBound else { return }
        rectangle(
            range.lowerBound, range.upperBound, verticalEnds.0, verticalEnds.1, paint(fill))
    }

    mutating func rule(_ rule: Mark.Rule, _ stroke: Stroke) {
        let points =
            rule.isHorizontal
            ? [Point(ends.0, rule.at), Point(ends.1, rule.at)]
            : [Point(rule.at, verticalEnds.0), Point(rule.at, verticalEnds.1)]
        lines.append("\\draw[\(code(stroke))] \(texPath(points, closed: false));")
    }

    mutating func words(_ text: String, _ place: WordPlace, _ color: Color) {
        let (anchor, at): (String, String)
        switch place {
        case .corner: (anchor, at) = ("north east", "(rel axis cs:0.98,0.97)")
        case .above(let point): (anchor, at) = ("south, yshift=2bp", near(point))
        case .below(let point): (anchor, at) = ("north, yshift=-2bp", near(point))
        case .middle(let point): (anchor, at) = ("center", near(point))
        case .before(let point): (anchor, at) = ("east", near(point))
        case .top(let x, let line):
            let middle = "axis cs:\(x.code),\(verticalEnds.1.code)"
            (anchor, at) = ("north", "([yshift=-\((4 + 9 * line))bp]\(middle))")
        }
        lines.append(
            "\\node[anchor=\(anchor), inner sep=2bp, font=\\scriptsize, text=\(texColor(color))] "
                + "at \(at) {\(texWords(text))};")
    }

    mutating func heat(_ heatmap: Mark.Heatmap, _ colors: HeatSketch) {
        let grid = heatmap.grid.reduced(to: Self.mostCells)
        guard grid.columns > 20 else {
            for run in CellRuns(grid).runs {
                guard let color = colors.color(of: run.value) else { continue }
                rectangle(run, "fill=\(texColor(color))")
            }
            return
        }
        lines.append(matrix(grid, colors))
    }

    /// Returns many cells as one picture; LaTeX has no memory for as many boxes.
    private func matrix(_ grid: CellGrid, _ colors: HeatSketch) -> String {
        let map = stride(from: 0, to: colors.colors.count, by: 5).map { index in
            "rgb255=(\(colors.colors[index].bytes.map { "\($0)" }.joined(separator: ",")))"
        }
        let cells = (0..<grid.values.count).map { index in
            let (row, column) = index.quotientAndRemainder(dividingBy: grid.columns)
            let x = (grid.xEdges[column] + grid.xEdges[column + 1]) / 2
            let y = (grid.yEdges[row] + grid.yEdges[row + 1]) / 2
            let part = grid.values[index].isNaN ? 0 : colors.part(of: grid.values[index])
            return "(\(x.code(digits: 6)),\(y.code(digits: 6))) [\(part.code(digits: 4))]"
        }
        return "\\addplot[matrix plot*, mesh/cols=\(grid.columns), point meta=explicit, "
            + "point meta min=0, point meta max=1, forget plot, "
            + "colormap={flipside}{\(map.joined(separator: " "))}] coordinates {\n"
            + cells.joined(separator: "\n") + "};"
    }

    mutating func classes(_ map: Mark.ClassMap, _ fills: [Fill]) {
        for run in CellRuns(map.grid).runs {
            guard run.value >= 0, run.value < Double(fills.count) else { continue }
            rectangle(run, paint(fills[Int(run.value)]))
        }
        for (fill, item) in zip(fills, map.classes) {
            legend(item.name, "area legend, \(paint(fill))")
        }
    }

    private mutating func rectangle(_ run: CellRuns.Run, _ paint: String) {
        rectangle(run.left, run.right, run.bottom, run.top, paint)
    }

    private mutating func rectangle(
        _ left: Double, _ right: Double, _ bottom: Double, _ top: Double, _ paint: String
    ) {
        lines.append(
            "\\path[\(paint)] (axis cs:\(left.code),\(bottom.code)) rectangle "
                + "(axis cs:\(right.code),\(top.code));")
    }

    private func near(_ point: Point) -> String { "(axis cs:\(point.x.code),\(point.y.code))" }

    private mutating func legend(_ name: String, _ image: String) {
        guard hasLegend, !name.isEmpty else { return }
        lines.append("\\addlegendimage{\(image)}\\addlegendentry{\(texWords(name))}")
    }

    private func code(_ stroke: Stroke) -> String {
        let pattern = stroke.dash.enumerated().map { index, length in
            "\(index.isMultiple(of: 2) ? "on" : "off") \(length.code(digits: 4))bp"
        }.joined(separator: " ")
        let opacity = stroke.color.alpha < 1 ? ", opacity=\(stroke.color.alpha.code)" : ""
        return "draw=\(texColor(stroke.color))\(opacity), line width=\(stroke.width.code)bp"
            + (pattern.isEmpty ? "" : ", dash pattern=\(pattern)")
    }

    private func paint(_ fill: Fill) -> String {
        let pattern = pattern(fill.pattern)
        let opacity = fill.color.alpha < 1 ? ", fill opacity=\(fill.color.alpha.code)" : ""
        return "fill=\(texColor(fill.color))\(opacity)"
            + (fill.edge.map { ", draw=\(texColor($0)), line width=\(Typography.edge.code)bp" }
                ?? "")
            + (pattern.isEmpty
                ? ""
                : ", postaction={pattern=\(pattern), pattern color=\(texColor(fill.patternColor))}")
    }

    private func pattern(_ pattern: AreaStyle.Pattern) -> String {
        switch pattern {
        case .plain: ""
        case .falling: "north west lines"
        case .rising: "north east lines"
        case .crossed: "crosshatch"
        case .level: "horizontal lines"
        case .upright: "vertical lines"
        case .dotted: "dots"
        case .squared: "grid"
        case .broken: "crosshatch dots"
        }
    }

    private func mark(_ dot: Dot) -> String {
        switch dot.shape {
        case .circle: "*"
        case .square: "square*"
        case .triangleUp, .triangleDown: "triangle*"
        case .diamond: "diamond*"
        case .cross: "x"
        case .plus: "+"
        case .hexagon: "pentagon*"
        }
    }

    private func rotation(_ dot: Dot) -> String {
        dot.shape == .triangleDown ? ", rotate=180" : ""
    }
}
