// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

/// Reads what a PDF says of itself, where it is written as Cairo writes it: in a dictionary that the
/// trailer names, outside of compressed objects.
///
/// Any byte of the file may be wrong. Nothing is unpacked, so that no more is kept than what
/// stands in the file.
enum PDFReading {
    /// The most bytes that one text may have.
    private static let limit = 4 << 20

    /// Returns whether a file begins as every PDF does.
    static func recognizes(_ file: [UInt8]) -> Bool {
        file.starts(with: "%PDF-".utf8)
    }

    /// Returns what a file says of itself.
    ///
    /// - Throws: ``DrawingError`` when there is no such dictionary, or it is damaged.
    static func metadata(of file: [UInt8]) throws(DrawingError) -> FigureMetadata {
        guard recognizes(file) else { throw unreadable("it does not begin as one") }
        guard let trailer = lastIndex(of: "trailer", in: file),
            let object = try information(PDFTokens(file, from: trailer + 7))
        else { throw unreadable("its end does not say where it tells of itself") }
        guard let start = lastIndex(of: "\n\(object) 0 obj", in: file) else {
            throw unreadable("what it tells of itself is missing")
        }
        var tokens = PDFTokens(file, from: start + "\n\(object) 0 obj".utf8.count)
        let texts = try strings(&tokens)
        let recipe = texts["Keywords"].map(text)
        return FigureMetadata(
            title: texts["Title"].map(text) ?? "", description: texts["Subject"].map(text) ?? "",
            software: texts["Creator"].map(text) ?? "", recipe: recipe)
    }

    /// Returns the number of the object that a trailer's dictionary names under `Info`.
    private static func information(_ start: PDFTokens) throws(DrawingError) -> Int? {
        var tokens = start
        while let token = tokens.next(), token != .close {
            guard token == .name(Array("Info".utf8)) else { continue }
            guard case .word(let digits)? = tokens.next(), digits.count < 10 else { return nil }
            return Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
        }
        return nil
    }

    /// The names under which a figure tells of itself.
    private static let keys: Set<String> = ["Title", "Subject", "Creator", "Keywords"]

    /// Returns the strings of a dictionary by their names; those of other names are passed over.
    private static func strings(
        _ tokens: inout PDFTokens
    ) throws(DrawingError) -> [String: [UInt8]] {
        guard tokens.next() == .open else {
            throw unreadable("it tells of itself in no dictionary")
        }
        var texts: [String: [UInt8]] = [:]
        var key: String?
        while let token = tokens.next() {
            switch token {
            case .close: return texts
            case .open: throw unreadable("it tells of itself in more than texts")
            case .name(let name): key = String(decoding: name, as: UTF8.self)
            case .word: key = nil
            case .string(let bytes):
                guard bytes.count <= limit else { throw unreadable("a text is above 4 MB") }
                if let key, keys.contains(key) { texts[key] = bytes }
            }
        }
        throw unreadable("it ends in the middle of what it tells of itself")
    }

    /// Returns the text of a string: UTF-16 or UTF-8 where its first bytes say so, else Latin-1.
    private static func text(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xFE, 0xFF]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return String(decoding: bytes.dropFirst(3), as: UTF8.self)
        }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// Returns where a word begins for the last time.
    private static func lastIndex(of word: String, in file: [UInt8]) -> Int? {
        let word = Array(word.utf8)
        guard let first = word.first, file.count >= word.count else { return nil }
        return (0...(file.count - word.count)).last {
            file[$0] == first && file[$0..<($0 + word.count)].elementsEqual(word)
        }
    }

    private static func unreadable(_ reason: String) -> DrawingError {
        DrawingError(
            "the PDF cannot be read: \(reason)",
            hint: "give a file as Flipside wrote it; other programs may have changed this one")
    }
}
