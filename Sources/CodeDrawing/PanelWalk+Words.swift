// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension PanelWalk {
    mutating func drawWords(_ mark: Mark) {
        switch mark {
        case .note(let note):
            if let place = place(note.place) { code.words(note.text, place, theme.muted) }
        case .region(let region):
            let range = seen(region.x)
            let isLogarithmic = sketch.x.axis.scale == .logarithmic
            let middle =
                isLogarithmic
                ? (range.lowerBound * range.upperBound).squareRoot()
                : (range.lowerBound + range.upperBound) / 2
            for (line, words) in region.note.enumerated() where range.lowerBound < range.upperBound
            {
                code.words(words, .top(middle, line: line), theme.muted)
            }
        default: break
        }
    }

    /// Returns where a note stands; nil where that is outside the axes.
    private func place(_ place: Mark.Note.Place) -> WordPlace? {
        switch place {
        case .corner: .corner
        case .at(let point): sketch.shows(point) ? .middle(point) : nil
        case .above(let point): sketch.shows(point) ? .above(point) : nil
        case .below(let point): sketch.shows(point) ? .below(point) : nil
        case .naming(let points): points.first(where: sketch.shows).map { .above($0) }
        }
    }

    /// Draws the boxes of a token strip, whose units are points.
    mutating func drawCells() {
        for cell in sketch.cells {
            let box = cell.box
            let corners = [
                Point(box.x, box.y), Point(box.right, box.y), Point(box.right, box.bottom),
                Point(box.x, box.bottom),
            ]
            var fill = cell.fill.map { Fill($0) } ?? missing
            fill.edge = theme.muted
            code.shapes([corners], fill, name: "")
            let line = box.height / Double(max(1, cell.words.count))
            for (index, words) in cell.words.enumerated() {
                let middle = Point(box.x + box.width / 2, box.y + line * (Double(index) + 0.5))
                code.words(words, .middle(middle), cell.ink)
            }
        }
        for row in sketch.rowNames {
            code.words(row.name, .before(Point(0, row.middle)), theme.foreground)
        }
    }
}
