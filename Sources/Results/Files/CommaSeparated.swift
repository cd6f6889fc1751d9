// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads small tables with commas between their fields, as RFC 4180 has them.
package enum CommaSeparated {
    /// The lines of a file, one after the other; a file of line breaks only costs nothing.
    package struct Lines: Sequence, IteratorProtocol {
        private let bytes: [UInt8]
        /// Where the next line begins; nil behind the last one.
        private var start: Int?

        /// Begins at the first line, behind a byte order mark.
        package init(_ bytes: [UInt8]) {
            self.bytes = bytes
            start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        }

        /// Returns the next line without its line feed; the last one may be empty.
        package mutating func next() -> ArraySlice<UInt8>? {
            guard let begin = start else { return nil }
            let end = bytes[begin...].firstIndex(of: UInt8(ascii: "\n"))
            start = end.map { $0 + 1 }
            return bytes[begin..<(end ?? bytes.count)]
        }
    }

    /// Returns whether a line holds nothing but blanks.
    package static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(isBlank) }

    /// Returns the fields of a line, or nil where a quote is never closed.
    ///
    /// Fields without quotes lose the blanks around them.
    package static func fields(of line: ArraySlice<UInt8>) -> [String]? {
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
