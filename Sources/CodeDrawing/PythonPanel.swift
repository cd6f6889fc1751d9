// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// One panel as a script for Matplotlib; the panel's axes are `axis`.
struct PythonPanel: PanelCode {
    /// The colour of cells without a number.
    let missing: Color
    private(set) var lines: [String] = []

    init(missing: Color) { self.missing = missing }

    mutating func line(_ points: [Point], _ stroke: Stroke, name: String) {
        call("plot", coordinates(points), code(stroke) + label(name))
    }

    mutating func dots(_ points: [Point], _ dot: Dot, name: String) {
        guard !points.isEmpty else { return }
        let fill = dot.fill.map { color($0) } ?? "\"none\""
        call(
            "plot", coordinates(points),
            [
                "linestyle=\"none\"", "marker=\"\(marker(dot.shape))\"",
                "markersize=\((2 * dot.radius).code)", "color=\(color(dot.color))",
                "markerfacecolor=\(fill)", "zorder=3",
            ] + label(name))
    }

    mutating func shapes(_ shapes: [[Point]], _ fill: Fill, name: String) {
        for (index, shape) in shapes.enumerated() where shape.count > 2 {
            call(
                "fill", coordinates(shape), paint(fill) + (index == 0 ? label(name) : []))
        }
    }

    mutating func span(_ range: ClosedRange<Double>, _ fill: Fill) {
        guard range.lowerBound < range.upperBound else { return }
        call(
            "axvspan", [range.lowerBound.code, range.upperBound.code],
            paint(fill) + ["zorder=0"])
    }

    mutating func rule(_ rule: Mark.Rule, _ stroke: Stroke) {
        call(
            rule.isHorizontal ? "axhline" : "axvline", [rule.at.code], code(stroke) + ["zorder=1.5"]
        )
    }

    mutating func words(_ text: String, _ place: WordPlace, _ color: Color) {
        var options = ["color=\(self.color(color))"]
        let at: [String]
        switch place {
        case .corner:
            at = ["0.98", "0.97"]
            options += aligned("right", "top") + ["transform=axis.transAxes"]
        case .above(let point):
            return annotate(text, point, 4, options + aligned("center", "bottom"))
        case .below(let point):
            return annotate(text, point, -4, options + aligned("center", "top"))
        case .middle(let point):
            at = [point.x.code, point.y.code]
            options += aligned("center", "center")
        case .before(let point):
            at = [point.x.code, point.y.code]
            options += aligned("right", "center")
        case .top(let x, let line):
            at = [x.code, (0.96 - 0.085 * Double(line)).code]
            options += aligned("center", "top") + ["transform=axis.get_xaxis_transform()"]
        }
        call("text", at + [pythonWords(text)], options)
    }

    mutating func heat(_ heatmap: Mark.Heatmap, _ colors: HeatSketch) {
        scale(colors)
        lines.append("axis.set_facecolor(\(color(missing)))")
        lines.append(
            "axis.pcolormesh(\(pythonList(heatmap.grid.xEdges)), \(pythonList(heatmap.grid.yEdges)), "
                + "[\n    \(rows(heatmap.grid))],\n    cmap=colors, norm=scale, rasterized=True)")
    }

    /// Draws a colour bar beside some axes.
    mutating func bar(_ bar: BarSketch, besides axes: String) {
        scale(bar.heat)
        let labels = bar.ticks.map { pythonWords($0.label) }.joined(separator: ", ")
        lines.append(
            "bar = figure.colorbar(ScalarMappable(scale, colors), ax=\(axes), "
                + "label=\(pythonWords(bar.label)))")
        lines.append("bar.set_ticks(\(pythonList(bar.ticks.map(\.value))), labels=[\(labels)])")
        lines.append("bar.minorticks_off()")
    }

    /// Says which colours numbers have.
    private mutating func scale(_ heat: HeatSketch) {
        let table = heat.colors.map { color($0) }.joined(separator: ", ")
        lines.append("colors = ListedColormap([\(table)])")
        lines.append(
            "scale = Steps(\(heat.range.lowerBound.code), \(heat.middle.code), "
                + "\(heat.range.upperBound.code), "
                + "\(heat.scale.scale == .logarithmic ? "True" : "False"))")
    }

    mutating func classes(_ map: Mark.ClassMap, _ fills: [Fill]) {
        let table = fills.map { color($0.color) }.joined(separator: ", ")
        lines.append(
            "axis.pcolormesh(\(pythonList(map.grid.xEdges)), \(pythonList(map.grid.yEdges)), [\n    "
                + "\(rows(map.grid))],\n    cmap=ListedColormap([\(table)]), vmin=-0.5, "
                + "vmax=\((Double(fills.count) - 0.5).code), rasterized=True)")
        for (fill, item) in zip(fills, map.classes) {
            call("fill", ["[]", "[]"], paint(fill) + label(item.name))
        }
    }

    /// Returns the rows of a grid as lists.
    private func rows(_ grid: CellGrid) -> String {
        (0..<grid.rows).map { row in
            let row = grid.values[(row * grid.columns)..<((row + 1) * grid.columns)]
            return "[" + row.map { $0.isNaN ? "nan" : $0.code(digits: 5) }.joined(separator: ",")
                + "]"
        }.joined(separator: ",\n    ")
    }

    private mutating func call(_ method: String, _ arguments: [String], _ options: [String]) {
        lines.append("axis.\(method)(\((arguments + options).joined(separator: ", ")))")
    }

    private func coordinates(_ points: [Point]) -> [String] {
        [pythonList(points.map(\.x)), pythonList(points.map(\.y))]
    }

    /// Writes words some points above or below a place.
    private mutating func annotate(
        _ text: String, _ point: Point, _ distance: Int, _ options: [String]
    ) {
        let place = "(\(point.x.code), \(point.y.code))"
        call(
            "annotate", [pythonWords(text), place],
            ["xytext=(0, \(distance))", "textcoords=\"offset points\""] + options)
    }

    private func aligned(_ horizontal: String, _ vertical: String) -> [String] {
        ["ha=\"\(horizontal)\"", "va=\"\(vertical)\""]
    }

    private func label(_ name: String) -> [String] {
        name.isEmpty ? [] : ["label=\(pythonWords(name))"]
    }

    private func code(_ stroke: Stroke) -> [String] {
        // Matplotlib counts dashes in widths of their line.
        let dash = stroke.dash.map { ($0 / stroke.width).code(digits: 4) }.joined(separator: ", ")
        return ["color=\(color(stroke.color))", "linewidth=\(stroke.width.code)"]
            + (dash.isEmpty ? [] : ["linestyle=(0, (\(dash)))"])
    }

    private func paint(_ fill: Fill) -> [String] {
        let hatch = hatch(fill.pattern)
        let edge = fill.edge ?? (hatch.isEmpty ? nil : fill.patternColor)
        return ["facecolor=\(color(fill.color))"]
            + [edge.map { "edgecolor=\(color($0))" } ?? "edgecolor=\"none\""]
            + ["linewidth=\(fill.edge == nil ? "0" : Typography.edge.code)"]
            + (hatch.isEmpty ? [] : ["hatch=\(pythonLiteral(hatch))"])
    }

    private func hatch(_ pattern: AreaStyle.Pattern) -> String {
        switch pattern {
        case .plain: ""
        case .falling: "\\\\"
        case .rising: "//"
        case .crossed: "xxx"
        case .level: "---"
        case .upright: "|||"
        case .dotted: "..."
        case .squared: "+++"
        case .broken: "ooo"
        }
    }

    private func color(_ color: Color) -> String {
        let opacity = color.alpha < 1 ? String(Int((color.alpha * 255).rounded()), radix: 16) : ""
        return "\"#\(color.hexadecimal)\(opacity.count == 1 ? "0" + opacity : opacity)\""
    }

    private func marker(_ shape: MarkerShape) -> String {
        switch shape {
        case .circle: "o"
        case .square: "s"
        case .triangleUp: "^"
        case .diamond: "D"
        case .triangleDown: "v"
        case .cross: "x"
        case .plus: "+"
        case .hexagon: "h"
        }
    }
}
