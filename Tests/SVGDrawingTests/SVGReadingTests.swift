// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import SVGDrawing

/// Returns what an SVG says of itself.
private func read(_ text: String) throws(DrawingError) -> FigureMetadata {
    try SVGReading.metadata(of: Array(text.utf8))
}

@Test("An SVG of another program has a title, and no recipe")
func otherProgram() throws {
    let read = try read(
        """
        \u{FEFF}<?xml version='1.0'?><!-- a > b --><svg a='>' b=">"><title>A &amp; &#66; &#x43;</title>
        <g><title>not this</title></g><desc><![CDATA[<raw>]]> text</desc><title>nor this</title><a/></svg>
        """)
    #expect(read.title == "A & B C" && read.description == "<raw> text")
    #expect(read.software.isEmpty && read.recipe == nil)
}

@Test("A recipe counts only where it belongs")
func elsewhere() throws {
    for place in ["text", "g", "metadata><x"] {
        let file = "<svg><\(place)><flipside:recipe>evil</flipside:recipe></g></g></svg>"
        #expect(try read(file).recipe == nil)
    }
    let file = "<svg><metadata><flipside:recipe>a\r\nb</flipside:recipe></metadata></svg>"
    #expect(try read(file).recipe == "a\nb")
}

/// Files that are refused, and a word of what is said.
private let refused: [(file: String, word: String)] = [
    ("", "begin"), ("<html/>", "begin"), ("plain", "begin"),
    ("<!DOCTYPE svg><svg/>", "begin"),
    ("<svg><!DOCTYPE x [<!ENTITY a 'b'>]></svg>", "entities"),
    ("<svg><title>&e;</title></svg>", "entity"), ("<svg><title>&#0;</title></svg>", "entity"),
    ("<svg><title>&#xD800;</title></svg>", "entity"), ("<svg><title>&#-1;</title></svg>", "entity"),
    ("<svg><title>&nothing</title></svg>", "ampersand"),
    ("<svg><title>open", "early"), ("<svg", "begin"), ("<svg a=\"", "begin"),
    ("<svg><!-- open", "ends"), ("<svg>" + String(repeating: "<g>", count: 2000), "deep"),
]

@Test("What could do harm, or is no SVG, is refused with a reason", arguments: refused)
func isRefused(row: (file: String, word: String)) {
    let error = #expect(throws: DrawingError.self) { try read(row.file) }
    #expect(error?.message.contains(row.word) == true, "\(error?.message ?? "")")
    #expect(error?.hint != nil)
}

@Test("What is nested deep costs no more than what is not, and hides nothing")
func deepAndLong() throws {
    let open = String(repeating: "<g>", count: 900)
    let inner = String(repeating: "<g>x</g>", count: 20_000)
    let close = String(repeating: "</g>", count: 900)
    let file = "<svg>\(open)\(inner)\(close)<title>t</title></svg>"
    #expect(try read(file).title == "t")
}

@Test("A text above 4 MB is refused")
func longText() {
    let text = String(repeating: "abcdefgh", count: 600_000)
    let error = #expect(throws: DrawingError.self) {
        try read("<svg><title>\(text)</title></svg>")
    }
    #expect(error?.message.contains("4 MB") == true)
}
