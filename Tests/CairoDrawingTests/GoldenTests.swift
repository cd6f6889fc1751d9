// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures
import Foundation
import Testing

/// Shapes of every kind.
private let shapes: [DisplayList.Item] = [
    .path(
        [Point(10, 90), Point(40, 60), Point(70, 85)],
        Stroke(color: Color(0x0072B2), width: 1.5, dash: [6, 3])),
    .polygon([Point(80, 60), Point(100, 60), Point(90, 80)], fill: Color(0x009E73).opacity(0.5)),
    .rectangle(
        Box(x: 110, y: 60, width: 30, height: 20), radius: 4, fill: Color(0xF0F0F0),
        stroke: Stroke(color: Color(0x59636E), width: 0.8)),
    .circle(
        center: Point(125, 40), radius: 8, fill: Color(0xD55E00),
        stroke: Stroke(color: Color(0), width: 1)),
    .clipped(
        Box(x: 10, y: 30, width: 20, height: 20),
        [.path([Point(0, 20), Point(60, 60)], Stroke(color: Color(0xCC79A7), width: 4))]),
    .image(
        Raster(
            columns: 3, rows: 2,
            cells: [0, 0x444444, 0x888888, 0xFF0000, 0xFF00, 0xFF].map { Color($0) }),
        in: Box(x: 40, y: 30, width: 30, height: 20)),
]

/// A word in every face that most figures have.
private let words: [DisplayList.Item] = [Typeface.sans, .serif].enumerated().flatMap {
    row, typeface in
    [(false, false), (true, false), (false, true), (true, true)].enumerated().map { column, face in
        .text(
            "Rα−\(column)", at: Point(5 + 34 * Double(column), 12 + 12 * Double(row)),
            font: Font(size: 9, isItalic: face.0, isBold: face.1, typeface: typeface),
            color: Color(0x1F2328), angle: 0)
    }
}

/// Everything that a page can have, once.
private let everything = DisplayList(
    width: 150, height: 100, background: Theme.light.background, dotsPerInch: 144,
    items: shapes + [
        .group(DisplayList.Group(.note, "words"), words),
        .text(
            "turned", at: Point(80, 58), font: Font(size: 8), color: Color(0x1F2328),
            angle: .pi / 6),
    ])

/// What pixels depend on beside the page: the version of Cairo, and the files of the fonts.
private func context() throws -> String {
    let file = try FigureFormat.pdf.encode(.blank, metadata)
    let text = String(decoding: file, as: UTF8.self)
    let producer = try #require(text.firstMatch(of: /Producer \((cairo [0-9.]+)/))
    let folder = "/usr/share/fonts/"
    let fonts = try [
        "truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Oblique.ttf",
        "opentype/stix/STIXGeneral-Regular.otf", "opentype/stix/STIXGeneral-Italic.otf",
    ].map { name in
        let bytes = try Data(contentsOf: URL(filePath: folder + name))
        let digest = bytes.reduce(UInt64(14_695_981_039_346_656_037)) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        return "\(name) \(String(digest, radix: 16))"
    }
    return ([String(producer.1)] + fonts).joined(separator: "\n")
}

/// The golden picture; its recipe says in which context it was drawn.
private let golden = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/everything.png")

@Test("A page with everything looks as it did before")
func looksTheSame() throws {
    let here = FigureMetadata(
        title: "everything", description: "", software: "", recipe: try context())
    let file = try FigureFormat.png.encode(everything, here)
    if ProcessInfo.processInfo.environment["WRITE_GOLDEN"] != nil {
        try Data(file).write(to: golden)
    }
    let kept = try [UInt8](Data(contentsOf: golden))
    let (before, now) = (try PictureFormat.png.read(kept), try PictureFormat.png.read(file))
    if try FigureFormat.png.read(kept) == here {
        #expect(now == before)
    } else {
        // Other versions draw edges of letters a little differently.
        let distance = try #require(PictureDistance(now, before))
        #expect(distance.rootMeanSquare < 0.02)
        #expect(distance.shareOfVisible < 0.005)
    }
}

@Test("Pictures that differ are told from each other")
func distances() throws {
    var other = everything
    other.items.removeLast()
    let one = try PictureFormat.png.read(FigureFormat.png.encode(everything, metadata))
    let two = try PictureFormat.png.read(FigureFormat.png.encode(other, metadata))
    #expect(PictureDistance(one, one)?.rootMeanSquare == 0)
    let distance = try #require(PictureDistance(one, two))
    #expect(distance.rootMeanSquare > 0.02 && distance.shareOfVisible > 0.001)
}
