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
    /// The token strip, of which a panel has one.
    var strip: Mark.TokenStrip?
    /// The places where data are, in the axes' units.
    private let points: [Point]
    /// The x of everything that the horizontal axis has to show.
    let horizontal: [Double]
    /// The names with their samples, each once, in the order of the marks.
    let entries: [LegendEntry]

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
            case .tokens(let strip): self.strip = strip
            }
        }
        entries = LegendEntry.all(panel.marks)
        var points: [Point] = []
        for line in lines {
            points += line.pieces.joined()
            points += line.closedEnds + line.openEnds
        }
        for band in bands { points += band.lower + band.upper }
        for area in areas { points += area.shapes.joined() }
        for mark in dots { points += mark.points }
        points += bars.flatMap(Self.corners)
        points += notes.compactMap(\.place.chosen)
        self.points = points
        horizontal =
            points.filter(\.y.isFinite).map(\.x) + rules.filter { !$0.isHorizontal }.map(\.at)
    }

    /// Whether there is nothing to draw but rules and shades: no number is finite.
    var isEmpty: Bool {
        !isFilled && strip == nil && contours.isEmpty
            && !points.contains { $0.x.isFinite && $0.y.isFinite }
    }

    /// Whether a picture fills the panel, so that words can only stand on it.
    var isFilled: Bool { !heatmaps.isEmpty || !classMaps.isEmpty || !areas.isEmpty }

    /// Returns the y of everything that the vertical axis has to show over a range of x.
    ///
    /// - Parameters:
    ///   - x: What the horizontal axis shows.
    ///   - scale: Of the vertical axis; bars stand on 0, or on half the least of a logarithmic axis.
    /// - Returns: Numbers, some of which may not be finite.
    func vertical(over x: ClosedRange<Double>, _ scale: Axis.Scale) -> [Double] {
        let data =
            points.filter { x.contains($0.x) }.map(\.y) + rules.filter(\.isHorizontal).map(\.at)
        guard !bars.isEmpty else { return data }
        guard scale == .logarithmic else { return data + [0] }
        let least = bars.flatMap { $0.heights.filter { $0 > 0 } }.min()
        return data + (least.map { [$0 / 2] } ?? [])
    }

    /// Returns an axis that ends where the panel's pictures end, unless it has a range.
    func fitted(_ axis: Axis, isHorizontal: Bool) -> Axis {
        guard axis.range == nil else { return axis }
        let grids = heatmaps.map(\.grid) + classMaps.map(\.grid)
        let edges = grids.flatMap { isHorizontal ? $0.xEdges : $0.yEdges }
            .filter { axis.scale == .logarithmic ? $0 > 0 && $0.isFinite : $0.isFinite }
        guard let low = edges.min(), let high = edges.max(), low < high else { return axis }
        var fitted = axis
        fitted.range = low...high
        return fitted
    }

    /// The numbers of the panel that have colours, with their scales.
    var scaledValues: [(ColorScale, [Double])] {
        heatmaps.map { ($0.scale, $0.grid.values) }
            + (strip.map { strip in strip.rows.map { (strip.scale, $0.values) } } ?? [])
    }

    /// Returns the upper corners of bars.
    private static func corners(_ bars: Mark.Bars) -> [Point] {
        zip(bars.edges, bars.edges.dropFirst()).enumerated().flatMap { index, edges in
            let height = index < bars.heights.count ? bars.heights[index] : .nan
            return [Point(edges.0, height), Point(edges.1, height)]
        }
    }
}

/// A name with a sample of what it names, as a legend shows them.
struct LegendEntry: Hashable {
    /// What is drawn before the name.
    enum Sample: Hashable {
        case line(hasMarker: Bool)
        case dot(isFilled: Bool)
        case area
        case bar(isSheer: Bool)
        case outline
        /// A cell without a number.
        case missing
        /// Nothing: the name is the rest of the one before.
        case continued
    }

    var name: String
    var style: Int
    var sample: Sample = .line(hasMarker: false)

    /// Whether it names a line.
    var isOfLine: Bool {
        switch sample {
        case .line, .continued: true
        case .dot, .area, .bar, .outline, .missing: false
        }
    }

    /// Returns the names of some marks, each with its sample once.
    static func all(_ marks: [Mark]) -> [LegendEntry] {
        var entries: [LegendEntry] = []
        for entry in marks.flatMap(of) where !entry.name.isEmpty {
            if !entries.contains(entry) { entries.append(entry) }
        }
        return entries
    }

    private static func of(_ mark: Mark) -> [LegendEntry] {
        switch mark {
        case .line(let line):
            guard !line.isPale else { return [] }
            let sample = Sample.line(hasMarker: line.markerStride > 0)
            return line.nameRows.enumerated().map { row, name in
                LegendEntry(
                    name: name, style: line.style, sample: row == 0 ? sample : .continued)
            }
        case .points(let dots):
            let sample = Sample.dot(isFilled: dots.isFilled)
            return [LegendEntry(name: dots.name, style: dots.style, sample: sample)]
        case .bars(let bars):
            let isOutline = bars.form == .outline
            let sample = isOutline ? Sample.outline : .bar(isSheer: bars.form == .filled)
            return [LegendEntry(name: bars.name, style: bars.style, sample: sample)]
        case .area(let area):
            return [LegendEntry(name: area.name, style: area.style, sample: .area)]
        case .classes(let map):
            return map.present.map { map.classes[$0] }
                .map { LegendEntry(name: $0.name, style: $0.style, sample: .area) }
        case .heatmap(let heatmap):
            guard heatmap.grid.values.contains(where: \.isNaN) else { return [] }
            let style = Mark.neutralStyle
            return [LegendEntry(name: heatmap.missingName, style: style, sample: .missing)]
        case .band, .region, .rule, .note, .contours, .tokens: return []
        }
    }
}
