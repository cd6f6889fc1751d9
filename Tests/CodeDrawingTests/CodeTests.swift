// SPDX-License-Identifier: GPL-3.0-or-later

import CodeDrawing
import Figures
import Foundation
import Testing

private let renderer = FigureRenderer(
    layout: { $0.layout(measuring: WidthTable.builtIn) }, formats: [.tex, .python])

/// Returns the text of a file with every mark.
private func text(_ format: FigureFormat, _ figure: Figure = everyMark) throws -> String {
    String(decoding: try renderer.file(figure, format, metadata), as: UTF8.self)
}

@Suite("Figures as code")
struct CodeTests {
    @Test("What a file says of itself is read back, whatever it is", arguments: ["tex", "py"])
    func comments(ending: String) throws {
        let format = try #require(renderer.format(ofFile: "x.\(ending)"))
        let file = try renderer.file(everyMark, format, metadata)
        #expect(format.recognizes(file))
        #expect(try format.read(file) == metadata)
    }

    @Test("No other file is taken for one, and a damaged one is refused or read")
    func foreign() throws {
        for bytes in [
            [], Array("% A figure".utf8), Array("#!/usr/bin/env python3\n".utf8), [0xFF, 0],
        ] {
            #expect(renderer.format(of: bytes) == nil)
        }
        let file = try renderer.file(everyMark, .tex, metadata)
        for length in stride(from: 0, to: file.count, by: 97) {
            _ = try? FigureFormat.tex.read(Array(file.prefix(length)))
        }
    }

    @Test("No line of a text of others ends or begins a line of code", arguments: ["tex", "py"])
    func hostileNames(ending: String) throws {
        let format = try #require(renderer.format(ofFile: "x.\(ending)"))
        let text = try text(format)
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\r"))
        let head = text.split(separator: "\n").filter {
            $0.contains("flipside:")
        }
        #expect(head.allSatisfy { $0.hasPrefix("%") || $0.hasPrefix("#") })
    }

    @Test("The same figure is the same code, and a page alone is none")
    func stable() throws {
        #expect(try text(.python) == text(.python))
        let page = everyMark.layout(measuring: WidthTable.builtIn)
        #expect(throws: DrawingError.self) { try FigureFormat.tex.encode(page, metadata) }
    }

    @Test("Every mark stands in both languages")
    func marks() throws {
        let python = try text(.python)
        for call in [
            "axvspan", "axhline", "axvline", ".plot(", ".fill(", ".text(", "annotate(",
            "pcolormesh",
            "colorbar", "legend(", "set_xscale(\"log\")", "set_yscale(\"log\")", "hatch=",
        ] { #expect(python.contains(call), "\(call)") }
        let tex = try text(.tex)
        for command in [
            "\\addplot", "matrix plot*", "rectangle", "\\node", "\\addlegendentry", "xmode=log",
            "hide axis",
            "y dir=reverse", "pattern=", "dash pattern", "only marks",
        ] { #expect(tex.contains(command), "\(command)") }
    }

    @Test("Numbers keep ten digits, and read back as what they are")
    func numbers() throws {
        let point = Mark.Line(
            name: "x", style: 0,
            pieces: [[Point(1.0 / 3, 1e-12), Point(1.0 + 1e-7, 12_345_678.25)]])
        let panel = Panel(x: Axis("x"), y: Axis("y"), marks: [.line(point)])
        let text = try text(.python, Figure(title: "", panels: [panel]))
        #expect(text.contains("[0.3333333333, 1.0000001], [1e-12, 12345678.25]"))
    }

    @Test("Nothing is written of what lies beyond the axes, and what reaches there ends there")
    func beyond() throws {
        for format in [FigureFormat.tex, .python] {
            let text = try text(format)
            for number in ["1e+09", "1000000000", "1e+300", "1e+12", "7e+77", "1e+20", "elsewhere"]
            {
                #expect(!text.contains(number), "\(format.ending) \(number)")
            }
            #expect(text.contains("steep") && text.contains("far"))
        }
    }

    @Test("Formulas are in TeX's notation, and words are escaped")
    func words() throws {
        let panel = Panel(
            title: "50 % of $\\pi_{old}$, ε_x & $\\frac{r}{1 - \\epsilon_{low}}$", x: Axis("x"),
            y: Axis("y"),
            marks: [])
        let figure = Figure(title: "", panels: [panel])
        #expect(
            try text(.tex, figure).contains(
                "{50 \\% of ${\\pi }_{\\mathrm{old}}$, $\\varepsilon_\\mathrm{x}$ \\& "
                    + "$\\frac{r}{1-{\\varepsilon }_{\\mathrm{low}}}$}"))
        #expect(
            try text(.python, figure).contains(
                "\"50 % of ${\\\\pi }_{\\\\mathrm{old}}$, ε_x & "))
    }
}
