// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import TestSupport
import Testing

@testable import CairoDrawing

@Test("The pixels that are read are those that were drawn")
func pixels() throws {
    let read = try picture(.sample())
    #expect(read.width == 720 && read.height == 480)
    #expect(read.pixel(0, 0) == [255, 255, 255, 255])
    #expect(read.colors.contains([0x00, 0x72, 0xB2, 255]))
    #expect(read.colors.contains([0xD5, 0x5E, 0x00, 255]))
}

@Test("Every theme paints its own page", arguments: Theme.all)
func page(theme: Theme) throws {
    var figure = Figure.sample()
    figure.theme = theme
    let page = [theme.background.red, theme.background.green, theme.background.blue, 1]
    #expect(try picture(figure).pixel(0, 0) == page.map { UInt8(($0 * 255).rounded()) })
}

@Test("Files say their resolution and colour space, not when they were made")
func chunks() throws {
    let file = try png(.sample(), metadata)
    let kinds = chunkKinds(file)
    #expect(kinds.contains("pHYs") && kinds.contains("sRGB") && kinds.contains("iTXt"))
    #expect(!kinds.contains("tIME"))
}

@Test("A file says for how many pixels to the inch it is", arguments: [72, 240, 600])
func resolution(dotsPerInch: Double) throws {
    let size = FigureSize(width: 72, height: 36, dotsPerInch: dotsPerInch)
    let file = try png(.sample(size), metadata)
    let start = try #require(
        (0..<(file.count - 12)).first { file[$0..<($0 + 4)].elementsEqual("pHYs".utf8) })
    let perMetre = file[(start + 4)..<(start + 8)].reduce(0) { $0 << 8 | Int($1) }
    #expect(abs(Double(perMetre) * 0.0254 - dotsPerInch) < 0.02)
    #expect(try PictureFormat.png.read(file).width == Int(dotsPerInch))
}

@Test("Texts up to 1 kB can be read without unpacking, longer ones are packed")
func packing() throws {
    for (count, isPlain) in [(30, true), (1500, false)] {
        var long = metadata
        long.recipe = String(repeating: "weights ", count: count / 8)
        let text = String(decoding: try png(.sample(), long), as: UTF8.self)
        #expect(text.contains("weights weights") == isPlain)
    }
}

/// Returns the kinds of the chunks of a PNG.
private func chunkKinds(_ file: [UInt8]) -> [String] {
    var kinds: [String] = []
    var index = 8
    while index + 8 <= file.count {
        let length = file[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
        kinds.append(String(decoding: file[(index + 4)..<(index + 8)], as: UTF8.self))
        index += length + 12
    }
    return kinds
}

@Test("A long recipe is compressed and comes back whole; zero bytes are left out")
func longRecipe() throws {
    var long = metadata
    long.recipe = String(repeating: "token α old=0.1 new=0.05\n", count: 4000)
    let file = try png(.sample(), long)
    #expect(file.count < 60_000)
    #expect(try FigureFormat.png.read(file).recipe == long.recipe)
    long.recipe = "a\u{0}b"
    let short = try png(.sample(), long)
    #expect(try FigureFormat.png.read(short).recipe == "ab")
    long.recipe = nil
    let none = try png(.sample(), long)
    #expect(try FigureFormat.png.read(none).recipe == nil)
}

@Test(
    "The same figure has the same bytes, on any thread and in any locale",
    arguments: renderer.formats.map(\.ending))
func sameBytes(ending: String) async throws {
    let format = try #require(renderer.format(ofFile: "a.\(ending)"))
    let first = try renderer.file(.sample(), format, metadata)
    let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<8 {
            group.addTask {
                // Of this thread alone: the other tests are to keep their decimal point.
                let german = newlocale(1 << LC_NUMERIC, "de_DE.UTF-8", nil)
                let usual = german.map { uselocale($0) }
                defer {
                    _ = uselocale(usual ?? uselocale(nil))
                    if let german { freelocale(german) }
                }
                return try renderer.file(.sample(), format, metadata)
            }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(files.count == 8)
    #expect(files.allSatisfy { $0 == first })
    #expect(first.count > 5000)
}

/// Sizes that no picture can have, and a word of what is said.
private let impossible: [(size: FigureSize, word: String)] = [
    (FigureSize(width: 324, height: 216, dotsPerInch: 60_000), "too large"),
    (FigureSize(width: 1e30, height: 1e30), "too large"),
    (FigureSize(width: 3000, height: 3000, dotsPerInch: 300), "too large"),
    (FigureSize(width: 0, height: 216), "cannot be drawn"),
    (FigureSize(width: -5, height: 216), "cannot be drawn"),
    (FigureSize(width: .nan, height: 216), "cannot be drawn"),
    (FigureSize(width: 324, height: 216, dotsPerInch: .nan), "cannot be drawn"),
]

@Test("A size that no picture can have is an error with a remedy", arguments: impossible)
func impossibleSize(row: (size: FigureSize, word: String)) {
    let page = DisplayList(
        width: row.size.width, height: row.size.height, background: Theme.light.background,
        dotsPerInch: row.size.dotsPerInch, items: [])
    let error = #expect(throws: DrawingError.self) {
        try FigureFormat.png.encode(page, metadata)
    }
    #expect(error?.message.contains(row.word) == true)
    #expect(error?.hint != nil)
}

@Test(
    "Pictures are freed once they are written",
    .disabled(if: isSanitized, "a sanitizer holds back what is freed"))
func memory() async {
    // In a process of its own: other tests take memory as well.
    await #expect(processExitsWith: .success) {
        func drawAll() throws {
            for format in renderer.formats { _ = try renderer.file(.sample(), format, metadata) }
        }
        for _ in 0..<10 { try drawAll() }
        let before = try residentKilobytes()
        for _ in 0..<60 { try drawAll() }
        #expect(try residentKilobytes() - before < 20_000)
    }
}

/// Returns how much memory the process holds.
private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
}

@Test("An image of cells has sharp edges, no seams, and the colours that it was given")
func cells() throws {
    let colors = [0xFF0000, 0x00FF00, 0x0000FF, 0x808080].map { Color($0) }
    let page = DisplayList(
        width: 40, height: 40, background: Theme.light.background, dotsPerInch: 72,
        items: [
            .group(
                DisplayList.Group(.series, "cells"),
                [
                    .image(
                        Raster(columns: 2, rows: 2, cells: colors),
                        in: Box(x: 0, y: 0, width: 40, height: 40))
                ])
        ])
    let picture = try PictureFormat.png.read(FigureFormat.png.encode(page, metadata))
    for (place, color) in [((0, 0), colors[0]), ((39, 0), colors[1]), ((19, 20), colors[2])] {
        let parts = [color.red, color.green, color.blue, 1]
        #expect(picture.pixel(place.0, place.1) == parts.map { UInt8(($0 * 255).rounded()) })
    }
    #expect(picture.colors.count == 4)
}
