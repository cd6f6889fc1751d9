// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveCollector {
    /// Reads a file of any known format; its content says which.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - name: The file's name without folder and ending, which names what the file does not.
    /// - Throws: Where the file is of another kind.
    mutating func read(_ bytes: Bytes, named name: String) throws(LogError) {
        if EventFile.isOne(bytes) {
            format = "TensorBoard events"
            return EventFile.read(bytes, into: &self)
        }
        try BinarySignature.refuse(Bytes(rebasing: bytes.prefix(4096)), path: path)
        let lines = Self.lines(of: bytes)
        guard let first = lines.first else { return }
        let isTable =
            !CurveDocument.isJSON(bytes) && Self.delimiter(of: first) != nil
            && !lines.prefix(200).contains { $0.first == UInt8(ascii: "{") }
        if isTable {
            readDelimited(lines, named: name)
        } else {
            // A trainer's own messages may stand before its first record.
            readJSON(bytes, lines: lines)
        }
    }

    /// Returns the lines that are not blank, without the blanks around them.
    private static func lines(of bytes: Bytes) -> some Collection<Bytes> {
        bytes.split(separator: .newline).lazy.compactMap { trimmed(Bytes(rebasing: $0)) }
    }

    /// Returns what stands between the fields of a header, or nil where nothing does.
    static func delimiter(of header: Bytes) -> UInt8? {
        let candidates: [UInt8] = [.comma, UInt8(ascii: "\t"), UInt8(ascii: ";")]
        let counts = candidates.map { candidate in header.count { $0 == candidate } }
        let most = counts.max() ?? 0
        return most > 0 ? zip(candidates, counts).first { $0.1 == most }?.0 : nil
    }
}
