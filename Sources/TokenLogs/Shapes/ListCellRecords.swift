// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The rows of a table whose cells are lists, as pandas writes a frame of them.
final class ListCellRecords: RecordSource {
    /// The longest row with line breaks inside quotes: 1 MiB.
    ///
    /// What a quote that is never closed has
    /// swallowed until then counts as one row, for to read it anew could take for ever.
    private static let longestRow = 1 << 20

    /// How often such a row is looked at as a whole.
    private static let mostLooks = 64

    let numbers = LineNumbers()
    private var lines: LogLines
    private let delimiter: UInt8
    private var names: [[UInt8]] = []
    private let shapeRemarks = ShapeRemarks()

    init(_ lines: consuming LogLines, delimiter: UInt8) {
        self.lines = lines
        self.delimiter = delimiter
    }

    var bytesRead: Int { lines.bytesRead }

    var isCut: Bool { lines.isCut }

    var remarks: [String] { shapeRemarks.sentences }

    /// Returns whether a table has a list in one of the columns of its first row.
    static func areIn(_ text: Bytes, delimiter: UInt8) -> Bool {
        guard let end = text.firstNewline, end + 1 < text.count else { return false }
        let names = Fields(Bytes(rebasing: text[..<end]), delimiter: delimiter).texts
        let rest = text[(end + 1)...]
        var isQuoted = false
        let stop = rest.firstIndex { byte in
            if byte == .quote { isQuoted.toggle() }
            return byte == .newline && !isQuoted
        }
        let row = Bytes(rebasing: rest[..<(stop ?? rest.endIndex)])
        let cells = Fields(row, delimiter: delimiter).texts
        // The token itself may be a bracket.
        let tokens = LogColumn.all[Slot.token.rawValue]
        let texts = Set(([tokens.name] + tokens.aliases).map(LogColumn.matchingKey))
        return zip(names, cells).contains { name, cell in
            !texts.contains(LogColumn.matchingKey(name)) && ListCell.begins(cell)
        }
    }

    func write(to text: inout [UInt8]) throws(LogError) -> Bool {
        switch try lines.next() {
        case .end: return false
        case .tooLong:
            numbers.note(lines.lineNumber)
            text.append(contentsOf: "null\n".utf8)
        case .line:
            guard trimmed(lines.line) != nil else { return true }
            let number = lines.lineNumber
            let cells = try row()
            if names.isEmpty {
                names = cells.texts.map { jsonText($0) }
            } else {
                numbers.note(number)
                write(cells, number, &text)
            }
        }
        return true
    }

    /// Takes the current line apart, together with those that its quoted cells go on in.
    private func row() throws(LogError) -> Fields {
        var fields = Fields(lines.line, delimiter: delimiter)
        var looks = 0
        while !fields.areClosed, looks < Self.mostLooks {
            // Only a piece with an odd number of quotes can close the cell.
            var quotes = 0
            repeat {
                guard let piece = try lines.extend(limit: Self.longestRow) else { return fields }
                quotes = piece.count { $0 == .quote }
            } while quotes.isMultiple(of: 2)
            looks += 1
            fields = Fields(lines.line, delimiter: delimiter)
        }
        return fields
    }

    /// Writes a row as an object; a row that is not like the header as none.
    private func write(_ cells: Fields, _ number: Int, _ text: inout [UInt8]) {
        guard cells.areClosed, cells.texts.count == names.count else {
            text.append(contentsOf: "null\n".utf8)
            return
        }
        var separator = UInt8(ascii: "{")
        for (name, cell) in zip(names, cells.texts) {
            text.append(separator)
            separator = .comma
            text.append(contentsOf: name)
            text.append(UInt8(ascii: ":"))
            write(cell, number, &text)
        }
        text.append(contentsOf: "}\n".utf8)
    }

    private func write(_ cell: String, _ number: Int, _ text: inout [UInt8]) {
        guard ListCell.begins(cell) else {
            text.append(contentsOf: cell.isEmpty ? Array("null".utf8) : jsonText(cell))
            return
        }
        if let list = ListCell.json(cell) {
            text.append(contentsOf: list)
            return
        }
        text.append(contentsOf: jsonText(cell.utf8.count <= 1000 ? cell : "[…]"))
        if cell.utf8.contains(UInt8(ascii: ".")), cell.contains("...") {
            shapeRemarks.add(
                "lists are shortened with ... from line \(number) on, as NumPy prints them: write "
                    + "them with tolist()")
        }
    }
}

/// Returns a text as JSON has it, with its quotes.
func jsonText(_ text: String) -> [UInt8] {
    var json: [UInt8] = [.quote]
    for byte in text.utf8 {
        switch byte {
        case .quote, .backslash: json += [.backslash, byte]
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            json += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: json.append(byte)
        }
    }
    json.append(.quote)
    return json
}
