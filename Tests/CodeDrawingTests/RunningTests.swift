// SPDX-License-Identifier: GPL-3.0-or-later

import CodeDrawing
import Figures
import Foundation
import Testing

private let renderer = FigureRenderer(
    layout: { $0.layout(measuring: WidthTable.builtIn) }, formats: [.tex, .python])

private let python = ProcessInfo.processInfo.environment["FLIPSIDE_PYTHON"] ?? "python3"

/// Runs a program in a folder.
///
/// - Returns: What it printed, and whether it ended well; nil where there is no such program.
private func run(_ words: [String], in folder: URL? = nil) -> (text: String, isFine: Bool)? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 127 ? nil : (text, process.terminationStatus == 0)
}

private let hasMatplotlib = run([python, "-c", "import matplotlib"])?.isFine ?? false
private let hasTeX = run(["pdflatex", "--version"])?.isFine ?? false

@Suite("Figures as code, run by those that they are for", .serialized)
struct RunningTests {
    /// Makes a folder with a figure in it, which goes when it has been used.
    private func inFolder(
        _ figure: Figure, _ format: FigureFormat, _ use: (URL) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try renderer.file(figure, format, metadata)
        try Data(file).write(to: folder.appending(path: "figure.\(format.ending)"))
        try use(folder)
    }

    @Test(
        "Matplotlib draws every mark, on every theme, without a warning",
        .enabled(if: hasMatplotlib, "no Python with matplotlib; FLIPSIDE_PYTHON names one"),
        arguments: Theme.all)
    func matplotlib(theme: Theme) throws {
        var figure = everyMark
        figure.theme = theme
        try inFolder(figure, .python) { folder in
            let ran = try #require(
                run([python, "-W", "error", "figure.py", "figure.png"], in: folder))
            #expect(ran.isFine, "\(ran.text)")
            let file = try Data(contentsOf: folder.appending(path: "figure.png"))
            #expect(file.count > 20_000)
        }
    }

    @Test(
        "LaTeX sets every mark",
        .enabled(if: hasTeX, "no pdflatex; scripts/figure-code installs it"), arguments: Theme.all)
    func pgfplots(theme: Theme) throws {
        var figure = everyMark
        figure.theme = theme
        try typeset(figure)
    }

    @Test(
        "LaTeX has the memory for four planes of many cells",
        .enabled(if: hasTeX, "no pdflatex; scripts/figure-code installs it"))
    func planes() throws { try typeset(manyCells) }

    private func typeset(_ figure: Figure) throws {
        try inFolder(figure, .tex) { folder in
            let paper = """
                \\documentclass{article}
                \\usepackage[margin=5mm]{geometry}
                \\usepackage{amsmath,pgfplots}
                \\pgfplotsset{compat=1.17}
                \\usetikzlibrary{patterns}
                \\begin{document}
                \\noindent\\input{figure.tex}
                \\end{document}
                """
            try Data(paper.utf8).write(to: folder.appending(path: "paper.tex"))
            let ran = try #require(
                run(
                    ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"],
                    in: folder))
            #expect(ran.isFine, "\(ran.text.suffix(1500))")
        }
    }
}
