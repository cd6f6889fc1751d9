// SPDX-License-Identifier: GPL-3.0-or-later

/// Which rows the texts of a pass have.
struct PassTexts {
    /// The token of each row, and its position in its text.
    private(set) var tokens: [Int32] = []
    private(set) var positions: [Int32] = []

    /// Where the rows of each text begin, and where the last one's end.
    private(set) var starts: [Int32] = [0]

    /// The same of the tail.
    private(set) var tailStarts: [Int] = [0]

    /// The row that each row of the tail is, and the token that it is to give.
    private(set) var tailRows: [Int] = []
    private(set) var chosen: [Int32] = []

    /// How many texts there are.
    var count: Int { starts.count - 1 }

    /// How many rows.
    var rows: Int { tokens.count }

    /// How many rows of the tail.
    var tail: Int { tailRows.count }

    /// Appends a text, whose last token is not fed; its first `promptLength` tokens are given.
    mutating func append(_ text: [UInt8], promptLength: Int) {
        for (position, token) in text.dropLast().enumerated() {
            if position >= promptLength - 1 {
                tailRows.append(rows)
                chosen.append(Int32(text[position + 1]))
            }
            tokens.append(Int32(token))
            positions.append(Int32(position))
        }
        starts.append(Int32(rows))
        tailStarts.append(tail)
    }
}

extension [[UInt8]] {
    /// Returns the texts from one on that make a pass: at least one, and no more than fit.
    func pass(from first: Int, promptLength: Int, rowLimit: Int) -> PassTexts {
        var texts = PassTexts()
        for text in self[first...] {
            guard texts.count < Pass.textLimit else { break }
            guard texts.count == 0 || texts.rows + text.count - 1 <= rowLimit else { break }
            texts.append(text, promptLength: promptLength)
        }
        return texts
    }
}
