// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// A figure made ready for cells: its panels arranged, its size chosen, its formulas on one line.
struct TextPage {
    /// The figure, with the size of the page.
    private(set) var figure: Figure
    /// Cells side by side.
    let columns: Int
    /// Cells above each other.
    private(set) var rows: Int

    /// What is cut off at the top of the page, so that the first row holds the titles, or else the
    /// words along the vertical axis, and the axes begin with a row: the layout leaves white there,
    /// or too little of it.
    let cut: Double

    /// What is around a panel's axes, in cells.
    private static let words = (columns: 8, rows: 4)
    /// The least axes that show anything, in cells.
    private static let least = (columns: 30, rows: 9)
    /// The lowest axes where a page just fits on the screen, with colours and without: halves of
    /// cells show more than signs.
    private static let lowest = (coloured: 6, plain: 8, onSmallScreen: 4)
    /// A screen lower than this has no room for ornaments.
    private static let smallScreen = 14
    /// The narrowest panels, words included, that are better than some that have to be scrolled.
    private static let narrowest = 18
    /// No figure is narrower, nor wider for each of its panels.
    private static let widths = 24...120

    init(_ figure: Figure, on screen: TextScreen) {
        let count = max(1, figure.panels.count)
        columns = min(max(screen.columns, Self.widths.lowerBound), Self.widths.upperBound * count)
        let isSmall = screen.rows < Self.smallScreen
        let lowest =
            isSmall
            ? Self.lowest.onSmallScreen
            : screen.showsPictures ? Self.lowest.coloured : Self.lowest.plain
        let side = Self.onOneScreen(
            Self.panelsAside(count, columns, screen.rows, figure.columns), count, columns,
            screen.rows, lowest)
        cut = figure.hasPanelTitles || !figure.heading.isEmpty ? 0.96 : -0.72
        var ready = figure.inPlainWords(screen.signs)
        ready.columns = side
        ready.isTransparent = false
        ready.sharesAxes = false
        if !screen.showsPictures { ready.tellNumbers() }
        if isSmall { ready.dropOrnaments(titleRoom: columns / side - 4) }
        rows =
            Self.rows(ofStrips: ready, columns)
            ?? Self.rows(
                panelRows: (count + side - 1) / side, side, columns, screen.rows,
                names: Self.turnedRows(ready, columns / side, screen),
                lowest: lowest)
        ready.size = FigureSize(
            width: Double(columns) * Cell.width, height: Double(rows) * Cell.height + cut)
        self.figure = ready
    }

    /// Takes rows away that a page of one token strip turned out not to need.
    ///
    /// - Returns: Whether there were any.
    mutating func dropSpareRows(_ list: DisplayList) -> Bool {
        guard figure.panels.count == 1, Self.rows(ofStrips: figure, columns) != nil else {
            return false
        }
        let page = Box(x: 0, y: 0, width: list.width, height: list.height)
        var foot = 0.0
        var bar: Box?
        for item in PageItem.all(list, page: page) {
            switch (item.role, item.item) {
            case (.series, .rectangle(let box, radius: _, fill: _, stroke: _)):
                foot = max(foot, box.bottom)
            case (.colorBar, .image(_, in: let box)): bar = box
            default: continue
            }
        }
        guard let bar else { return false }
        let spare = min(bar.bottom - foot, bar.height - 4 * Cell.height) / Cell.height
        guard spare >= 1 else { return false }
        rows -= Int(spare)
        figure.size.height -= Double(Int(spare)) * Cell.height
        return true
    }

    /// Lists names below the panels that found no place in them.
    mutating func list(_ names: [DisplayList.DotName]) {
        for name in names { figure.list(notes: [name.note], inPanel: name.panel) }
    }

    /// Returns how many panels stand side by side: as many as make the smallest axes largest, with
    /// a liking for full rows and for those that the figure has elsewhere.
    private static func panelsAside(
        _ count: Int, _ columns: Int, _ rows: Int, _ usual: Int?
    ) -> Int {
        var best = (side: 1, size: 0.0)
        for side in 1...count {
            let width = columns / side - words.columns
            let height = (rows - 1) / ((count + side - 1) / side) - words.rows
            // Rows can be added, columns cannot.
            let size = min(
                Double(width) / Double(least.columns),
                Double(max(height, least.rows)) / Double(least.rows + 1))
            let liking = side == usual ? 1 : count % side == 0 ? 0.9 : 0.6
            if size * liking >= best.size { best = (side, size * liking) }
        }
        return best.side
    }

    /// Returns how many panels stand side by side so that all of them are on one low screen: more
    /// than else where that is what it takes, and where they do not become too narrow.
    private static func onOneScreen(
        _ side: Int, _ count: Int, _ columns: Int, _ rows: Int, _ lowest: Int
    ) -> Int {
        guard rows < smallScreen else { return side }
        func isSeenAtOnce(_ side: Int) -> Bool {
            (count + side - 1) / side * (lowest + words.rows) + 1 <= rows
        }
        return (side...max(side, count)).first {
            isSeenAtOnce($0) && ($0 == side || columns / $0 >= narrowest)
        } ?? side
    }

    /// Returns how many more rows panels need for names along their horizontal axes that the layout
    /// will turn.
    private static func turnedRows(_ figure: Figure, _ width: Int, _ screen: TextScreen) -> Int {
        let longest = figure.panels.map { panel -> Int in
            guard case .categories(let names) = panel.x.scale else { return 0 }
            let widths = names.map(screen.width)
            let room = width - words.columns
            return widths.reduce(0, +) + 2 * widths.count > room ? widths.max() ?? 0 : 0
        }
        return min((longest.max() ?? 0) / 2, 5)
    }

    /// Returns the rows of a page of token strips, or nil where one of its panels has axes.
    private static func rows(ofStrips figure: Figure, _ columns: Int) -> Int? {
        // Letters are wider here than those that a strip reckons with.
        let width = Double(columns) * Cell.width * 0.8 / Double(max(1, figure.columns ?? 1))
        var rows = 4.0
        for panel in figure.panels {
            let heights = panel.marks.compactMap { mark -> Double? in
                if case .tokens(let strip) = mark { strip.roughHeight(width: width) } else { nil }
            }
            guard let height = heights.max() else { return nil }
            rows += height / Cell.height
        }
        return figure.panels.isEmpty ? nil : Int(min(rows, 5000))
    }

    /// Returns the rows of the page: those that suit the width, as far as there are so many, and
    /// always those that the panels need.
    private static func rows(
        panelRows: Int, _ side: Int, _ columns: Int, _ available: Int, names: Int, lowest: Int
    ) -> Int {
        let width = columns / side - words.columns
        let words = (columns: words.columns, rows: words.rows + names)
        let suiting = panelRows * (width * 5 / 16 + words.rows) + 1
        let needed = panelRows * (least.rows + words.rows) + 1
        // Low axes on one screen are better than higher ones that have to be scrolled.
        let tight = panelRows * (lowest + words.rows) + 1
        if needed > available && tight <= available { return available }
        return max(needed, min(available, max(20, suiting)))
    }
}

extension Figure {
    /// Makes token strips tell their numbers.
    fileprivate mutating func tellNumbers() {
        for panel in panels.indices {
            panels[panel].marks = panels[panel].marks.map { mark in
                guard case .tokens(var strip) = mark else { return mark }
                strip.showsNumbers = true
                return .tokens(strip)
            }
        }
    }
}

extension Mark.TokenStrip {
    /// Returns about how high the strip is where a line has so much room, in points.
    fileprivate func roughHeight(width: Double) -> Double {
        let sign = 4.6
        let names = Double(rows.map(\.name.count).max() ?? 0) * sign
        let room = max(40, width - names - 70)
        var (lines, used) = (1.0, 0.0)
        for token in tokens {
            let box = max(Double(token.count), showsNumbers ? 4 : 1) * sign + 4.4
            if used + box > room, used > 0 {
                lines += 1
                used = 0
            }
            used += min(box, room)
        }
        let row = showsNumbers ? 19.3 : 12.3
        return lines * (Double(max(1, rows.count)) * row + 6) + 42
    }
}
