// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// What draws a dot or a sign: the terminal's own colour or another, strong or faint.
enum Ink: Hashable {
    case plain
    case faint
    case color(Color)
    case pale(Color)
}

/// A page of character cells, each with dots, a sign or colours.
struct CellGrid {
    /// One cell.
    struct Content {
        /// The dots that are set, row by row, the upper left one in the lowest bit.
        var dots: UInt8 = 0
        /// What the dots or the sign are drawn with.
        var ink = Ink.plain
        /// Whether the dots are in front: a curve, not shading or a grid.
        var isFront = false
        /// The sign of ASCII that stands for the dots.
        var mark: Character = " "
        /// A sign instead of dots; empty after a wide one.
        var sign: String?
        /// A sign of a texture, seen where neither dots nor words are, and what it is drawn with.
        var texture: String?
        var textureInk = Ink.plain
        /// The colours of the upper and of the lower half.
        var upper: Color?
        var lower: Color?
    }

    let columns: Int
    let rows: Int
    let signs: TextSigns
    private(set) var cells: [Content]

    init(columns: Int, rows: Int, signs: TextSigns) {
        self.columns = columns
        self.rows = rows
        self.signs = signs
        cells = Array(repeating: Content(), count: columns * rows)
    }

    /// Returns whether there is such a cell.
    func contains(column: Int, row: Int) -> Bool {
        column >= 0 && column < columns && row >= 0 && row < rows
    }

    subscript(column: Int, row: Int) -> Content {
        get { cells[row * columns + column] }
        set { cells[row * columns + column] = newValue }
    }

    /// Sets a dot, counted from the upper left one; what lies in front hides what lies behind, and
    /// the last ink colours a cell, but the terminal's own never hides a colour.
    mutating func dot(x: Int, y: Int, _ ink: Ink, isFront: Bool, mark: Character) {
        let (width, height) = (signs.dotColumns, signs.dotRows)
        guard x >= 0, y >= 0, contains(column: x / width, row: y / height) else { return }
        var cell = self[x / width, y / height]
        if cell.isFront && !isFront { return }
        if isFront && !cell.isFront {
            cell.dots = 0
            cell.mark = " "
            cell.ink = .plain
        }
        cell.isFront = isFront
        cell.dots |= 1 << UInt8(y % height * width + x % width)
        // An axis on which a curve lies takes the curve's colour.
        if case .color = cell.ink, ink == .plain { return self[x / width, y / height] = cell }
        cell.ink = ink
        cell.mark = mark
        self[x / width, y / height] = cell
    }

    /// Empties the cells whose middle lies in a box of points, but for their words.
    mutating func clear(_ box: Box) {
        visit(box) { cell in
            cell = Content(sign: cell.sign)
        }
    }

    /// Colours the halves of cells whose middle lies in a box of points.
    mutating func fill(_ box: Box, color: (_ x: Double, _ y: Double) -> Color?) {
        let columns = cells(from: box.x / Cell.width, to: box.right / Cell.width, self.columns)
        for column in columns {
            let halves = cells(
                from: 2 * box.y / Cell.height, to: 2 * box.bottom / Cell.height, 2 * rows)
            for half in halves {
                let place = ((Double(column) + 0.5) * Cell.width, Double(half) + 0.5)
                guard let found = color(place.0, place.1 * Cell.height / 2) else { continue }
                if half % 2 == 0 {
                    self[column, half / 2].upper = found
                } else {
                    self[column, half / 2].lower = found
                }
            }
        }
    }

    /// Gives the cells whose middle lies in a box of points a sign, seen where nothing else is.
    mutating func fill(
        _ box: Box, texture: (_ x: Double, _ y: Double) -> (sign: String, ink: Ink)?
    ) {
        let columns = cells(from: box.x / Cell.width, to: box.right / Cell.width, self.columns)
        for row in cells(from: box.y / Cell.height, to: box.bottom / Cell.height, rows) {
            for column in columns {
                let place = ((Double(column) + 0.5) * Cell.width, (Double(row) + 0.5) * Cell.height)
                guard let found = texture(place.0, place.1) else { continue }
                self[column, row].texture = found.sign
                self[column, row].textureInk = found.ink
            }
        }
    }

    /// Colours a cell as a whole; outside the page nothing happens.
    mutating func paint(column: Int, row: Int, _ color: Color) {
        guard contains(column: column, row: row) else { return }
        self[column, row].upper = color
        self[column, row].lower = color
    }

    /// Gives a cell a sign that is seen where nothing else is; outside the page nothing happens.
    mutating func put(texture: String, column: Int, row: Int, _ ink: Ink) {
        guard contains(column: column, row: row) else { return }
        self[column, row].texture = texture
        self[column, row].textureInk = ink
    }

    private mutating func visit(_ box: Box, _ change: (inout Content) -> Void) {
        let columns = cells(from: box.x / Cell.width, to: box.right / Cell.width, self.columns)
        for row in cells(from: box.y / Cell.height, to: box.bottom / Cell.height, rows) {
            for column in columns { change(&self[column, row]) }
        }
    }

    /// Returns the cells whose middle lies between two places.
    private func cells(from start: Double, to end: Double, _ count: Int) -> Range<Int> {
        func cell(_ place: Double) -> Int {
            place.isNaN ? 0 : Int(min(max((place - 0.5).rounded(.up), 0), Double(count)))
        }
        return cell(start)..<max(cell(start), cell(end))
    }
}
