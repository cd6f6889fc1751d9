// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension TextDrawing {
    /// Writes the words of a page, those first that nothing else can stand for.
    mutating func write(_ lines: [TextLine]) {
        let places = WordPlaces(parts: parts)
        let feet = writeTurned(lines, places)
        let order: [DisplayList.Group.Role] = [
            .axis, .title, .legend, .colorBar, .footnote, .note, .panel, .region, .series,
        ]
        for role in order {
            for line in lines where (line.role ?? .panel) == role {
                // On a picture, words about contours stand only where these do.
                let isLevel = role == .series && line.panel.map(parts.pictured.contains) == true
                if isLevel && !isCell(line) && !showsContours(line.panel) { continue }
                if role == .colorBar && isNumbered { continue }
                let foot = line.panel.flatMap { feet[$0] } ?? 0
                write(line, at: places.place(of: line), below: foot)
            }
        }
    }

    /// Returns whether words stand in a cell of a picture, and not on a contour line: these come
    /// with a group for each level, pictures with one.
    private func isCell(_ line: TextLine) -> Bool { parts.pictureGroups.contains(line.group) }

    private mutating func write(
        _ line: TextLine, at place: WordPlaces.Place, below foot: Int
    ) {
        let words = line.words(screen.signs)
        let ink = ink(line.color)
        switch place {
        case .exactly(let column, let row):
            grid.write(words, column: column, row: row, ink, width: screen.width)
        case .about(let column, let row):
            for row in [row, row + 1, row - 1]
            where grid.write(words, column: column, row: row, ink, width: screen.width) {
                return
            }
        case .aboveAxis(let column, let row):
            grid.write(label(line), column: column, row: row, ink, width: screen.width)
        case .aboveBar(let row): write(words, aboveBarIn: row, ink)
        case .belowNumbers(let column, let row):
            grid.write(
                words, column: column, row: max(row, foot + 1), ink, width: screen.width)
        case .turned: return
        }
    }

    /// Writes names that would run upwards below the axes: around their ticks, in turns in as few
    /// rows as they need.
    ///
    /// - Returns: The last of these rows, by panel.
    private mutating func writeTurned(_ lines: [TextLine], _ places: WordPlaces) -> [Int: Int] {
        var feet: [Int: Int] = [:]
        for panel in parts.turned.sorted() {
            let names = lines.filter { $0.panel == panel && places.place(of: $0) == .turned }
                .sorted { $0.start.x < $1.start.x }
            guard let first = places.rowBelow(panel) else { continue }
            let spans = names.map { line -> Range<Int> in
                let width = screen.width(line.words(screen.signs))
                let middle = Int(line.start.x / Cell.width)
                let start = max(0, min(middle - width / 2, page.columns - width))
                return start..<start + max(0, width)
            }
            let most = Self.most
            let rows = (1..<most).first { count in
                zip(spans, spans.dropFirst(count)).allSatisfy { $0.upperBound < $1.lowerBound }
            }
            for (index, line) in names.enumerated() {
                let row = first + index % (rows ?? most)
                let words = line.words(screen.signs)
                grid.write(
                    words, column: spans[index].lowerBound, row: row, ink(line.color),
                    width: screen.width)
                feet[panel] = max(feet[panel] ?? row, row)
            }
        }
        return feet
    }

    /// The most rows for names that would run upwards.
    private static let most = 5

    /// Writes words above a colour bar, so that they end with the page: in the row above it or the
    /// one before, wherever there is room, else as much of them as there is room for.
    private mutating func write(_ words: String, aboveBarIn row: Int, _ ink: Ink) {
        let rows = [row, row - 1].filter { $0 >= 0 }.map { ($0, grid.roomAtEnd(ofRow: $0) - 2) }
        let width = screen.width(words)
        let best = rows.first { $0.1 >= width } ?? rows.max { $0.1 < $1.1 }
        guard let best, best.1 > 3 else { return }
        let shown = shortened(words, to: best.1)
        let column = page.columns - screen.width(shown)
        grid.write(shown, column: column, row: best.0, ink, width: screen.width)
    }

    /// Returns the words along a vertical axis, for which there is more room above the axes than the
    /// layout saw beside them.
    private func label(_ line: TextLine) -> String {
        let panels = page.figure.panels
        guard let index = line.panel, panels.indices.contains(index) else {
            return line.words(screen.signs)
        }
        let words = MathText(panels[index].y.label).plainText
        return shortened(words, to: page.columns / max(1, page.figure.columns ?? 1) - 2)
    }

    /// Returns words no wider than some cells, with a sign for what is missing.
    private func shortened(_ words: String, to room: Int) -> String {
        guard screen.width(words) > room else { return words }
        var rest = words
        while screen.width(rest) > room - 1, !rest.isEmpty { rest.removeLast() }
        return rest + "…"
    }
}
