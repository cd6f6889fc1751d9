// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures
import TestSupport
import Testing

/// Returns a picture of bytes that look random.
private func noise(width: Int, height: Int, isOpaque: Bool) throws -> Picture {
    var random = SeededGenerator(seed: UInt64(width * 1000 + height))
    let bytes = (0..<(4 * width * height)).map { index in
        isOpaque && index % 4 == 3 ? 255 : UInt8.random(in: 0...255, using: &random)
    }
    return try #require(Picture(width: width, height: height, bytes: bytes))
}

@Test("Every pixel of a picture comes back, with its opacity", arguments: [true, false])
func everyPixel(isOpaque: Bool) throws {
    for (width, height) in [(1, 1), (3, 2), (64, 33)] {
        let picture = try noise(width: width, height: height, isOpaque: isOpaque)
        let file = try PictureFormat.png.encode(picture, 72, metadata)
        #expect(try PictureFormat.png.read(file) == picture)
        #expect(try FigureFormat.png.read(file) == metadata)
        #expect(colorType(file) == (isOpaque ? 2 : 6))
    }
}

/// Returns the number by which a PNG says what its pixels consist of.
private func colorType(_ file: [UInt8]) -> UInt8 { file[25] }

@Test("Only a transparent page is written with opacity, and its colours are not multiplied by it")
func transparentPage() throws {
    var page = DisplayList.blank
    #expect(colorType(try FigureFormat.png.encode(page, metadata)) == 2)
    page.background = page.background.opacity(0)
    page.items.append(
        .rectangle(
            Box(x: 20, y: 4, width: 8, height: 8), radius: 0,
            fill: Color(0xD55E00).opacity(0.5), stroke: nil))
    let file = try FigureFormat.png.encode(page, metadata)
    #expect(colorType(file) == 6)
    let picture = try PictureFormat.png.read(file)
    #expect(picture.pixel(0, 0) == [0, 0, 0, 0])
    #expect(picture.pixel(9, 9) == [0x00, 0x72, 0xB2, 255])
    let half = picture.pixel(24, 8)
    #expect(half[3] == 128)
    // Half of a colour has half of its steps.
    for (part, wanted) in zip(half, [0xD5, 0x5E, 0x00]) { #expect(abs(Int(part) - wanted) <= 2) }
}

@Test("A sheer cell of a raster lets the page through")
func sheerCell() throws {
    var page = DisplayList.blank
    page.background = Color(0xFFFFFF)
    let cell = Raster(columns: 1, rows: 1, cells: [Color(0x804000).opacity(0.5)])
    page.items.append(.image(cell, in: Box(x: 20, y: 4, width: 8, height: 8)))
    let picture = try PictureFormat.png.read(FigureFormat.png.encode(page, metadata))
    for (part, wanted) in zip(picture.pixel(24, 8), [0xC0, 0xA0, 0x80, 0xFF]) {
        #expect(abs(Int(part) - wanted) <= 2)
    }
}

@Test("Of two texts with one name the first counts")
func doubledText() throws {
    let files = try ["first", "second"].map { title in
        try FigureFormat.png.encode(
            .blank, FigureMetadata(title: title, description: "", software: "", recipe: nil))
    }
    let texts = try files.map { try #require(textChunk($0)) }
    var file = files[0]
    file.insert(contentsOf: files[1][texts[1]], at: texts[0].upperBound)
    #expect(try FigureFormat.png.read(file).title == "first")
}

/// Returns where the first text of a PNG stands, from its length to its checksum.
private func textChunk(_ file: [UInt8]) -> Range<Int>? {
    var start = 8
    while start + 8 <= file.count {
        let end = start + 12 + file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        if file[start + 4..<start + 8].elementsEqual("iTXt".utf8) { return start..<end }
        start = end
    }
    return nil
}

@Test("A number of bytes that is not that of the pixels makes no picture")
func wrongBytes() {
    #expect(Picture(width: 2, height: 2, bytes: Array(repeating: 0, count: 15)) == nil)
    #expect(Picture(width: 0, height: 2, bytes: []) == nil)
    #expect(Picture(width: -1, height: -1, bytes: [0, 0, 0, 0]) == nil)
    #expect(Picture(width: .max, height: .max, bytes: [0, 0, 0, 0]) == nil)
}

@Test("A file that claims to be large is refused, or costs nothing")
func claims() throws {
    for (width, height) in [(20_001, 1), (20_000, 20_000), (.max, .max)] as [(UInt32, UInt32)] {
        var file = try FigureFormat.png.encode(.blank, metadata)
        for (place, value) in [(16, width), (20, height)] {
            for byte in 0..<4 {
                file[place + byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * byte))
            }
        }
        let checksum = crc32(file[12..<29])
        for byte in 0..<4 {
            file[29 + byte] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * byte))
        }
        let error = #expect(throws: DrawingError.self) { try PictureFormat.png.read(file) }
        #expect(error?.message.contains("PNG") == true || error?.message.contains("large") == true)
    }
}

/// Returns the check that stands after a chunk.
private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { check, byte in
        (0..<8).reduce(check ^ UInt32(byte)) { rest, _ in
            rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
        }
    }
}
