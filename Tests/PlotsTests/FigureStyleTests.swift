// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
@testable import Results
import Testing

@testable import Lab

/// Sizes as typed, in points and pixels.
private let sizes: [(text: String, width: Double, height: Double, pixels: Int)] = [
    ("8x6cm", 8 / 2.54 * 72, 6 / 2.54 * 72, 756), ("3.25x2.4in", 234, 172.8, 780),
    ("3.25x2.4", 234, 172.8, 780), ("80x60mm", 8 / 2.54 * 72, 6 / 2.54 * 72, 756),
    ("300×200pt", 300, 200, 1000), ("1620x648px", 486, 194.4, 1620),
]

@Test("A size has the width and height that were typed, exactly", arguments: sizes)
private func typedSize(
    row: (text: String, width: Double, height: Double, pixels: Int)
) throws {
    let figure = try drawnFigure([], "plot weight size=\(row.text)")
    #expect(isClose(figure.size.width, row.width) && isClose(figure.size.height, row.height))
    #expect(figure.size.pixelWidth == row.pixels)
}

@Test("Pixels are counted at the resolution that was asked for")
func resolution() throws {
    let pixels = try drawnFigure([], "plot weight size=1200x600px dpi=300").size
    #expect(pixels.pixelWidth == 1200 && pixels.width == 288)
    let inches = try drawnFigure([], "plot weight size=4x2in dpi=300").size
    #expect(inches.pixelWidth == 1200)
    let paper = try drawnFigure([], "plot weight size=neurips dpi=150")
    #expect(paper.size.pixelWidth == 825)
}

@Test("Every preset has its own width; panels that have no room beside each other go below")
func presetSizes() throws {
    for preset in SizePreset.all {
        let figure = try drawnFigure([], "plot weight size=\(preset.name)")
        #expect(figure.size.width == preset.width)
        #expect(figure.columns == min(2, preset.panelsPerRow))
        #expect(figure.size.axesHeight == preset.size.axesHeight)
        if preset.isPage { #expect(figure.size == preset.size) }
    }
    let half = try drawnFigure([], "plot weight size=neurips-half")
    #expect(half.columns == 1)
}

@Test(
    "A size that is none, and one that no page has, are errors with a remedy",
    arguments: [
        ("size=neurip", CommandError.Code.unknownName), ("size=8cm", .unknownName),
        ("size=0x0cm", .domain), ("size=1620x648", .domain), ("size=-3x4cm", .domain),
        ("size=nanx2in", .domain), ("size=1e9x1e9in", .domain),
    ])
func wrongSize(argument: String, code: CommandError.Code) throws {
    let scratch = try ScratchFolder()
    var (session, _) = makeSession()
    let error = session.failure(of: "plot weight \(argument) out=\(scratch.word("f.png"))")
    #expect(error?.code == code && error?.hint != nil && scratch.names.isEmpty)
}

@Test("Theme, palette, letters and transparency reach the figure, and its recipe")
func style() throws {
    let figure = try drawnFigure(
        [], "plot weight theme=dark palette=tol-bright font=serif transparent=yes")
    #expect(figure.theme.name == "dark" && figure.typeface == .serif && figure.isTransparent)
    #expect(figure.theme != .dark, "the palette has taken the theme's colours")
    let plain = try drawnFigure([], "plot weight")
    #expect(plain.theme == .light && plain.typeface == .sans && !plain.isTransparent)
    let scratch = try ScratchFolder()
    _ = try run(["plot weight font=serif size=icml out=\(scratch.word("f.png"))"])
    #expect(
        try scratch.read("f.png").hasSuffix("plot weight methods=grpo,aspo font=serif size=icml"))
}
