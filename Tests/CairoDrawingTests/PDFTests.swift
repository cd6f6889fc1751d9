// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures
import Foundation
import Testing

/// Returns a PDF's bytes as text, one character a byte.
private func latin(_ file: [UInt8]) -> String {
    String(String.UnicodeScalarView(file.map { Unicode.Scalar($0) }))
}

@Test("A PDF has one page of the figure's size, embedded fonts, and no date")
func anatomy() throws {
    let file = latin(try renderer.file(.sample(), .pdf, metadata))
    #expect(file.hasPrefix("%PDF-1.4"))
    #expect(file.contains("/MediaBox [ 0 0 216 144 ]"))
    #expect(file.contains("/Count 1"))
    #expect(file.contains(/\/BaseFont \/[A-Z]{6}\+DejaVuSans/))
    #expect(file.contains("/FontFile2") && file.contains("/ToUnicode"))
    #expect(!file.contains("CreationDate") && !file.contains("ModDate"))
}

@Test("Only a figure with serifs has them in its PDF")
func serifsOnDemand() throws {
    let page = try renderer.layout(.sample())
    #expect(!latin(try FigureFormat.pdf.encode(page, metadata)).contains("STIX"))
    let serif = latin(try FigureFormat.pdf.encode(page.inTypeface(.serif), metadata))
    #expect(serif.contains("+STIXGeneral") && !serif.contains("DejaVu"))
}

@Test("Cells in a PDF are opaque pictures of at least two pixels to a cell")
func cellsInPDF() throws {
    func image(_ side: Int, width: Double) throws -> (Int, Int)? {
        let cells = (0..<(side * side)).map { Color(UInt32($0 * 7919 % 0xFFFFFF)) }
        let page = DisplayList(
            width: 300, height: 300, background: Theme.light.background,
            items: [
                .image(
                    Raster(columns: side, rows: side, cells: cells),
                    in: Box(x: 10, y: 10, width: width, height: width))
            ])
        let file = latin(try FigureFormat.pdf.encode(page, metadata))
        #expect(!file.contains("/SMask"))
        #expect(!file.contains("/Interpolate true"))
        let found = try #require(file.firstMatch(of: /\/Subtype \/Image\s+\/Width (\d+)/))
        return Int(found.1).map { (side, $0) }
    }
    for (side, width) in [(2, 100.0), (200, 250), (1000, 10)] {
        let (cells, pixels) = try #require(try image(side, width: width))
        #expect(pixels.isMultiple(of: cells) && pixels >= 2 * cells)
    }
    // Two cells on 100 points are drawn at 600 pixels to the inch or as many as are affordable.
    #expect(try #require(try image(2, width: 100)).1 >= 800)
}

@Test("Sizes that no page can have are an error with a remedy")
func impossiblePages() {
    for (width, height) in [(0, 10), (10, -1), (.nan, 10), (10, .infinity), (14_401, 10)] {
        let page = DisplayList(
            width: width, height: height, background: Theme.light.background, items: [])
        let error = #expect(throws: DrawingError.self) {
            try FigureFormat.pdf.encode(page, metadata)
        }
        #expect(error?.hint != nil)
    }
}

/// What stands in a PDF's dictionary, and what is read.
private let dictionaries: [(text: String, title: String?)] = [
    ("/Title (a\\(b\\)\\\\ \\101\\n)", "a(b)\\ A\n"), ("/Title (a(b)c)", "a(b)c"),
    ("/Title (a\\\nb)", "ab"), ("/Title <41 4>", "A@"), ("/Title <FEFF00e4>", "ä"),
    ("/Title <FEFF00>", ""), ("/Title <EFBBBFC3A4>", "ä"), ("/Title (\u{E9})", "é"),
    ("/Title 7 /Other (x)", ""), ("% comment )\n /Title (y)", "y"), ("", ""),
    ("/Title (open", nil), ("/Title <4G>", nil), ("/Title << /Deep (x) >>", nil),
]

@Test("Titles of other programs are read, and broken ones refused", arguments: dictionaries)
func otherPrograms(row: (text: String, title: String?)) throws {
    let text = "%PDF-1.4\n3 0 obj\n<< \(row.text) >>\nendobj\ntrailer\n<< /Size 4 /Info 3 0 R >>\n"
    let file = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    if let title = row.title {
        #expect(try FigureFormat.pdf.read(file).title == title)
    } else {
        #expect(throws: DrawingError.self) { try FigureFormat.pdf.read(file) }
    }
}

@Test("A PDF that points nowhere is refused with a reason")
func pointsNowhere() {
    for end in ["", "trailer", "trailer << /Info 9 0 R >>", "trailer << /Info 99999999999 0 R >>"] {
        let file = Array("%PDF-1.4\n3 0 obj\n<< >>\n\(end)".utf8)
        let error = #expect(throws: DrawingError.self) { try FigureFormat.pdf.read(file) }
        #expect(error?.message.contains("PDF") == true)
    }
}
