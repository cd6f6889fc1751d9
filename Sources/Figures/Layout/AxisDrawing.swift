// SPDX-License-Identifier: GPL-3.0-or-later

extension PanelDrawing {
    /// Both axes with their ticks and words.
    var axes: [DisplayList.Item] {
        let plot = frame.plot
        let line = Stroke(color: theme.foreground, width: Typography.axis)
        let half = Typography.axis / 2
        let horizontal = [
            Point(plot.x - half, plot.bottom), Point(plot.right + half, plot.bottom),
        ]
        let vertical = [Point(plot.x, plot.y - half), Point(plot.x, plot.bottom + half)]
        let xTicks = frame.xTicks.map { tick in
            self.tick(
                tick, from: Point(tick.position, plot.bottom),
                to: Point(tick.position, plot.bottom + length(tick)))
        }
        let yTicks = frame.yTicks.map { tick in
            self.tick(
                tick, from: Point(plot.x, tick.position),
                to: Point(plot.x - length(tick), tick.position))
        }
        let xName = MathText(words.panel.x.label).plainText
        let yName = MathText(words.panel.y.label).plainText
        let xWords = (words.xTicks + words.xLabel).flatMap(\.items)
        let yWords = (words.yTicks + words.yLabel).flatMap(\.items)
        return .group(.axis, xName, [.path(horizontal, line)] + xTicks + xWords)
            + .group(.axis, yName, [.path(vertical, line)] + yTicks + yWords)
    }

    private func tick(_ tick: PlacedTick, from start: Point, to end: Point) -> DisplayList.Item {
        .path([start, end], stroke(tick))
    }

    private func length(_ tick: PlacedTick) -> Double {
        tick.label == nil ? Typography.minorTickLength : Typography.tickLength
    }

    private func stroke(_ tick: PlacedTick) -> Stroke {
        Stroke(
            color: theme.foreground,
            width: tick.label == nil ? Typography.minorTick : Typography.tick)
    }
}
