// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds where the axes stand, from how large the words around them are.
struct PageFrames {
    let figure: Figure
    let contents: [PanelContent]
    let plans: [PanelPlan]
    let typesetter: Typesetter
    /// The legend that all panels share, above them; nil where there is none.
    let sharedLegend: LegendBox?
    /// The colour bars beside panels.
    let colorBars: [ColorBarPlan]
    /// The footnote in lines as wide as the page.
    let footnote: [MathBox]
    let grid: PageGrid
    /// The numbers at the ends of each panel's axes.
    let ranges: [(x: ClosedRange<Double>, y: ClosedRange<Double>)]
    /// Which words along its axes each panel shows.
    let shown: [PanelFrame.ShownWords]

    init(
        figure: Figure, contents: [PanelContent], plans: [PanelPlan], typesetter: Typesetter,
        sharedLegend: LegendBox?, colorBars: [ColorBarPlan], footnote: [MathBox]
    ) {
        self.figure = figure
        self.contents = contents
        self.plans = plans
        self.typesetter = typesetter
        self.sharedLegend = sharedLegend
        self.colorBars = colorBars
        self.footnote = footnote
        let grid = PageGrid(figure)
        let ranges = figure.panels.indices.map { index in
            Self.ranges(figure.panels[index], contents[index], plans[index])
        }
        self.grid = grid
        self.ranges = ranges
        shown = figure.panels.indices.map { index in
            Self.shown(index, figure, contents, grid, ranges)
        }
    }

    /// What is known of the words and numbers along one panel's axes.
    struct Margins: Equatable {
        var tickAscent = 0.74 * Typography.tickLabel.size
        /// The ascent of numbers and names that do not run upwards.
        var uprightAscent = 0.74 * Typography.tickLabel.size
        var tickDescent = 0.22 * Typography.tickLabel.size
        var yTickWidth = 12.0
        /// The width of the words beside the vertical axis.
        var yLabelWidth = 0.0
        /// The first line of the words under the horizontal axis, and what is below its baseline.
        var xLabelAscent = 0.0
        var xLabelDescent = 0.0
        /// How many lines the title has.
        var titleLines = 1
        /// How far the numbers under the axes reach beyond them.
        var overhang = 6.0
        var leftOverhang = 0.0
        /// From a colour bar's left side to the right of its words.
        var colorBar = 30.0
        /// How tall the axes have to be for all that stands along and between them.
        var content = 0.0
    }

    /// Returns the shared heights and each panel's axes.
    ///
    /// Numbers along an axis depend on its length and its length on the numbers' size; a
    /// round or two settle it.
    func settled() -> (heights: PageHeights, frames: [PanelFrame]) {
        var margins = contents.indices.map(firstMargins)
        var heights = heights(margins)
        var frames: [PanelFrame] = []
        for _ in 0..<5 {
            heights = self.heights(margins)
            frames = self.frames(heights, margins)
            let found = frames.indices.map { measured(frames[$0], $0, heights, margins[$0]) }
            if found == margins { break }
            margins = found
        }
        return (heights, frames)
    }

    /// The greatest width of a name beside a line's end.
    var nameRoom: Double { 0.3 * figure.size.width / Double(grid.columns) }

    /// The greatest width of a name along a vertical axis, or before a row of tokens.
    var axisNameRoom: Double {
        figure.sharesAxes ? 0.45 * figure.size.width / Double(grid.columns) : nameRoom
    }

    /// Returns the legend above one panel, or nil where none stands there.
    ///
    /// It is about as wide as the axes, whose width is not known before its height.
    func legendAbove(_ index: Int) -> LegendBox? {
        guard plans[index].place == .above else { return nil }
        let share = figure.size.width / Double(grid.columns)
        let hasBar = colorBars.contains {
            $0.panel == index || grid.cells[$0.panel].column == grid.cells[index].column
        }
        return LegendBox.rows(
            contents[index].entries, width: max(30, share - (hasBar ? 100 : 52)), typesetter)
    }

    /// Returns a figure's footnote in lines as wide as its page.
    static func footnote(_ figure: Figure, _ typesetter: Typesetter) -> [MathBox] {
        let width = figure.size.width - 2 * Typography.pagePadding
        let words = [figure.footnote, figure.listed.joined(separator: ", ")]
        return words.filter { !$0.isEmpty }.flatMap { text in
            typesetter.wrapped(text, Typography.footnote, width: width, limit: 5)
        }
    }
}
