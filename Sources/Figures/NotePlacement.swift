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

extension PanelScene {
    /// Puts the regions' notes and the others where they cover least, and marks their room.
    mutating func placeNotes(_ theme: Theme, _ typesetter: Typesetter) {
        let font = Typography.note
        let widest = 0.95 * frame.plot.width
        for region in content.regions where !region.note.isEmpty {
            guard let area = frame.place(region) else { continue }
            let lines = region.note.map { typesetter.line($0, font, maximum: widest) }
            let block = WordBlock(lines: lines, lineHeight: font.lineHeight)
            put(block, at: candidates(block, in: area), theme)
        }
        for note in content.notes where !note.text.isEmpty {
            let line = typesetter.line(note.text, font, maximum: widest)
            let block = WordBlock(lines: [line], lineHeight: font.lineHeight)
            put(block, at: candidates(block, note.place), theme)
        }
    }

    /// Puts a block at the best of some places; leaves it out where all lie on other words.
    private mutating func put(_ block: WordBlock, at candidates: [Candidate], _ theme: Theme) {
        let plot = frame.plot.outset(-1)
        var best: (box: Box, cost: Double, isOnCurve: Bool)?
        for candidate in candidates {
            let box = Box(
                x: min(max(candidate.corner.x, plot.x), plot.right - block.width),
                y: min(max(candidate.corner.y, plot.y), plot.bottom - block.height),
                width: block.width, height: block.height)
            guard room.isFree(box) else { continue }
            let covered = room.curves.count(in: box.outset(1))
            let crossed = room.faint.count(in: box)
            let cost = candidate.cost + 8 * Double(covered) + 0.8 * Double(crossed)
            if cost < best?.cost ?? .infinity { best = (box, cost, covered > 0) }
        }
        guard let best else {
            isCrowded = true
            return
        }
        isCrowded = isCrowded || best.isOnCurve
        room.words.append(best.box.outset(1.5))
        for (index, line) in block.lines.enumerated() {
            let x = best.box.x + (block.width - line.width) / 2
            let y = best.box.y + (Double(index) + 0.72) * block.lineHeight
            notes.append(
                PlacedText(
                    role: .note, box: line, origin: Point(x, y), color: theme.muted,
                    backing: best.isOnCurve ? theme.background.opacity(0.85) : nil))
        }
    }

    /// Returns places for a region's note: in its middle, from the top down.
    private func candidates(_ block: WordBlock, in area: Box) -> [Candidate] {
        let inset = 4.0
        let centre = area.x + (area.width - block.width) / 2
        let isWide = block.width > area.width
        let down = max(0, area.height - block.height - 2 * inset)
        return (0...16).flatMap { step -> [Candidate] in
            let y = area.y + inset + down * Double(step) / 16
            let cost = Double(step) * 1.5
            let sides = isWide ? [] : [area.x + inset, area.right - inset - block.width]
            return [Candidate(corner: Point(centre, y), cost: cost)]
                + sides.map { Candidate(corner: Point($0, y), cost: cost + 5) }
        }
    }

    /// Returns places for a note: where it asks to be, then anywhere.
    private func candidates(_ block: WordBlock, _ place: Mark.Note.Place) -> [Candidate] {
        let grid = room.grid(width: block.width, height: block.height, inset: 4)
        switch place {
        case .corner:
            let wish = Point(frame.plot.right - block.width - 4, frame.plot.y + 4)
            return near(wish, grid, cost: 0)
        case .above(let point):
            guard let point = frame.place(point) else { return near(nil, grid, cost: 0) }
            return beside(point, block, above: true) + near(point, grid, cost: 12)
        case .below(let point):
            guard let point = frame.place(point) else { return near(nil, grid, cost: 0) }
            return beside(point, block, above: false) + near(point, grid, cost: 12)
        }
    }

    /// Returns places just above or below a point, the asked side first.
    private func beside(_ point: Point, _ block: WordBlock, above: Bool) -> [Candidate] {
        let up = point.y - block.height - 2
        let down = point.y + 2
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
