// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A kind of file that is no text, recognised by its first bytes, and how to make a log of it.
struct BinarySignature {
    private let start: [UInt8]
    private let what: String
    private let remedy: String

    private static let all: [BinarySignature] = [
        BinarySignature(
            start: [0x1F, 0x8B], what: "compressed with gzip", remedy: "unpack it: gunzip -k FILE"),
        BinarySignature(
            start: [0x28, 0xB5, 0x2F, 0xFD], what: "compressed with zstd",
            remedy: "unpack it: unzstd FILE"),
        BinarySignature(
            start: Array("BZh".utf8), what: "compressed with bzip2",
            remedy: "unpack it: bunzip2 -k FILE"),
        BinarySignature(
            start: [0xFD, 0x37, 0x7A, 0x58, 0x5A], what: "compressed with xz",
            remedy: "unpack it: unxz -k FILE"),
        BinarySignature(
            start: Array("SQLite format 3".utf8), what: "an SQLite database",
            remedy: "write the table as CSV: sqlite3 -header -csv FILE 'select * from TABLE'"),
        BinarySignature(
            start: [0xFF, 0xFE], what: "UTF-16 text", remedy: "convert it: iconv -f UTF-16 -t UTF-8"
        ),
        BinarySignature(
            start: [0xFE, 0xFF], what: "UTF-16 text", remedy: "convert it: iconv -f UTF-16 -t UTF-8"
        ),
    ]

    /// Refuses a file that is known to be no text.
    ///
    /// - Parameters:
    ///   - bytes: The start of the file.
    ///   - path: The file's name, for the error.
    /// - Throws: What the file is instead, and how to make a log of it.
    static func refuse(_ bytes: Bytes, path: String) throws(LogError) {
        if let kind = foreign(bytes) { throw ForeignFile.refusal(kind, path: path) }
        guard let found = all.first(where: { bytes.starts(with: $0.start) }) ?? other(bytes) else {
            return
        }
        throw LogError(
            kind: .format, message: "\(visible(path)) is \(found.what), not a text log",
            hint: found.remedy)
    }

    /// Returns what a file is that a program in Python makes a log of, or nil.
    private static func foreign(_ bytes: Bytes) -> ForeignFile? {
        if bytes.starts(with: "PAR1".utf8) { return .parquet }
        if bytes.starts(with: "ARROW1".utf8) { return .arrow }
        if bytes.starts(with: [0xFF, 0xFF, 0xFF, 0xFF]), bytes.count > 8 { return .arrowStream }
        if bytes.starts(with: [0x93] + Array("NUMPY".utf8)) {
            let header = NumPyHeader(Array(bytes.prefix(NumPyHeader.mostBytes)))
            return header.map { $0.type == nil } == true ? .structured : .array
        }
        guard bytes.count > 1, bytes[0] == 0x80, 2...5 ~= bytes[1] else { return nil }
        return .pickle
    }

    /// Returns what kinds without a fixed start are recognised by.
    private static func other(_ bytes: Bytes) -> BinarySignature? {
        if bytes.dropFirst(257).starts(with: "ustar".utf8) {
            return BinarySignature(
                start: [], what: "a tar archive", remedy: "unpack it: tar -xf FILE")
        }
        let sample = bytes.prefix(4096)
        let controls = sample.count { $0 < 0x20 && !$0.isBlank }
        guard controls * 8 > sample.count else { return nil }
        return BinarySignature(
            start: [], what: "a binary file",
            remedy: "export it as CSV or JSON lines with the program that made it")
    }
}
