// SPDX-License-Identifier: GPL-3.0-or-later

import CPNG
internal import Figures

/// The bytes of PNG files, made and read through libpng.
enum PNGFile {
    /// How hard zlib tries: 3 takes half the time of 6, 5 of 10 ms for 1620 × 648 pixels, and a fifth
    /// more bytes.
    private static let level: Int32 = 3

    /// Pixels in memory.
    struct Pixels {
        /// The first row.
        let start: UnsafePointer<UInt8>
        /// How each pixel stands there.
        let kind: cpng_pixels
        let width: Int
        let height: Int
        /// The bytes from row to row.
        let stride: Int
    }

    /// Returns the bytes of a file with a picture and what it says of itself.
    ///
    /// - Throws: ``DrawingError`` with libpng's reason.
    static func encode(
        _ pixels: Pixels, dotsPerInch: Double, _ metadata: FigureMetadata
    ) throws(DrawingError) -> [UInt8] {
        var strings: [UnsafeMutablePointer<CChar>] = []
        defer { for string in strings { string.deallocate() } }
        let texts = metadata.chunks.map { keyword, text in
            let pair = (copy(keyword), copy(text))
            strings += [pair.0, pair.1]
            return cpng_text(keyword: pair.0, text: pair.1)
        }
        var result = cpng_result()
        defer { cpng_free(&result) }
        let isDone = cpng_encode(
            pixels.start, pixels.kind, UInt32(pixels.width), UInt32(pixels.height), pixels.stride,
            dotsPerInch, level, texts, texts.count, &result)
        guard isDone == 1 else {
            throw DrawingError("the PNG cannot be written: \(reason(result))")
        }
        return Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
    }

    /// Returns the bytes of a text and a zero, as C wants them; a zero in the text would end it,
    /// so none is kept.
    private static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
        let bytes = text.utf8.filter { $0 != 0 }
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
        for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
        copy[bytes.count] = 0
        return copy
    }

    /// Returns what libpng said.
    static func reason(_ result: cpng_result) -> String {
        withUnsafeBytes(of: result.error) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension FigureMetadata {
    /// The keywords of a PNG's text chunks and their words, in the order of the file.
    var chunks: [(String, String)] {
        let texts = [("Title", title), ("Description", description), ("Software", software)]
        let recipe = recipe.map { [("flipside:recipe", $0)] } ?? []
        return (texts + recipe).filter { !$0.1.isEmpty }
    }
}
