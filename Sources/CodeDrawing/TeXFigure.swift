// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// A figure as code for pgfplots, to be read by `\input`.
struct TeXFigure {
    let sketch: FigureSketch
    let metadata: FigureMetadata

    private var theme: Theme { sketch.figure.theme }

    /// The whole code.
    var text: String {
        let scale = sketch.figure.size.textScale
        let panels = sketch.panels.indices.map(panel).joined(separator: "\n")
        return CodeComments.tex.text(metadata) + """
            % The preamble needs \\usepackage{amsmath,pgfplots}, \\pgfplotsset{compat=1.17} and
            % \\usetikzlibrary{patterns}; the paper's own letters are used.
            \\begin{tikzpicture}\(scale == 1 ? "" : "[scale=\(scale.code), transform shape]")
            \(ground)\(heading)\(panels)
            \(sketch.bars.map(bar).joined(separator: "\n"))
            \(footnote)\\end{tikzpicture}

            """
    }

    /// The page, which keeps the figure's size.
    private var ground: String {
        let corners = "(0,0) rectangle (\(sketch.width.code)bp,\(sketch.height.code)bp)"
        let fill = theme.isDark ? "\\fill[color=\(texColor(theme.background))] \(corners);\n" : ""
        return "\\path[use as bounding box] \(corners);\n\(fill)"
    }

    private var heading: String {
        let heading = sketch.figure.heading
        guard !heading.isEmpty else { return "" }
        return "\\node[anchor=north west, font=\\small, text=\(texColor(theme.foreground))] at "
            + "(0,\(sketch.height.code)bp) {\(texWords(heading))};\n"
    }

    private func panel(_ index: Int) -> String {
        let panel = sketch.panels[index]
        var walk = PanelWalk(panel, theme, TeXPanel(panel))
        walk.draw()
        return """
            \\begin{axis}[
              \(options(panel, index).joined(separator: ",\n  "))]
            \(walk.code.lines.joined(separator: "\n"))
            \\end{axis}
            """
    }

    /// Returns what is said of the axes.
    private func options(_ panel: PanelSketch, _ index: Int) -> [String] {
        let plot = panel.plot
        let (left, right) = panel.horizontalEnds
        let (foot, top) = panel.verticalEnds
        let hasLetter = sketch.figure.hasLetters && sketch.panels.count > 1
        let letter = hasLetter ? "\\textbf{\(Panel.letter(index))}\\enspace " : ""
        let ink = texColor(theme.foreground)
        var options = [
            "at={(\(plot.x.code)bp,\((sketch.height - plot.bottom).code)bp)}, anchor=south west",
            "scale only axis, width=\(plot.width.code)bp, height=\(plot.height.code)bp",
            "xmin=\(left.code), xmax=\(right.code), ymin=\(min(foot, top).code), ymax=\(max(foot, top).code)",
            "title={\(letter)\(texWords(panel.panel.title))}",
            "title style={at={(0,1)}, anchor=south west, font=\\footnotesize, text=\(ink)}",
            "clip mode=individual, axis on top=false, every axis/.append style={font=\\scriptsize}",
        ]
        if foot > top { options.append("y dir=reverse") }
        if panel.isStrip { return options + ["hide axis"] }
        options += [
            "axis x line*=bottom, axis y line*=left, tick align=outside, axis line style={draw=\(ink)}",
            "label style={font=\\footnotesize, text=\(ink)}, tick label style={font=\\scriptsize, text=\(ink)}",
            "xlabel near ticks, ylabel near ticks",
            "xlabel={\(texWords(panel.panel.x.label))}, ylabel={\(texWords(panel.panel.y.label))}",
        ]
        options += ticks("x", panel.x) + ticks("y", panel.y)
        if !panel.isFilled {
            options.append("ymajorgrids, grid style={draw=\(texColor(theme.grid))}")
        }
        return options + legend(panel)
    }

    private func ticks(_ name: String, _ axis: AxisSketch) -> [String] {
        let places = axis.ticks.map(\.value.code).joined(separator: ",")
        let labels = axis.ticks.map { "{\(texWords($0.label))}" }.joined(separator: ",")
        let minor = axis.minorTicks.map(\.code).joined(separator: ",")
        return (axis.axis.scale == .logarithmic ? ["\(name)mode=log"] : [])
            + ["\(name)tick={\(places)}, \(name)ticklabels={\(labels)}"]
            + (minor.isEmpty ? ["minor \(name) tick num=0"] : ["extra \(name) ticks={\(minor)}"])
            + (minor.isEmpty
                ? []
                : [
                    "extra \(name) tick labels={}, "
                        + "extra \(name) tick style={major tick length=1.8bp, grid=none}"
                ])
    }

    private func legend(_ panel: PanelSketch) -> [String] {
        guard let place = panel.legend else { return [] }
        let isInside = place.corner.y >= 0 && place.corner.x < 1
        let ground =
            isInside
            ? "draw=\(texColor(theme.grid)), fill=\(texColor(theme.background))"
            : "draw=none, fill=none"
        return [
            "legend style={at={(\(place.corner.x.code),\((1 - place.corner.y).code))}, "
                + "anchor=north west, legend columns=\(place.columns), font=\\scriptsize, "
                + "\(ground), text=\(texColor(theme.foreground))}",
            "legend cell align=left",
        ]
    }

    /// Returns a colour bar: its colours as boxes, its numbers and its words.
    private func bar(_ bar: BarSketch) -> String {
        let foot = sketch.height - bar.box.bottom
        let step = bar.box.height / Double(bar.colors.count)
        let ink = texColor(theme.foreground)
        let boxes = bar.colors.enumerated().map { index, color in
            let y = foot + step * Double(index)
            // A hair taller, so that no reader of PDF shows seams.
            return "\\fill[color=\(texColor(color))] (\(bar.box.x.code)bp,\(y.code)bp) rectangle "
                + "(\(bar.box.right.code)bp,\((y + step * (index + 1 < bar.colors.count ? 1.2 : 1)).code)bp);"
        }
        let numbers = bar.ticks.map { tick in
            let y = (sketch.height - tick.y).code
            return "\\draw[draw=\(ink)] (\(bar.box.right.code)bp,\(y)bp) -- +(2bp,0) "
                + "node[anchor=west, font=\\scriptsize, text=\(ink)] {\(texWords(tick.label))};"
        }
        let words =
            "\\node[rotate=90, anchor=north, font=\\footnotesize, text=\(ink)] at "
            + "(\((bar.box.right + 24).code)bp,\((foot + bar.box.height / 2).code)bp) {\(texWords(bar.label))};"
        return (boxes + numbers + [words]).joined(separator: "\n")
    }

    private var footnote: String {
        guard !sketch.figure.footnote.isEmpty else { return "" }
        return "\\node[anchor=south west, font=\\tiny, text=\(texColor(theme.muted)), "
            + "text width=\((sketch.width - 12).code)bp] at (0,0) {\(texWords(sketch.figure.footnote))};\n"
    }
}
