// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import Testing

@testable import SVGDrawing

/// Writes a picture as a few letters, so that these tests need no library.
private let asLetters = PictureFormat(
    encode: { picture, _, _ in Array("\(picture.width)x\(picture.height)".utf8) },
    read: { _ throws(DrawingError) in throw DrawingError("not here") })

private let svg = FigureFormat.svg(pictures: asLetters)

private let metadata = FigureMetadata(
    title: "Weights & more", description: "GRPO < ASPO — ε 0.2", software: "Flipside 1.0",
    recipe: "preset demo\nplot weight")

/// Returns a page with some things on it.
private func page(_ items: [DisplayList.Item]) -> DisplayList {
    DisplayList(width: 150, height: 100, background: Color(0xFFFFFF), items: items)
}

/// Everything that a page can have, once.
private let everything = page([
    .path(
        [Point(10, 90), Point(40, 60.004), Point(70, 85.126)],
        Stroke(color: Color(0x0072B2), width: 1.5, dash: [6, 3])),
    .polygon([Point(80, 60), Point(100, 60), Point(90, 80)], fill: Color(0x009E73).opacity(0.5)),
    .rectangle(
        Box(x: 110, y: 60, width: 30, height: 20), radius: 4, fill: nil,
        stroke: Stroke(color: Color(0x59636E).opacity(0.25), width: 0.8)),
    .circle(center: Point(125, 20), radius: 8, fill: Color(0xD55E00), stroke: nil),
    .group(
        DisplayList.Group(.series, "GRPO"),
        [
            .clipped(
                Box(x: 10, y: 30, width: 20, height: 20),
                [.path([Point(0, 20), Point(60, 60)], Stroke(color: Color(0), width: 1))]),
            .clipped(Box(x: 10, y: 30, width: 20, height: 20), []),
            .clipped(Box(x: 0, y: 0, width: 5, height: 5), []),
        ]),
    .image(
        Raster(columns: 2, rows: 1, cells: [Color(0), Color(0xFF)]),
        in: Box(x: 40, y: 30, width: 30, height: 20)),
    .group(
        DisplayList.Group(.legend),
        [
            .text(
                "ratio r", at: Point(5, 12), font: Font(size: 7.5), color: Color(0x1F2328), angle: 0
            ),
            .text(
                "w", at: Point(9, 50), font: Font(size: 8, isItalic: true, isBold: true),
                color: Color(0), angle: .pi / 2),
            .text(
                "serif", at: Point(5, 24), font: Font(size: 8, typeface: .serif), color: Color(0),
                angle: 0),
        ]),
])

/// The golden file.
private let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/everything.svg")

@Test("A page with everything has the elements, names, texts and numbers that it had before")
func looksTheSame() throws {
    let file = try svg.encode(everything, metadata)
    if ProcessInfo.processInfo.environment["WRITE_GOLDEN"] != nil {
        try Data(file).write(to: golden)
    }
    let before = try #require(SVGTree.read([UInt8](Data(contentsOf: golden))))
    let now = try #require(SVGTree.read(file))
    #expect(now.differences(from: before) == [])
    #expect(now.all.count > 25)
}

@Test("The comparison sees a word, a number and an element that have changed")
func comparison() throws {
    let now = try #require(try SVGTree.read(svg.encode(everything, metadata)))
    var items = everything.items
    items.removeLast()
    let fewer = try #require(try SVGTree.read(svg.encode(page(items), metadata)))
    #expect(!now.differences(from: fewer).isEmpty)
    for (word, other) in [("GRPO", "GRPQ"), ("ratio r", "ratio s"), ("#0072b2", "#0072b3")] {
        let text = String(decoding: try svg.encode(everything, metadata), as: UTF8.self)
        let changed = try #require(SVGTree.read(Array(text.replacing(word, with: other).utf8)))
        #expect(!now.differences(from: changed).isEmpty, "\(word)")
    }
    func circle(_ x: Double) throws -> SVGTree.Element {
        let item = DisplayList.Item.circle(
            center: Point(x, 5), radius: 2, fill: Color(0), stroke: nil)
        return try #require(try SVGTree.read(svg.encode(page([item]), metadata)))
    }
    #expect(try circle(10).differences(from: circle(10.04)) == [])
    #expect(try circle(10).differences(from: circle(10.06)) != [])
}

@Test("The file says what it is to people who cannot see it")
func accessible() throws {
    let root = try #require(try SVGTree.read(svg.encode(everything, metadata)))
    #expect(root.name == "svg" && root.attributes["role"] == "img")
    #expect(root.attributes["width"] == "150pt" && root.attributes["height"] == "100pt")
    let ids = Set(root.all.compactMap { $0.attributes["id"] })
    let named = try #require(root.attributes["aria-labelledby"]).split(separator: " ").map(
        String.init)
    #expect(named.count == 2 && ids.isSuperset(of: named))
    let described = root.children.filter { named.contains($0.attributes["id"] ?? "") }
    #expect(described.map { $0.name } == ["title", "desc"])
    #expect(described.map { $0.text } == [metadata.title, metadata.description])
    let groups = root.all.filter { $0.name == "g" && $0.attributes["class"] != nil }
    #expect(groups.map { $0.attributes["class"] } == ["flipside-series", "flipside-legend"])
    #expect(groups.map { $0.attributes["aria-label"] } == ["GRPO", nil])
}

@Test("Every name that is used is given once, and two figures on one page share none")
func names() throws {
    func ids(_ page: DisplayList) throws -> [String] {
        let root = try #require(try SVGTree.read(svg.encode(page, metadata)))
        let used = root.all.compactMap { $0.attributes["clip-path"] }
        let given = root.all.compactMap { $0.attributes["id"] }
        #expect(Set(given).count == given.count)
        #expect(used.allSatisfy { given.contains(String($0.dropFirst(5).dropLast())) })
        return given
    }
    let one = try ids(everything)
    #expect(one.count == 4)
    var other = everything
    other.width = 151
    #expect(Set(one).isDisjoint(with: try ids(other)))
    #expect(try ids(everything) == one)
}

/// Texts that would break a careless writer.
private let hostile = [
    "<script>alert(1)</script>", "\" onload=\"x", "&amp; &lt; &#0; &e;", "]]>", "-->", "<![CDATA[",
    "a\u{0}b\u{1B}[31m\u{8}\u{7F}\u{85}\u{FFFE}\u{FFFF}", "  two  spaces  ", "\n\r\t", "日本語 🎭",
    "\u{202E}right", "e\u{301}", "<!DOCTYPE x>", "?>", "'", "\\",
]

@Test("Whatever words say, the file is XML and the words are words", arguments: hostile)
func hostileWords(text: String) throws {
    let here = FigureMetadata(title: text, description: text, software: text, recipe: text)
    let file = try svg.encode(
        page([
            .group(
                DisplayList.Group(.series, text),
                [
                    .text(
                        "x" + text, at: Point(5, 12), font: Font(size: 7), color: Color(0),
                        angle: 0)
                ])
        ]), here)
    let root = try #require(SVGTree.read(file))
    #expect(
        Set(root.all.map { $0.name }).isSubset(of: [
            "svg", "title", "desc", "metadata", "dc:title", "dc:description", "flipside:software",
            "flipside:recipe", "rect", "g", "text",
        ]))
    #expect(root.all.flatMap { $0.attributes.keys }.allSatisfy { $0 != "onload" })
    let wanted = String(
        String.UnicodeScalarView(
            text.unicodeScalars.map {
                let isControl = $0.properties.generalCategory == .control
                let isKept = !isControl || ["\n", "\r", "\t"].contains($0)
                return isKept && !$0.properties.isNoncharacterCodePoint ? $0 : "\u{FFFD}"
            }))
    #expect(root.all.first { $0.name == "text" }?.text == "x" + wanted)
    #expect(root.all.first { $0.name == "flipside:recipe" }?.text == wanted)
    #expect(try svg.read(file).recipe == wanted)
}

@Test("Words that show nothing are left out, and none needs spaces at its edges")
func spaces() throws {
    let items = ["", " ", "\u{A0}\t"].map {
        DisplayList.Item.text($0, at: Point(1, 1), font: Font(size: 7), color: Color(0), angle: 0)
    }
    let root = try #require(try SVGTree.read(svg.encode(page(items), metadata)))
    #expect(!root.all.contains { $0.name == "text" })
}

@Test("A page without a size is an error with a remedy", arguments: [0, -1, .nan, .infinity])
func noSize(width: Double) {
    var bad = everything
    bad.width = width
    let error = #expect(throws: DrawingError.self) { try svg.encode(bad, metadata) }
    #expect(error?.hint != nil)
}

@Test(
    "A method's curve is in a group with its title, and one that stands for several in all of theirs"
)
func labelledCurves() throws {
    func line(_ name: String, _ style: Int, from start: Double) -> Mark {
        .line(Mark.Line(name: name, style: style, pieces: [[Point(0, start), Point(1, 2)]]))
    }
    let panel = Panel(
        x: Axis("x"), y: Axis("y"),
        marks: [
            line("PPO", 4, from: 1), line("$\\delta$-clip", 1, from: 0), line("GRPO", 0, from: 1),
        ])
    let page = Figure(title: "", panels: [panel]).layout(measuring: FixedWidths())
    let root = try #require(try SVGTree.read(svg.encode(page, metadata)))
    for (title, color) in [("PPO", "#000044"), ("GRPO", "#000044"), ("δ-clip", "#d55e00")] {
        let group = try #require(
            root.all.first { $0.name == "g" && $0.attributes["aria-label"] == title })
        let curves = group.all.filter { $0.name == "path" && $0.attributes["stroke"] != nil }
        #expect(curves.map { $0.attributes["stroke"]?.lowercased() } == [color], "\(title)")
    }
}

/// A measurer without fonts.
private struct FixedWidths: TextMeasuring {
    func measure(_ text: String, font: Font) -> TextSize {
        TextSize(
            width: 0.6 * font.size * Double(text.count), ascent: 0.9 * font.size,
            descent: 0.24 * font.size)
    }
}
