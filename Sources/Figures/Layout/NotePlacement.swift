// SPDX-License-Identifier: GPL-3.0-or-later

/// A few lines of words that stay together.
private struct WordBlock {
    var lines: [MathBox]
    var lineHeight: Double

    var width: Double { lines.map(\.width).max() ?? 0 }
    var height: Double { Double(lines.count) * lineHeight }
}

/// A place that a block might take, with what speaks against it.
private struct Candidate {
    var corner: Point
    var cost: Double
}

/// A place that was chosen, and whether a curve runs through it.
private struct Choice {
    var box: Box
    var cost: Double
    var isOnCurve: Bool
}

extension PanelScene {
    /// Puts the regions' notes and the others where they cover least, and marks their room.
    mutating func placeNotes(_ theme: Theme, _ typesetter: Typesetter) {
        let font = Typography.note
        let widest = 0.95 * frame.plot.width
        placeWritersNotes(theme, typesetter)
        placeRegionNotes(theme, typesetter)
        for (index, note) in content.notes.enumerated()
        where !note.text.isEmpty && note.place.chosen == nil {
            let lines = typesetter.lines(note.text, font, width: widest, limit: 3)
            let block = WordBlock(lines: lines, lineHeight: font.lineHeight)
            let context = context(of: note)
            let chosen = choice(of: candidates(block, note.place), block, near: context)
            if chosen == nil && context != nil { homeless.append(index) }
            // No headroom brings a dot into the axes.
            if let context, context.own.isEmpty { continue }
            put(block, chosen, theme)
        }
    }

    /// Puts the notes that a writer placed where they were placed, before all others; they may lie on
    /// curves.
    private mutating func placeWritersNotes(_ theme: Theme, _ typesetter: Typesetter) {
        for note in content.notes where note.place.chosen != nil && !note.text.isEmpty {
            let line = typesetter.line(
                note.text, Typography.note, maximum: 0.95 * frame.plot.width)
            let block = WordBlock(lines: [line], lineHeight: Typography.note.lineHeight)
            let wasCrowded = isCrowded
            let places = candidates(block, note.place)
            put(block, choice(of: places, block, coversFreely: true), theme, theme.foreground)
            isCrowded = wasCrowded
        }
    }

    /// Says in the middle of a panel that there is nothing in it.
    mutating func sayNothing(_ theme: Theme, _ typesetter: Typesetter) {
        let words = typesetter.line("no numbers to show", Typography.note)
        let block = WordBlock(lines: [words], lineHeight: Typography.note.lineHeight)
        let corner = Point(
            frame.plot.x + (frame.plot.width - block.width) / 2,
            frame.plot.y + (frame.plot.height - block.height) / 2)
        put(block, choice(of: [Candidate(corner: corner, cost: 0)], block), theme)
    }

    /// Puts the regions' notes side by side at one height, as near to the top as they can be.
    private mutating func placeRegionNotes(_ theme: Theme, _ typesetter: Typesetter) {
        let noted = content.regions.compactMap { region -> (block: WordBlock, area: Box)? in
            guard let area = frame.place(region),
                let block = block(region.note, in: area, typesetter)
            else { return nil }
            return (block, area)
        }
        let rows = (0...12).map { step in
            noted.map { choice(of: candidates($0.block, in: $0.area, step: step), $0.block) }
        }
        let best = rows.min { cost($0) < cost($1) } ?? []
        for (note, place) in zip(noted, best) { put(note.block, place, theme) }
    }

    /// Returns a region's note, or its first line alone, if that is no wider than the region: words that
    /// reach out of it would seem to speak of something else.
    private func block(_ note: [String], in area: Box, _ typesetter: Typesetter) -> WordBlock? {
        let lines = note.map { typesetter.line($0, Typography.note) }
        let blocks = [lines, Array(lines.prefix(1))].map {
            WordBlock(lines: $0, lineHeight: Typography.note.lineHeight)
        }
        // Of characters there are too few for that.
        let widest = typesetter.breaksLines ? area.width - 2 : frame.plot.width
        return blocks.first { !$0.lines.isEmpty && $0.width <= widest }
    }

    /// Returns what speaks against a row of places; one left out outweighs curves covered.
    private func cost(_ row: [Choice?]) -> Double {
        row.map { $0?.cost ?? 1e6 }.reduce(0, +)
    }

    /// Returns the best of some places for a block, or nil where all lie on other words.
    private func choice(
        of candidates: [Candidate], _ block: WordBlock, near dots: DotSurroundings? = nil,
        coversFreely: Bool = false
    ) -> Choice? {
        let plot = frame.plot.outset(-1)
        var best: Choice?
        for candidate in candidates {
            let box = Box(
                x: min(max(candidate.corner.x, plot.x), plot.right - block.width),
                y: min(max(candidate.corner.y, plot.y), plot.bottom - block.height),
                width: block.width, height: block.height)
            guard room.isFree(box), dots?.isClear(box) ?? true else { continue }
            let covered = room.curves.count(in: box.outset(1))
            let crossed = room.faint.count(in: box)
            let covers = 8 * Double(covered) + 0.3 * Double(min(crossed, 20))
            let cost = candidate.cost + (coversFreely ? 0 : covers)
            if cost < best?.cost ?? .infinity {
                best = Choice(box: box, cost: cost, isOnCurve: covered > 0)
            }
        }
        return best
    }

    /// Puts a block at a place; leaves it out where there is none free of words.
    private mutating func put(
        _ block: WordBlock, _ choice: Choice?, _ theme: Theme, _ color: Color? = nil
    ) {
        guard let choice, room.isFree(choice.box) else {
            isCrowded = true
            return
        }
        isCrowded = isCrowded || choice.isOnCurve
        room.words.append(choice.box.outset(1.5))
        let ink =
            planes.isEmpty ? nil : Ink(on: planes.ground(in: choice.box.outset(1)), contrast: 4.5)
        for (index, line) in block.lines.enumerated() {
            let x = choice.box.x + (block.width - line.width) / 2
            let y = choice.box.y + (Double(index) + 0.72) * block.lineHeight
            notes.append(
                PlacedText(
                    role: .note, box: line, origin: Point(x, y),
                    color: ink?.color ?? color ?? theme.muted,
                    backing: ink.map(\.backing) ?? (choice.isOnCurve ? theme.veil(0.85) : nil)))
        }
    }

    /// Returns places for a region's note at one of thirteen heights of its upper part, or, for the
    /// last four, of its foot: in the region's middle, else at its sides.
    private func candidates(_ block: WordBlock, in area: Box, step: Int) -> [Candidate] {
        let inset = 4.0
        let free = max(0, area.height - block.height - 2 * inset)
        let y =
            step < 9
            ? area.y + inset + 0.3 * free * Double(step) / 8
            : area.y + inset + free * (1 - 0.12 * Double(step - 9) / 3)
        let cost = Double(step) * 1.5
        let centre = area.x + (area.width - block.width) / 2
        let sides =
            block.width > area.width
            ? [] : [area.x + inset, area.right - inset - block.width]
        return [Candidate(corner: Point(centre, y), cost: cost)]
            + sides.map { Candidate(corner: Point($0, y), cost: cost + 5) }
    }

    /// The farthest that words are from the point that they speak of, in points.
    private static let farthest = 16.0

    /// Returns places for a note: where it asks to be, then around; anywhere only where it speaks of the
    /// whole panel.
    private func candidates(_ block: WordBlock, _ place: Mark.Note.Place) -> [Candidate] {
        let grid = room.grid(width: block.width, height: block.height, inset: 4)
        switch place {
        case .corner:
            let wish = Point(frame.plot.right - block.width - 4, frame.plot.y + 4)
            return near(wish, grid, cost: 0)
        case .above(let point):
            return around(point, block, grid, above: true)
        case .below(let point):
            return around(point, block, grid, above: false)
        case .at(let point):
            guard let point = frame.place(point) else { return [] }
            let corner = Point(point.x - block.width / 2, point.y - block.height / 2)
            return [Candidate(corner: corner, cost: 0)] + near(corner, grid, cost: 12)
        case .naming(let points):
            let dots = visible(points)
            guard let first = dots.first else { return [] }
            let others = dots.dropFirst().flatMap { beside($0, block, above: true) }
            return beside(first, block, above: true) + near(first, grid, cost: 12)
                + others.map { Candidate(corner: $0.corner, cost: $0.cost + 20) }
        }
    }

    /// Returns places beside a point in the axes' units; none where it lies outside.
    private func around(
        _ point: Point, _ block: WordBlock, _ grid: [Point], above: Bool
    ) -> [Candidate] {
        guard let place = frame.place(point) else { return [] }
        let close = grid.filter { corner in
            Box(x: corner.x, y: corner.y, width: block.width, height: block.height)
                .distance(to: place) <= Self.farthest
        }
        return beside(place, block, above: above).filter { candidate in
            let box = Box(
                x: candidate.corner.x, y: candidate.corner.y, width: block.width,
                height: block.height)
            return frame.plot.outset(-1).contains(box)
        } + near(place, close, cost: 12)
    }

    /// Returns places just above or below a point, the asked side first.
    private func beside(_ point: Point, _ block: WordBlock, above: Bool) -> [Candidate] {
        let up = point.y - block.height - 6
        let down = point.y + 6
        return [(above ? up : down, 0.0), (above ? down : up, 6.0)].flatMap { y, cost in
            [
                Candidate(corner: Point(point.x - block.width / 2, y), cost: cost),
                Candidate(corner: Point(point.x + 3, y), cost: cost + 1),
                Candidate(corner: Point(point.x - block.width - 3, y), cost: cost + 1),
            ]
        }
    }

    /// Returns places of a grid, dearer with the distance from a wish.
    private func near(_ wish: Point?, _ grid: [Point], cost: Double) -> [Candidate] {
        let wish = wish ?? Point(frame.plot.right, frame.plot.y)
        return grid.map { corner in
            let distance = abs(corner.x - wish.x) + abs(corner.y - wish.y)
            return Candidate(corner: corner, cost: cost + distance / 8)
        }
    }
}

extension Mark.Note.Place {
    /// The very point that a writer chose, which the axes have to show; nil for other places.
    var chosen: Point? {
        if case .at(let point) = self { return point }
        return nil
    }
}
