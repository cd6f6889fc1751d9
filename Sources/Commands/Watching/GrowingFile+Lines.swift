// SPDX-License-Identifier: GPL-3.0-or-later

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
            let isTable = line.contains { ",;|\t".utf8.contains($0) }
            return isTable ? .table(head: Array(head[...end])) : .lines
        }
    }

    /// Returns where the last whole line ends; nil where none does, and within quotes where a line goes
    /// on within them, as in CSV.
    static func lastEnd(in piece: [UInt8], quotes: Bool) -> Int? {
        guard quotes, piece.contains(UInt8(ascii: "\"")) else {
            return piece.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        }
        var isInside = false
        var end: Int?
        for (place, byte) in piece.enumerated() {
            if byte == UInt8(ascii: "\"") { isInside.toggle() }
            if byte == UInt8(ascii: "\n"), !isInside { end = place + 1 }
        }
        return end
    }
}
