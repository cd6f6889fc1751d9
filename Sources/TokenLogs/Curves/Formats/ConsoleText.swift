// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A line of a console as it is read: without the codes that colour it.
enum ConsoleText {
    private static let escape: UInt8 = 0x1B

    /// Returns what a line shows piece by piece: a progress bar goes back to the line's start and writes
    /// over it, which makes pieces of one line.
    static func pieces(of line: Bytes) -> [[UInt8]] {
        line.split(whereSeparator: { $0 == .carriageReturn || $0 == .newline }).map { piece in
            piece.contains(escape) ? withoutCodes(piece) : Array(piece)
        }
    }

    /// Returns a text without the sequences that begin with an escape.
    private static func withoutCodes(_ text: Slice<Bytes>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == escape {
                index = text.index(after: index)
                skipCode(text, &index)
            } else {
                plain.append(text[index])
                index += 1
            }
        }
        return plain
    }

    /// Moves after the sequence whose escape has been read: `[…m`, `]…BEL`, or one character.
    private static func skipCode(_ text: Slice<Bytes>, _ index: inout Int) {
        guard index < text.endIndex else { return }
        let kind = text[index]
        index += 1
        if kind == UInt8(ascii: "[") {
            while index < text.endIndex, !(0x40...0x7E).contains(text[index]) { index += 1 }
            index = min(index + 1, text.endIndex)
        } else if kind == UInt8(ascii: "]") {
            while index < text.endIndex, text[index] != 0x07, text[index] != escape { index += 1 }
            if index < text.endIndex, text[index] == 0x07 { index += 1 }
        }
    }
}
