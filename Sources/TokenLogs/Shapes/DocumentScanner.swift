// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Puts the objects of JSON documents on a line each, wherever they and their parts begin.
///
/// It takes a file in blocks and remembers no more than its place between the brackets: objects in
/// arrays, indented ones, and ones that follow each other on a line become lines as they pass.
struct DocumentScanner {
    private enum Place {
        /// Before a record.
        case between
        /// In a record.
        case record
        /// In something that is no record, up to its end.
        case junk
        /// After damage, in search of the next record.
        case lost
    }

    private var place = Place.between
    private var nesting = JSONNesting()
    private var base = 0
    private var isInText = false
    private var isEscaped = false
    /// The last two bytes that were no blanks, while the next record is searched for.
    private var before: (last: UInt8, first: UInt8) = (0, 0)
    private var line = 1
    private let numbers: LineNumbers

    /// The line of the first damage after which records were searched for, or nil.
    private(set) var damagedLine: Int?

    /// Whether a bracket is still open.
    var isOpen: Bool { nesting.depth > 0 || place == .record }

    init(numbers: LineNumbers) {
        self.numbers = numbers
    }

    /// Takes the next bytes of the file.
    mutating func scan(_ block: Bytes, into text: inout [UInt8]) {
        var index = 0
        while index < block.count {
            switch place {
            case .between: between(block, &index, &text)
            case .record: record(block, &index, &text)
            case .junk: junk(block, &index, &text)
            case .lost: lost(block, &index, &text)
            }
        }
    }
}

// MARK: - Between records

extension DocumentScanner {
    /// Moves to what begins next.
    private mutating func between(_ block: Bytes, _ index: inout Int, _ text: inout [UInt8]) {
        let byte = block[index]
        switch byte {
        case .newline:
            line += 1
            index += 1
        case UInt8(ascii: "[") where nesting.depth == 0:
            nesting.open(byte)
            base = 1
            index += 1
        case UInt8(ascii: "]") where nesting.depth == 1:
            nesting.close(to: 0)
            base = 0
            index += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            numbers.note(line)
            place = .record
        case _ where byte.isBlank || byte == .comma:
            index += 1
        default:
            numbers.note(line)
            place = .junk
        }
    }

    /// Copies what is no record up to a comma, a bracket or the end of the line.
    private mutating func junk(_ block: Bytes, _ index: inout Int, _ text: inout [UInt8]) {
        let start = index
        while index < block.count {
            let byte = block[index]
            if byte == .newline || byte == .comma || byte == UInt8(ascii: "{") {
                text.append(contentsOf: block[start..<index])
                text.append(.newline)
                place = .between
                return
            }
            index += 1
        }
        text.append(contentsOf: block[start..<index])
    }

    /// Moves to the next record after damage: to a brace that begins a line or follows another's end.
    private mutating func lost(_ block: Bytes, _ index: inout Int, _ text: inout [UInt8]) {
        let byte = block[index]
        if byte == UInt8(ascii: "{") {
            let brace = UInt8(ascii: "}")
            let begins =
                before.last == .newline || before.last == brace
                || before.last == .comma && before.first == brace
            if begins { return place = .between }
        }
        if byte == .newline {
            line += 1
            before = (.newline, 0)
        } else if !byte.isBlank {
            before = (byte, before.last)
        }
        index += 1
    }
}

// MARK: - In a record

extension DocumentScanner {
    /// Copies a record up to its end, line breaks left out.
    private mutating func record(_ block: Bytes, _ index: inout Int, _ text: inout [UInt8]) {
        var start = index
        while index < block.count {
            let byte = block[index]
            index += 1
            if byte == .newline {
                text.append(contentsOf: block[start..<index - 1])
                start = index
                line += 1
                guard !isInText else { return giveUp(at: byte, &text) }
                text.append(0x20)
            } else if isInText {
                skipText(byte)
            } else if byte == .quote {
                isInText = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                nesting.open(byte)
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                let fits = nesting.close(byte)
                guard fits, nesting.depth > base else {
                    text.append(contentsOf: block[start..<index])
                    return fits ? end(&text) : giveUp(at: byte, &text)
                }
            }
        }
        text.append(contentsOf: block[start..<index])
    }

    /// Takes a byte of a string.
    @inline(__always)
    private mutating func skipText(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == .backslash {
            isEscaped = true
        } else if byte == .quote {
            isInText = false
        }
    }

    /// Ends the line of a whole record.
    private mutating func end(_ text: inout [UInt8]) {
        text.append(.newline)
        place = .between
    }

    /// Ends the line of a record with a string or brackets that nothing closes.
    private mutating func giveUp(at byte: UInt8, _ text: inout [UInt8]) {
        text.append(.newline)
        nesting.close(to: base)
        (isInText, isEscaped) = (false, false)
        damagedLine = damagedLine ?? line
        before = (byte, 0)
        place = .lost
    }
}
