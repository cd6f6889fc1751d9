// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures
import SVGDrawing
import TestSupport
import Testing

/// The formats by their endings, as the program has them.
let renderer = FigureRenderer.cairo(others: [.svg(pictures: .png)])

/// What a file might say of itself to do harm, or by accident.
private let hostile = [
    "", " ", "plain", "two\nlines\n", "a\r\nb\rc\td", "  spaces  inside  ",
    "<script>alert(1)</script> & \"quotes\" 'single' ]]> -->", "&lt;&#65;&unknown;",
    "(parentheses) \\ back\\\\slash ) endobj >> trailer << /Info 1 0 R",
    "α ≤ β 日本語 🎭 e\u{301} \u{FEFF} \u{202E}right to left",
    String(repeating: "token α old=0.1\n", count: 3000),
]

@Test(
    "What a file says of itself comes back as it was, in every format",
    arguments: renderer.formats.map(\.ending), hostile)
func roundTrip(ending: String, text: String) throws {
    let format = try #require(renderer.format(ofFile: "a.\(ending)"))
    let metadata = FigureMetadata(
        title: text, description: "d" + text, software: "Flipside 1.0 " + text, recipe: text + "r")
    let file = try format.encode(.blank, metadata)
    #expect(try format.read(file) == metadata)
    #expect(try renderer.metadata(of: file) == metadata)
}

@Test("Without a recipe none is read", arguments: renderer.formats.map(\.ending))
func noRecipe(ending: String) throws {
    let format = try #require(renderer.format(ofFile: "a.\(ending)"))
    let metadata = FigureMetadata(title: "t", description: "", software: "s", recipe: nil)
    #expect(try format.read(format.encode(.blank, metadata)) == metadata)
}

@Test(
    "Characters that a format cannot hold do not spoil it",
    arguments: renderer.formats.map(\.ending))
func unspeakable(ending: String) throws {
    let format = try #require(renderer.format(ofFile: "a.\(ending)"))
    let text = "a\u{0}b\u{1}c\u{1B}[31m\u{7F}\u{9B}\u{FFFF}d"
    let metadata = FigureMetadata(title: text, description: text, software: "s", recipe: text)
    let read = try format.read(format.encode(.blank, metadata))
    #expect(read.recipe?.hasPrefix("a") == true && read.recipe?.hasSuffix("d") == true)
    #expect(read.software == "s")
    #expect(read.recipe?.unicodeScalars.contains("\u{0}") == false)
}

@Test("A file is known by its first bytes, whatever its name is")
func recognized() throws {
    for format in renderer.formats {
        let file = try format.encode(.blank, metadata)
        #expect(renderer.format(of: file)?.ending == format.ending)
        #expect(renderer.formats.filter { $0.recognizes(file) }.count == 1)
        #expect(renderer.format(of: Array(file.dropFirst())) == nil)
    }
    for text in ["", "%PD", "GIF89a", "<html><svg/></html>", "text <svg>", "{\"svg\": 1}"] {
        let error = #expect(throws: DrawingError.self) {
            try renderer.metadata(of: Array(text.utf8))
        }
        #expect(error?.hint?.contains("png, pdf, svg") == true)
    }
}

@Test(
    "Damaged files are refused or read, never worse", arguments: renderer.formats.map(\.ending),
    1...150)
func damaged(ending: String, seed: Int) throws {
    let format = try #require(renderer.format(ofFile: "a.\(ending)"))
    var random = SeededGenerator(seed: UInt64(seed))
    var file = try format.encode(.blank, metadata)
    if seed % 3 == 0 { file = Array(file.prefix(Int.random(in: 0..<file.count, using: &random))) }
    // Most damage goes to where the texts stand: the beginning, or in a PDF the end.
    for _ in 0..<(1 + seed % 5) where !file.isEmpty {
        let most = max(1, seed % 2 == 0 ? min(700, file.count) : file.count)
        let near = Int.random(in: 0..<most, using: &random)
        file[ending == "pdf" ? file.count - 1 - near : near] = UInt8.random(
            in: 0...255, using: &random)
    }
    do {
        let read = try format.read(file)
        #expect(read.title.utf8.count + read.description.utf8.count <= 4 * file.count)
    } catch {
        #expect(error.message.contains(ending.uppercased()))
        #expect(error.hint != nil)
    }
    if ending == "png", let picture = try? PictureFormat.png.read(file) {
        #expect(picture.bytes.count == 4 * picture.width * picture.height)
    }
}

@Test("A PDF's text may be written in hexadecimal digits, with blanks and an odd one at the end")
func hexadecimalText() throws {
    func pdf(_ text: String) -> [UInt8] {
        Array("%PDF-1.4\n1 0 obj\n<< /Keywords \(text) >>\ntrailer << /Info 1 0 R >>".utf8)
    }
    #expect(try renderer.metadata(of: pdf("<706C 6f\n742>")).recipe == "plot ")
    #expect(try renderer.metadata(of: pdf("<>")).recipe == "")
    #expect(throws: DrawingError.self) { try renderer.metadata(of: pdf("<70 6g>")) }
}

@Test("Every beginning of a file is refused or read", arguments: renderer.formats.map(\.ending))
func cutOff(ending: String) throws {
    let format = try #require(renderer.format(ofFile: "a.\(ending)"))
    let file = try format.encode(.blank, metadata)
    #expect(throws: DrawingError.self) { try format.read(Array(file.prefix(file.count / 3))) }
    for count in stride(from: 0, to: file.count, by: 1 + file.count / 400) {
        let start = Array(file.prefix(count))
        if let read = try? format.read(start) { #expect(read == metadata) }
        #expect(throws: DrawingError.self) { try PictureFormat.png.read(start) }
    }
}

extension DisplayList {
    /// A small page with little on it.
    static let blank = DisplayList(
        width: 36, height: 24, background: Theme.light.background, dotsPerInch: 72,
        items: [.circle(center: Point(9, 9), radius: 4, fill: Color(0x0072B2), stroke: nil)])
}
