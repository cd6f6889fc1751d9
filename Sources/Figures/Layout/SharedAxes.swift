// SPDX-License-Identifier: GPL-3.0-or-later

extension PageFrames {
    /// Returns the numbers at the ends of a panel's axes.
    static func ranges(
        _ panel: Panel, _ content: PanelContent, _ plan: PanelPlan
    ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let x = AxisRange.horizontal(
            content.fitted(panel.x, isHorizontal: true), data: content.horizontal)
        let y = AxisRange.vertical(
            content.fitted(panel.y, isHorizontal: false),
            data: content.vertical(over: x, panel.y.scale), headroom: plan.headroom,
            isGrounded: !content.bars.isEmpty)
        return (x, y)
    }

    /// Returns which words along its axes a panel shows: under the horizontal one only where none of
    /// the panels below it says the same, beside the vertical one where the panel left of it does not.
    ///
    /// Numbers are left to a neighbour only together with what they are of.
    static func shown(
        _ index: Int, _ figure: Figure, _ contents: [PanelContent], _ grid: PageGrid,
        _ ranges: [(x: ClosedRange<Double>, y: ClosedRange<Double>)]
    ) -> PanelFrame.ShownWords {
        var shown = PanelFrame.ShownWords()
        guard figure.sharesAxes, contents[index].strip == nil else { return shown }
        let panel = figure.panels[index]
        if let below = grid.panel(below: index), contents[below].strip == nil {
            let other = figure.panels[below].x
            shown.xLabel = !isShared(panel.x, other)
            shown.xNumbers =
                shown.xLabel || panel.x.scale != other.scale || ranges[index].x != ranges[below].x
        }
        if let left = grid.panel(leftOf: index), contents[left].strip == nil {
            let other = figure.panels[left].y
            shown.yLabel = !isShared(panel.y, other)
            shown.yNumbers =
                shown.yLabel || panel.y.scale != other.scale || ranges[index].y != ranges[left].y
        }
        return shown
    }

    /// Whether two axes are of the same: their words are, or the names along them.
    private static func isShared(_ one: Axis, _ other: Axis) -> Bool {
        guard one.label == other.label else { return false }
        if case .categories = one.scale { return one.scale == other.scale }
        return !one.label.isEmpty
    }
}
