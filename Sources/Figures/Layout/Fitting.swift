// SPDX-License-Identifier: GPL-3.0-or-later

/// Lays a figure out so that all of it has room: with as many panels side by side as suit the page,
/// and without ornaments that have none, where the figure is flexible.
struct Fitting {
    /// The layout that was chosen; where nothing has room, the fullest one, or none if it is a trial.
    let layout: FigureLayout?
    /// Whether all of it has room.
    let fits: Bool
    /// What was left out.
    let omitted: [Ornament]
    private let figure: Figure

    init(_ figure: Figure, _ typesetter: Typesetter) {
        // Characters have a page of their own.
        guard figure.sharesAxes else {
            let layout = FigureLayout(figure, typesetter)
            self.init(figure: figure, layout: layout, fits: true, omitted: [])
            return
        }
        let choice = ColumnChoice(figure)
        var reduced = figure
        var omitted: [Ornament] = []
        var next = Ornament.allCases[...]
        while !choice.columns.isEmpty {
            if let layout = Self.fitting(reduced, choice, typesetter) {
                self.init(figure: figure, layout: layout, fits: true, omitted: omitted)
                return
            }
            guard figure.isFlexible, let ornament = next.popFirst() else { break }
            let without = reduced.without(ornament)
            if without != reduced { omitted.append(ornament) }
            reduced = without
        }
        let full = figure.isTrial ? nil : FigureLayout(figure, typesetter)
        self.init(figure: figure, layout: full, fits: false, omitted: [])
    }

    private init(figure: Figure, layout: FigureLayout?, fits: Bool, omitted: [Ornament]) {
        self.figure = figure
        self.layout = layout
        self.fits = fits
        self.omitted = omitted
    }

    /// The shapes and texts.
    var page: DisplayList {
        var page =
            layout?.displayList
            ?? DisplayList(
                width: figure.size.width, height: figure.size.height,
                background: figure.theme.background, items: [])
        page.fits = fits
        page.omitted = omitted
        page.unmet = layout?.unmetWishes ?? []
        return page
    }

    /// Returns the first of a figure's grids in which everything has room; nil where none has it.
    private static func fitting(
        _ figure: Figure, _ choice: ColumnChoice, _ typesetter: Typesetter
    ) -> FigureLayout? {
        var figure = figure
        for columns in choice.columns {
            figure.columns = columns
            let layout = FigureLayout(figure, typesetter, needsRoom: true)
            if layout.hasRoom { return layout.withEvenLabels }
        }
        return nil
    }
}

extension FigureLayout {
    /// The same figure with the same words along all axes that are of the same: where one panel has no
    /// room but for the short form, no other has the long one.
    fileprivate var withEvenLabels: FigureLayout {
        var whole: Set<String> = []
        var changed: Set<String> = []
        for index in scenes.indices {
            let words = axisWords(index)
            for (label, lines) in [
                (words.panel.x.label, words.xLabelLines), (words.panel.y.label, words.yLabelLines),
            ] where !lines.isEmpty {
                let isWhole = lines == [typesetter.line(label, Typography.axisLabel)]
                if isWhole { whole.insert(label) } else { changed.insert(label) }
            }
        }
        let uneven = whole.intersection(changed)
        guard !uneven.isEmpty else { return self }
        var figure = asked
        for index in figure.panels.indices {
            for axis in [\Panel.x.label, \Panel.y.label] {
                let label = figure.panels[index][keyPath: axis]
                if uneven.contains(label) {
                    figure.panels[index][keyPath: axis] = ShortForms.short(label)
                }
            }
        }
        let even = FigureLayout(figure, typesetter, needsRoom: true)
        return even.hasRoom ? even : self
    }
}

/// How many panels may stand side by side, the best first; those that leave no room whatever the words
/// are not among them.
struct ColumnChoice {
    let columns: [Int?]

    init(_ figure: Figure) {
        guard figure.isFlexible else {
            columns = [figure.columns]
            return
        }
        let count = max(1, figure.panels.count)
        let wanted = max(1, min(figure.columns ?? count, count))
        let order: [Int]
        if figure.size.axesHeight != nil {
            // The page grows: as usual, else side by side so that it stays low, else below each other.
            order = Array(wanted...count) + Array((1..<wanted).reversed())
        } else {
            let scores = (1...count).map { columns -> (columns: Int, score: Double) in
                (columns, Self.score(columns, of: figure) * (columns == wanted ? 1.2 : 1))
            }
            order = scores.sorted { ($0.score, $0.columns) > ($1.score, $1.columns) }
                .map(\.columns)
        }
        columns = order.filter { Self.mayFit($0, figure) }.map(Optional.some)
    }

    /// Whether axes would be large enough if there were hardly any words around them.
    private static func mayFit(_ columns: Int, _ figure: Figure) -> Bool {
        let (width, height) = axes(columns, of: figure, words: (8, 6))
        let isStrip = figure.panels.contains { panel in
            panel.marks.contains { if case .tokens = $0 { true } else { false } }
        }
        return width >= Typography.leastAxes.width
            && (isStrip || figure.size.axesHeight != nil || height >= Typography.leastAxes.height)
    }

    /// About how much there is around a panel's axes.
    private static let words = (width: 30.0, height: 36.0)

    /// Returns about how large the axes would be, full rows being better than ragged ones.
    ///
    /// That is their height, or their width where that is less than suits the height.
    private static func score(_ columns: Int, of figure: Figure) -> Double {
        let (width, height) = axes(columns, of: figure, words: words)
        let size = min(width / 1.25, height)
        let grid = PageGrid(columns: columns, figure.panels.map(\.staysWithNext))
        return size > 0 && !grid.freeCells.isEmpty ? 0.8 * size : size
    }

    /// Returns about how large axes would be with so much around each.
    private static func axes(
        _ columns: Int, of figure: Figure, words: (width: Double, height: Double)
    ) -> (width: Double, height: Double) {
        let rows = PageGrid(columns: columns, figure.panels.map(\.staysWithNext)).rows
        let padding = 2 * Typography.pagePadding - Typography.panelGap
        func side(_ length: Double, _ count: Int, _ words: Double) -> Double {
            (length - padding) / Double(count) - Typography.panelGap - words
        }
        return (
            side(figure.size.width, columns, words.width),
            side(figure.size.height, rows, words.height)
        )
    }
}
