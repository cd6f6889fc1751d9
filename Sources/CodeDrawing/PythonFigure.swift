// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// A figure as a script for Matplotlib.
struct PythonFigure {
    let sketch: FigureSketch
    let metadata: FigureMetadata

    private var theme: Theme { sketch.figure.theme }
    private var rows: Int { max(1, (sketch.panels.count + columns - 1) / columns) }
    private var columns: Int { max(1, sketch.columns) }

    /// The whole script.
    var text: String {
        let panels = sketch.panels.indices.map(panel)
        return "#!/usr/bin/env python3\n" + CodeComments.python.text(metadata)
            + "# Run it with the name of a file to write, or without to see the figure.\n\n"
            + imports(panels.contains { $0.contains("Steps(") }) + settings + page
            + panels.joined(separator: "\n") + ending
    }

    private func imports(_ hasHeat: Bool) -> String {
        let steps = """
            import numpy
            from matplotlib.cm import ScalarMappable
            from matplotlib.colors import FuncNorm


            class Steps(FuncNorm):
                \"\"\"Colours from the least number over the middle one to the greatest, each side by itself.\"\"\"

                def __init__(self, low, middle, high, is_logarithmic):
                    places = numpy.array([low, middle, high], dtype=float)
                    places = numpy.log(places) if is_logarithmic else places

                    def part(values):
                        values = numpy.asarray(values, dtype=float)
                        values = numpy.log(numpy.maximum(values, 1e-300)) if is_logarithmic else values
                        return numpy.interp(values, places, [0, 0.5, 1])

                    def number(parts):
                        values = numpy.interp(parts, [0, 0.5, 1], places)
                        return numpy.exp(values) if is_logarithmic else values

                    super().__init__((part, number), vmin=low, vmax=high)

            """
        return """
            import sys

            import matplotlib.pyplot as plt
            from matplotlib.colors import ListedColormap

            nan = float("nan")
            \(hasHeat ? steps : "")

            def ticks(axis, values, labels, minor):
                \"\"\"Puts words at some places of an axis and short ticks at others.\"\"\"
                axis.set_ticks(values, labels=labels)
                axis.set_ticks(minor, labels=[""] * len(minor), minor=True)



            """
    }

    /// Sizes and colours of words and axes.
    private var settings: String {
        func quoted(_ color: Color) -> String { "\"#\(color.hexadecimal)\"" }
        let size = 7 * sketch.figure.size.textScale
        let fonts =
            switch sketch.figure.typeface {
            case .sans: ("sans-serif", "dejavusans")
            case .serif: ("serif", "stix")
            case .computerModern: ("serif", "cm")
            }
        let page = theme.background.alpha == 0 ? "\"none\"" : quoted(theme.background)
        return """
            plt.rcParams.update({
                "font.size": \(size.code), "axes.titlesize": \((size * 8 / 7).code),
                "font.family": "\(fonts.0)",
                "mathtext.fontset": "\(fonts.1)",
                "figure.facecolor": \(page), "axes.facecolor": \(page), "savefig.facecolor": \(page),
                "text.color": \(quoted(theme.foreground)), "axes.edgecolor": \(quoted(theme.foreground)),
                "axes.labelcolor": \(quoted(theme.foreground)), "axes.titlecolor": \(quoted(theme.foreground)),
                "xtick.color": \(quoted(theme.foreground)), "ytick.color": \(quoted(theme.foreground)),
                "grid.color": \(quoted(theme.grid)), "grid.linewidth": 0.5, "axes.linewidth": 0.8,
                "axes.spines.top": False, "axes.spines.right": False, "hatch.linewidth": 0.4,
                "axes.axisbelow": True, "savefig.dpi": \(sketch.figure.size.dotsPerInch.code),
            })

            """
    }

    private var page: String {
        let scale = sketch.figure.size.textScale
        let (width, height) = (sketch.width * scale / 72, sketch.height * scale / 72)
        let free = (sketch.panels.count..<(rows * columns)).map { index in
            "axes[\(index / columns)][\(index % columns)].set_axis_off()\n"
        }
        return """
            figure, axes = plt.subplots(
                \(rows), \(columns), figsize=(\(width.code), \(height.code)), squeeze=False, layout="constrained")
            \(free.joined())\(heading)

            """
    }

    private var heading: String {
        let heading = sketch.figure.heading
        return heading.isEmpty ? "" : "figure.suptitle(\(pythonWords(heading)))\n"
    }

    private func panel(_ index: Int) -> String {
        let panel = sketch.panels[index]
        var walk = PanelWalk(panel, theme, PythonPanel(missing: theme.hatchedShade))
        walk.draw()
        for bar in sketch.bars where bar.panel == index {
            let rows = "axes[\(bar.rows.lowerBound):\(bar.rows.upperBound + 1)]"
            walk.code.bar(bar, besides: bar.rows.count > 1 ? rows + ".ravel().tolist()" : "axis")
        }
        let place = "axis = axes[\(index / columns)][\(index % columns)]"
        return ([place] + axes(panel, index) + walk.code.lines + legend(panel))
            .joined(separator: "\n") + "\n"
    }

    /// Returns what is said of the axes before anything is drawn.
    private func axes(_ panel: PanelSketch, _ index: Int) -> [String] {
        let hasLetter = sketch.figure.hasLetters && sketch.panels.count > 1
        let letter = hasLetter ? "$\\bf{\(Panel.letter(index))}$  " : ""
        let title = letter.isEmpty ? "\"\"" : pythonLiteral(letter)
        var lines = ["axis.set_title(\(title) + \(pythonWords(panel.panel.title)), loc=\"left\")"]
        let (left, right) = panel.horizontalEnds
        let (foot, top) = panel.verticalEnds
        if panel.isStrip { lines.append("axis.set_axis_off()") }
        if panel.x.axis.scale == .logarithmic { lines.append("axis.set_xscale(\"log\")") }
        if panel.y.axis.scale == .logarithmic { lines.append("axis.set_yscale(\"log\")") }
        lines.append(
            "axis.set(xlim=(\(left.code), \(right.code)), ylim=(\(foot.code), \(top.code)))")
        guard !panel.isStrip else { return lines }
        lines.append(
            "axis.set(xlabel=\(pythonWords(panel.panel.x.label)), "
                + "ylabel=\(pythonWords(panel.panel.y.label)))")
        for (name, axis) in [("xaxis", panel.x), ("yaxis", panel.y)] {
            let labels = axis.ticks.map { pythonWords($0.label) }.joined(separator: ", ")
            lines.append(
                "ticks(axis.\(name), \(pythonList(axis.ticks.map(\.value))), [\(labels)], "
                    + "\(pythonList(axis.minorTicks)))")
        }
        return lines + (panel.isFilled ? [] : ["axis.grid(axis=\"y\")"])
    }

    private func legend(_ panel: PanelSketch) -> [String] {
        guard let place = panel.legend else { return [] }
        let columns = "ncols=\(place.columns), handlelength=2.4"
        guard place.corner.y >= 0 else {
            return [
                "figure.legend(*axis.get_legend_handles_labels(), loc=\"outside upper left\", "
                    + "frameon=False, \(columns))"
            ]
        }
        return [
            "axis.legend(loc=\"upper left\", bbox_to_anchor=(\(place.corner.x.code), "
                + "\((1 - place.corner.y).code)), borderaxespad=0, \(columns))"
        ]
    }

    private var ending: String {
        let footnote = sketch.figure.footnote
        let words =
            footnote.isEmpty
            ? ""
            : "figure.supxlabel(\(pythonWords(footnote)), x=0.01, ha=\"left\", fontsize="
                + "\((6 * sketch.figure.size.textScale).code), color=\"#\(theme.muted.hexadecimal)\")\n"
        return """

            \(words)
            if len(sys.argv) > 1:
                figure.savefig(sys.argv[1])
            else:
                plt.show()

            """
    }
}

extension CodeComments {
    static let python = CodeComments(mark: "#")
    static let tex = CodeComments(mark: "%")
}
