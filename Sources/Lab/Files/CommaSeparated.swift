// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads small tables with commas between their fields, as RFC 4180 has them.
enum CommaSeparated {
    /// Returns the lines of a file, without a byte order mark.
    static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    /// Returns whether a line holds nothing but blanks.
    static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(isBlank) }

    /// Returns the fields of a line, or nil where a quote is never closed.
    ///
    /// Fields without quotes lose the blanks around them.
    static func fields(of line: ArraySlice<UInt8>) -> [String]? {
        var fields: [String] = []
        var field: [UInt8] = []
        var (isQuoted, isOpen) = (false, false)
        func finished() -> String {
            guard !isQuoted else { return String(decoding: field, as: UTF8.self) }
            let front = field.drop(while: isBlank)
            let end = front.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? front.startIndex
            return String(decoding: front[..<end], as: UTF8.self)
        }
        for byte in line {
            if byte == UInt8(ascii: "\"") {
                if isQuoted && !isOpen { field.append(byte) }
                if !isQuoted { field = [] }
                isOpen.toggle()
                isQuoted = true
            } else if byte == UInt8(ascii: ",") && !isOpen {
                fields.append(finished())
                (field, isQuoted) = ([], false)
            } else if isOpen || !isQuoted {
                field.append(byte)
            }
        }
        return isOpen ? nil : fields + [finished()]
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 || byte == 13 }
}
