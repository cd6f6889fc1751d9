// SPDX-License-Identifier: GPL-3.0-or-later

/// The marks of a panel by kind, and the numbers in them that decide its ranges.
struct PanelContent {
    var lines: [Mark.Line] = []
    var bands: [Mark.Band] = []
    var regions: [Mark.Region] = []
    var rules: [Mark.Rule] = []
    var notes: [Mark.Note] = []
    var heatmaps: [Mark.Heatmap] = []
    var contours: [Mark.Contours] = []
    var areas: [Mark.Area] = []
    var classMaps: [Mark.ClassMap] = []
    var bars: [Mark.Bars] = []
    var dots: [Mark.Points] = []
    var strips: [Mark.TokenStrip] = []
    /// The places where data are, in the axes' units.
    private let points: [Point]
    /// The x of everything that the horizontal axis has to show.
    let horizontal: [Double]

    /// Sorts the marks of a panel.
    init(_ panel: Panel) {
        for mark in panel.marks {
            switch mark {
            case .line(let line): lines.append(line)
            case .band(let band): bands.append(band)
            case .region(let region): regions.append(region)
            case .rule(let rule): rules.append(rule)
            case .note(let note): notes.append(note)
            case .heatmap(let heatmap): heatmaps.append(heatmap)
            case .contours(let lines): contours.append(lines)
            case .area(let area): areas.append(area)
            case .classes(let map): classMaps.append(map)
            case .bars(let bars): self.bars.append(bars)
            case .points(let points): dots.append(points)
            case .tokens(let strip): strips.append(strip)
            }
        }
        points =
            lines.flatMap { $0.pieces.joined() + $0.closedEnds + $0.openEnds }
            + bands.flatMap { $0.lower + $0.upper }
        horizontal =
            points.filter(\.y.isFinite).map(\.x) + rules.filter { !$0.isHorizontal }.map(\.at)
    }

    /// The names of the lines with their styles, each pair once, in their order.
    var entries: [LegendEntry] {
        var entries: [LegendEntry] = []
        for line in lines where !line.name.isEmpty {
            let entry = LegendEntry(name: line.name, style: line.style)
            if !entries.contains(entry) { entries.append(entry) }
        }
        return entries
    }

    /// Returns the y of everything that the vertical axis has to show over a range of x.
    func vertical(over x: ClosedRange<Double>) -> [Double] {
        points.filter { x.contains($0.x) }.map(\.y) + rules.filter(\.isHorizontal).map(\.at)
    }
}

/// A line's name and style, as a legend shows them.
struct LegendEntry: Hashable {
    var name: String
    var style: Int
}
