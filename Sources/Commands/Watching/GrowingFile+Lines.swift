// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The longest row of a table that holds line breaks; logs are read with the same.
private let longestRow = 1 << 18

extension GrowingFile {
    /// Returns how a file can be read, from its beginning; nil before its first line is whole.
    static func layout(of head: [UInt8]) -> Layout? {
        let packed: [[UInt8]] = [[0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], Array("PK".utf8)]
        guard !packed.contains(where: head.starts(with:)), !head.prefix(4096).contains(0) else {
            return .whole
        }
        let newline = UInt8(ascii: "\n")
        guard let end = head.firstIndex(of: newline) else {
            return head.count < 4 << 20 ? nil : .whole
        }
        let line = head[..<end].filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
        switch line.first {
        case UInt8(ascii: "{"): return line.last == UInt8(ascii: "}") ? .lines : .whole
        case UInt8(ascii: "["), nil: return .whole
        default:
            guard let delimiter = delimiter(of: line) else { return .lines }
            return .table(head: Array(head[...end]), delimiter: delimiter)
        }
    }

    /// Returns what stands most often in a line of what can stand between fields; nil where nothing does.
    private static func delimiter(of line: [UInt8]) -> UInt8? {
        let counts = ",\t;|".utf8.map { delimiter in
            (delimiter, line.count { $0 == delimiter })
        }
        let most = counts.map(\.1).max() ?? 0
        return most > 0 ? counts.first { $0.1 == most }?.0 : nil
    }
}

extension GrowingFile.Layout {
    /// Returns where the last whole line ends; nil where none does, and in a table within quotes that hold
    /// a field, where a row goes on in the next line.
    func lastEnd(in piece: [UInt8]) -> Int? {
        guard case .table(_, let delimiter) = self else {
            return piece.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        }
        let quotes = FieldQuotes(delimiter: delimiter, longestRow: longestRow)
        return piece.withUnsafeBufferPointer { quotes.endOfRows($0, isAll: false) }
    }
}
