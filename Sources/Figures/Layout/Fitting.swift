// SPDX-License-Identifier: GPL-3.0-or-later

/// Lays a figure out so that all of it has room: with as many panels side by side as suit the page,
/// and without ornaments that have none, where the figure is flexible.
struct Fitting {
    /// The layout that was chosen; where nothing has room, the fullest one.
    let layout: FigureLayout
    /// Whether all of it has room.
    let fits: Bool
    /// What was left out.
    let omitted: [Ornament]

    init(_ figure: Figure, _ typesetter: Typesetter) {
        var reduced = figure
        var omitted: [Ornament] = []
        var next = Ornament.allCases[...]
        while true {
            if let layout = Self.fitting(reduced, typesetter) {
                self.init(layout: layout, fits: true, omitted: omitted)
                return
            }
            guard figure.isFlexible, let ornament = next.popFirst() else { break }
            let without = reduced.without(ornament)
            if without != reduced { omitted.append(ornament) }
            reduced = without
        }
        self.init(layout: FigureLayout(figure, typesetter), fits: false, omitted: [])
    }

    private init(layout: FigureLayout, fits: Bool, omitted: [Ornament]) {
        self.layout = layout
        self.fits = fits
        self.omitted = omitted
    }

    /// The shapes and texts.
    var page: DisplayList {
        var page = layout.displayList
        page.fits = fits
        page.omitted = omitted
        return page
    }

    /// Returns the first of a figure's grids in which everything has room; nil where none has it.
    private static func fitting(_ figure: Figure, _ typesetter: Typesetter) -> FigureLayout? {
        var figure = figure
        for columns in figure.isFlexible ? ColumnChoice(figure).columns : [figure.columns] {
            figure.columns = columns
            let layout = FigureLayout(figure, typesetter, needsRoom: true)
            if let layout, layout.hasRoom { return layout }
        }
        return nil
    }
}

/// How many panels may stand side by side, the best first.
struct ColumnChoice {
    let columns: [Int?]

    init(_ figure: Figure) {
        let count = max(1, figure.panels.count)
        let wanted = max(1, min(figure.columns ?? count, count))
        guard figure.size.axesHeight == nil else {
            // The page grows: as usual, else side by side so that it stays low, else below each other.
            let order = Array(wanted...count) + Array((1..<wanted).reversed())
            columns = order.map(Optional.some)
            return
        }
        let scores = (1...count).map { columns -> (columns: Int, score: Double) in
            (columns, Self.score(columns, of: figure) * (columns == wanted ? 1.2 : 1))
        }
        columns = scores.sorted { ($0.score, $0.columns) > ($1.score, $1.columns) }
            .map { Optional.some($0.columns) }
    }

    /// About how much there is around a panel's axes.
    private static let words = (width: 30.0, height: 36.0)

    /// Returns about how large the axes would be: their height, or their width where that is less
    /// than suits the height. Full rows are better than ragged ones.
    private static func score(_ columns: Int, of figure: Figure) -> Double {
        let grid = PageGrid(columns: columns, figure.panels.map(\.staysWithNext))
        let padding = 2 * Typography.pagePadding - Typography.panelGap
        func side(_ length: Double, _ count: Int, _ words: Double) -> Double {
            (length - padding) / Double(count) - Typography.panelGap - words
        }
        let width = side(figure.size.width, columns, words.width)
        let height = side(figure.size.height, grid.rows, words.height)
        let size = min(width / 1.25, height)
        return size > 0 && !grid.freeCells.isEmpty ? 0.8 * size : size
    }
}
