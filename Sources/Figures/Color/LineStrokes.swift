// SPDX-License-Identifier: GPL-3.0-or-later

extension Theme {
    /// Returns the stroke of a line.
    package func stroke(_ line: Mark.Line) -> Stroke {
        let style = style(line.style)
        if line.isPale { return Stroke(behind: style) }
        var stroke = Stroke(curve: style)
        if line.isThin { stroke.width = Typography.axis }
        return stroke
    }

    /// The stroke of straight lines across a panel.
    package var ruleStroke: Stroke {
        Stroke(color: muted, width: Typography.rule, dash: [3, 2])
    }
}

extension Stroke {
    /// Makes the stroke of a curve; dashes of thicker ones are longer, though not by as much.
    package init(curve style: SeriesStyle) {
        let length = Typography.curve * (0.5 + 0.5 * style.width)
        self.init(
            color: style.color, width: Typography.curve * style.width,
            dash: style.dash.map { $0 * length })
    }

    /// Makes the stroke of what stands behind a curve of a style.
    init(behind style: SeriesStyle) {
        self.init(color: style.color.opacity(0.38), width: Typography.pale)
    }
}
