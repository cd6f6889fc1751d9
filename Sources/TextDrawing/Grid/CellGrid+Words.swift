// SPDX-License-Identifier: GPL-3.0-or-later

extension CellGrid {
    /// Writes a text into cells of one row; they lose their dots.
    ///
    /// - Parameters:
    ///   - text: What is written; what is no sign of its own becomes `�` or `?`.
    ///   - column: Where it begins.
    ///   - row: Its row.
    ///   - ink: What it is written with.
    ///   - width: Returns the cells that a character takes.
    /// - Returns: Whether the cells were free of words; else nothing is written.
    @discardableResult
    mutating func write(
        _ text: String, column: Int, row: Int, _ ink: Ink, width: (String) -> Int
    ) -> Bool {
        let signs = text.map { shown($0) }.map { ($0, min(max(width($0), 1), 2)) }
        let length = signs.reduce(0) { $0 + $1.1 }
        guard row >= 0, row < rows else { return false }
        let places = max(column, 0)..<max(max(column, 0), min(column + length, columns))
        guard places.allSatisfy({ self[$0, row].sign == nil }) else { return false }
        var place = column
        for (sign, cells) in signs {
            let isInside = place >= 0 && place + cells <= columns
            for offset in 0..<cells where isInside {
                let below = self[place + offset, row]
                self[place + offset, row] = Content(
                    ink: ink, sign: offset == 0 ? sign : "", upper: below.upper, lower: below.lower)
            }
            place += cells
        }
        clearFaint(place, row)
        clearFaint(column - 1, row)
        return true
    }

    /// Puts one sign into a cell that no words are in.
    mutating func put(_ sign: String, column: Int, row: Int, _ ink: Ink) {
        guard contains(column: column, row: row), self[column, row].sign == nil else { return }
        self[column, row].isFront = true
        self[column, row].dots = 0
        self[column, row].ink = ink
        self[column, row].sign = sign
    }

    /// Takes shading away beside words.
    private mutating func clearFaint(_ column: Int, _ row: Int) {
        guard contains(column: column, row: row), !self[column, row].isFront else { return }
        self[column, row].dots = 0
        self[column, row].texture = nil
    }

    /// Returns whether no words are in some cells of a row that the page has.
    func isFree(_ columns: Range<Int>, row: Int) -> Bool {
        row >= 0 && row < rows
            && columns.clamped(to: 0..<self.columns).allSatisfy { self[$0, row].sign == nil }
    }

    /// Returns how many cells at the right end of a row no words are in.
    func roomAtEnd(ofRow row: Int) -> Int {
        guard row >= 0, row < rows else { return 0 }
        let last = (0..<columns).last { self[$0, row].sign != nil }
        return columns - 1 - (last ?? -1)
    }

    /// Returns a character that shows itself and nothing else.
    private func shown(_ character: Character) -> String {
        if signs == .ascii {
            if let spelled = asciiSigns[character] { return spelled }
            return character.isASCII && !character.isNewline && character >= " "
                && character != "\u{7F}" ? String(character) : "?"
        }
        let isHidden = character.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
                .unassigned, .privateUse:
                true
            default: false
            }
        }
        let isMark =
            character.unicodeScalars.first?.properties.canonicalCombiningClass.rawValue ?? 0
        return isHidden || isMark != 0 ? "\u{FFFD}" : String(character)
    }
}

/// Signs of ASCII for signs that the layout of a page brings in.
private let asciiSigns: [Character: String] = [
    "…": ".", "−": "-", "–": "-", "⁺": "+", "⁻": "-", "␣": "_", "↵": "/", "→": ">", "∅": "0",
]
