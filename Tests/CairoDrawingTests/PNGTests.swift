// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import Testing

@testable import CairoDrawing

@Test("A PNG holds the figure's size, title, description and recipe")
func roundTrip() throws {
    let file = try png(.sample(), metadata)
    let read = try #require(ReadPNG(file, withPixels: true))
    #expect(read.width == 720 && read.height == 480)
    #expect(
        read.texts == [
            "Title": metadata.title, "Description": metadata.description,
            "Software": metadata.software, "flipside:recipe": "preset demo\nplot weight\n",
        ])
    #expect(ReadPNG(file, withPixels: false)?.texts == read.texts)
}

@Test("The pixels that are read are those that were drawn")
func pixels() throws {
    let read = try #require(
        ReadPNG(try png(.sample(), metadata), withPixels: true))
    #expect(read.pixels.count == 720 * 480 * 3)
    #expect(Array(read.pixels.prefix(3)) == [255, 255, 255])
    let colors = Set(
        stride(from: 0, to: read.pixels.count, by: 3).map { Array(read.pixels[$0..<($0 + 3)]) })
    #expect(colors.contains([0x00, 0x72, 0xB2]))
    #expect(colors.contains([0xD5, 0x5E, 0x00]))
}

@Test("Every theme paints its own page", arguments: Theme.all)
func page(theme: Theme) throws {
    var figure = Figure.sample()
    figure.theme = theme
    let read = try #require(
        ReadPNG(try png(figure, metadata), withPixels: true))
    let page = [theme.background.red, theme.background.green, theme.background.blue]
    #expect(Array(read.pixels.prefix(3)) == page.map { UInt8(($0 * 255).rounded()) })
}

@Test("Files say their resolution and colour space, not when they were made")
func chunks() throws {
    let file = try png(.sample(), metadata)
    let kinds = chunkKinds(file)
    #expect(kinds.contains("pHYs") && kinds.contains("sRGB") && kinds.contains("iTXt"))
    #expect(!kinds.contains("tIME"))
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
    #expect(ReadPNG(file, withPixels: false)?.texts["flipside:recipe"] == long.recipe)
    long.recipe = "a\u{0}b"
    let short = try png(.sample(), long)
    #expect(ReadPNG(short, withPixels: false)?.texts["flipside:recipe"] == "ab")
    long.recipe = nil
    let none = try png(.sample(), long)
    #expect(ReadPNG(none, withPixels: false)?.texts["flipside:recipe"] == nil)
}

@Test("The same figure has the same bytes, on any thread and in any locale")
func sameBytes() async throws {
    let first = try png(.sample(), metadata)
    setlocale(LC_ALL, "de_DE.UTF-8")
    defer { setlocale(LC_ALL, "C") }
    let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<8 {
            group.addTask { try png(.sample(), metadata) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(files.count == 8)
    #expect(files.allSatisfy { $0 == first })
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

@Test("Damaged files are refused or read, never worse", arguments: 1...150)
func damaged(seed: Int) throws {
    var file = try png(.sample(FigureSize(width: 72, height: 60)), metadata)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func random(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, limit)
    }
    if seed % 3 == 0 { file = Array(file.prefix(random(file.count))) }
    // Most damage goes where the lengths and kinds of the first chunks are.
    for _ in 0..<(1 + seed % 5) where !file.isEmpty {
        file[random(seed % 2 == 0 ? min(700, file.count) : file.count)] = UInt8(random(256))
    }
    for withPixels in [false, true] {
        if let read = ReadPNG(file, withPixels: withPixels) {
            #expect(read.width <= 20_000 && read.height <= 20_000)
        }
    }
}

@Test("What is no PNG is refused with a reason")
func noPNG() {
    #expect(ReadPNG([], withPixels: false) == nil)
    #expect(ReadPNG(Array("not a picture at all".utf8), withPixels: true) == nil)
}

@Test("Pictures are freed once they are written")
func memory() throws {
    for _ in 0..<10 { _ = try png(.sample(), metadata) }
    let before = try residentKilobytes()
    for _ in 0..<60 { _ = try png(.sample(), metadata) }
    #expect(try residentKilobytes() - before < 20_000)
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
    let picture = try #require(
        ReadPNG(try FigureFormat.png.encode(page, metadata), withPixels: true))
    for (place, color) in [(0, colors[0]), (39, colors[1]), (20 * 40 + 19, colors[2])] {
        #expect(picture.pixels[3 * place] == UInt8((color.red * 255).rounded()))
        #expect(picture.pixels[3 * place + 1] == UInt8((color.green * 255).rounded()))
        #expect(picture.pixels[3 * place + 2] == UInt8((color.blue * 255).rounded()))
    }
    let seen = Set(
        stride(from: 0, to: picture.pixels.count, by: 3).map {
            Array(picture.pixels[$0..<$0 + 3])
        })
    #expect(seen.count == 4)
}
