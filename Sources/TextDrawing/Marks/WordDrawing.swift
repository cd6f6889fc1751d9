// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension TextDrawing {
    /// Writes the words of a page, those first that nothing else can stand for.
    mutating func write(_ lines: [TextLine]) {
        let places = WordPlaces(parts: parts)
        let feet = writeInTurns(lines, places)
        let named = named(lines)
        let order: [DisplayList.Group.Role] = [
            .axis, .title, .legend, .colorBar, .footnote, .note, .panel, .region, .series,
        ]
        for role in order {
            for (index, line) in lines.enumerated() where (line.role ?? .panel) == role {
                if named[index] != nil { continue }
                // On a picture, words about contours stand only where these do.
                let isLevel = role == .series && line.panel.map(parts.pictured.contains) == true
                if isLevel && !isCell(line) && !showsContours(line.panel) { continue }
                if role == .colorBar && isNumbered { continue }
                let foot = line.panel.flatMap { feet[$0] }
                if foot != nil && places.isTick(line) { continue }
                write(line, at: places.place(of: line), below: foot ?? 0)
            }
        }
        for (index, name) in named.sorted(by: { $0.key < $1.key }) {
            write(name, wishedAt: lines[index])
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
        if line.role == .note, let plane = plane(line.panel) {
            return write(words, inside: plane, line, ink)
        }
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

    /// Writes names below axes that would run upwards in turns in as few rows as they need, and
    /// those apart that would touch each other.
    ///
    /// - Returns: The last of these rows, by panel.
    private mutating func writeInTurns(_ lines: [TextLine], _ places: WordPlaces) -> [Int: Int] {
        var feet: [Int: Int] = [:]
        for panel in parts.plots.keys.sorted() {
            let names = lines.filter { $0.panel == panel && places.isTick($0) }
                .sorted { $0.start.x < $1.start.x }
            guard let first = places.rowBelow(panel), names.count > 1 else { continue }
            var spans = names.map(span)
            var rows = (1..<Self.most).first { count in
                zip(spans, spans.dropFirst(count)).allSatisfy { $0.upperBound < $1.lowerBound }
            }
            if !parts.turned.contains(panel) {
                // The layout has left one row for them, where they fit all but for the blanks.
                if rows == 1 { continue }
                (spans, rows) = (apart(spans), 1)
            }
            for (index, line) in names.enumerated() {
                let row = first + index % (rows ?? Self.most)
                grid.write(
                    line.words(screen.signs), column: spans[index].lowerBound, row: row,
                    ink(line.color), width: screen.width)
                feet[panel] = max(feet[panel] ?? row, row)
            }
        }
        return feet
    }

    /// Returns spans of cells moved a little, so that a blank is between them.
    private func apart(_ spans: [Range<Int>]) -> [Range<Int>] {
        var starts: [Int] = []
        for span in spans {
            let last = starts.last.map { $0 + spans[starts.count - 1].count + 1 }
            starts.append(max(last ?? 0, span.lowerBound - 1))
        }
        var end = page.columns + 1
        for index in starts.indices.reversed() {
            starts[index] = max(0, min(starts[index], end - 1 - spans[index].count))
            end = starts[index]
        }
        return zip(starts, spans).map { $0..<$0 + $1.count }
    }

    /// Returns the cells for a name at a tick: around the tick where it would run upwards.
    private func span(_ line: TextLine) -> Range<Int> {
        let width = max(0, screen.width(line.words(screen.signs)))
        guard line.isTurned else { return line.column..<line.column + width }
        let middle = Int(line.start.x / Cell.width)
        let start = max(0, min(middle - width / 2, page.columns - width))
        return start..<start + width
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
    func shortened(_ words: String, to room: Int) -> String {
        guard screen.width(words) > room else { return words }
        var rest = words
        while screen.width(rest) > room - 1, !rest.isEmpty { rest.removeLast() }
        return rest + "…"
    }
}
