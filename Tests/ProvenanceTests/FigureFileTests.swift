// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import Testing

@testable import Lab
@testable import Provenance

private let simulation = "simulate world=bandit seeds=2 steps=3"

@Test("Kinds joined by + share a figure: panels in order, words of both, one recipe")
func joined() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([
        "set eps_high=0.3", simulation, "unset eps_high",
        "plot weight + entropy out=\(scratch.word("f.png"))",
    ])
    let figure = try #require(listener.figures.last)
    #expect(figure.panels.count == 3 && figure.columns == 3)
    #expect(
        figure.panels[2].title.contains("entropy") && figure.footnote.contains("toy simulation"))
    #expect(figure.alternativeText.contains("importance ratio"))
    #expect(figure.alternativeText.contains("simulated policy"))
    let lines = try scratch.read("f.png").split(separator: "\n").map(String.init)
    let simulate = try #require(lines.firstIndex { $0.hasPrefix("simulate ") })
    let reset = try #require(lines.firstIndex(of: "unset"))
    #expect(lines.firstIndex(of: "set eps_high=0.3").map { $0 < simulate } == true)
    #expect(simulate < reset, "the bench that is drawn is the one after the simulation")
    #expect(lines.suffix(2) == ["use grpo,aspo", "plot weight + entropy"])
}

@Test(
    "Single panels stand side by side, up to three; four make a square",
    arguments: [
        ("plot entropy + paired", 2), ("plot gradient + weight", 2), ("plot dynamics + entropy", 4),
    ])
func columns(plot: String, columns: Int) throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([simulation, "\(plot) out=\(scratch.word("f.png"))"])
    #expect(listener.figures.last?.columns == columns)
}

@Test(
    "A line that names no kind, or one twice, is wrong",
    arguments: ["plot +", "plot weight + weight", "plot weight gradient weight"])
func wrongKinds(plot: String) throws {
    let scratch = try ScratchFolder()
    var (session, _) = makeSession()
    let error = session.failure(of: "\(plot) out=\(scratch.word("f.png"))")
    #expect(error != nil && error?.hint != nil && scratch.names.isEmpty)
}

@Test("Kinds that are joined without blanks are shown with them")
func closeKinds() {
    var (session, _) = makeSession()
    #expect(
        session.failure(of: "plot weight+gradient")?.hint
            == "put blanks round +: weight + gradient")
}

@Test("data=yes writes the points that are drawn, and no others")
func data() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([
        simulation, "plot entropy out=\(scratch.word("f.png")) data=yes",
    ])
    #expect(scratch.names == ["f.csv", "f.png"])
    let rows = try scratch.read("f.csv").split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
        rows[0] == ["panel", "title", "mark", "series", "part", "x", "y", "low", "high", "value"])
    let panel = try #require(listener.figures.last?.panels.first)
    let drawn = panel.lines.flatMap { line in
        line.pieces.joined().map { [line.name, "\($0.x)", "\($0.y)"] }
    }
    let written = rows.filter { $0[2] == "line" }
    #expect(written.map(\.[3]) == drawn.map(\.[0]) && written.count == 8)
    #expect(
        zip(written, drawn).allSatisfy { row, point in
            Double(row[5]) == Double(point[1]) && Double(row[6]) == Double(point[2])
        })
}

@Test("The data of hatched boxes and cells are weights of 0, as weights has them")
func maskedData() throws {
    let scratch = try ScratchFolder()
    try run([
        "token a old=0.1 new=0.05", "token b old=0.1 new=0.3",
        "plot tokens methods=grpo out=\(scratch.word("t.png")) data=yes",
        "plot surface methods=grpo out=\(scratch.word("s.png")) data=yes",
    ])
    let tokens = try scratch.read("t.csv").split(separator: "\n").dropFirst()
    #expect(tokens.map { $0.split(separator: ",")[6] } == ["0.49999999999999994", "0"])
    let cells = try scratch.read("s.csv").split(separator: "\n")
    let masked = cells.filter { $0.contains("masked") }
    #expect(!masked.isEmpty && masked.allSatisfy { $0.hasSuffix(",0") })
    #expect(!cells.contains { $0.hasSuffix("nan") })
    let levels = cells.filter { $0.contains(",contours,") }
    #expect(!levels.isEmpty && levels.count < 20 && !levels.contains { $0.hasSuffix(",") })
}

@Test("data=yes replaces nobody's file, and then draws nothing either")
func dataInTheWay() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write("mine\n", to: "f.csv")
    var (session, _) = makeSession()
    let error = session.failure(of: "plot weight out=\(scratch.word("f.png")) data=yes")
    #expect(error?.code == .file && scratch.names == ["f.csv"])
    #expect(try scratch.read("f.csv") == "mine\n")
}

@Test("latex=yes prints the figure at its own size with alt text and caption, all of it as text")
func latex() throws {
    let scratch = try ScratchFolder()
    let place = scratch.word("f.png")
    let text = try lastOutput(
        "plot weight out=\(place) latex=yes caption=\"50% of $x_1$ & \\\\more\"")
    #expect(text.contains("\\includegraphics[width=6.75in,alt={Weight on the policy gradient"))
    #expect(text.contains("\\caption{50\\% of \\$x\\_1\\$ \\& \\textbackslash{}more}"))
    #expect(text.contains("\\label{fig:f}"))
    let generated = try lastOutput("plot weight out=\(scratch.word("g.png")) latex=yes")
    #expect(
        generated.contains(
            "GRPO and ASPO ($\\varepsilon_\\mathrm{low}$ = 0.2, $\\varepsilon_\\mathrm{high}$ = 0.2"
        ),
        "the caption has the numbers in it")
    #expect(generated.contains("0.5 at r = 0.5, A > 0"), "so has the alt text")
}

/// Kinds of files, with what LaTeX takes each in by.
private let inclusions = [
    ("plots/x.png", "{plots/x.png}"), ("x.PDF", "{x.PDF}"), ("x.svg", "{x.pdf}"),
    ("plots/a.b.svg", "{plots/a.b.pdf}"), ("x.SVG", "{x.pdf}"), ("x.html", "{x.pdf}"),
]

@Test("What LaTeX reads is named as it is, the PDF where it cannot read a file, code is put in")
func latexInclusion() {
    func latex(_ path: String) -> String {
        PaperFigure(
            path: path, size: .standard, alternativeText: "50% of r", caption: "Weights of A_t"
        ).latex
    }
    for (path, file) in inclusions {
        let text = latex(path)
        #expect(text.contains("\\includegraphics[width="), "\(path)")
        #expect(text.contains("alt={50\\% of r}]\(file)\n"), "\(text)")
    }
    let code = latex("plots/x.tex")
    #expect(code.contains("  \\input{plots/x.tex}\n") && !code.contains("includegraphics"))
    #expect(code.contains("\\caption{") && code.contains("\\label{fig:x}"))
}

@Test("A name that LaTeX cannot read is refused before anything is written")
func latexName() throws {
    let scratch = try ScratchFolder()
    var (session, _) = makeSession()
    let error = session.failure(of: "plot weight out=\(scratch.word("a{b}.png")) latex=yes")
    #expect(error?.message.contains("LaTeX") == true && scratch.names.isEmpty)
}

@Test("recipe=no leaves the recipe out of the file; neither it nor data= is part of a recipe")
func withoutRecipe() throws {
    let scratch = try ScratchFolder()
    _ = try run(["plot weight out=\(scratch.word("f.png")) recipe=no"])
    #expect(try !scratch.read("f.png").contains("plot weight"))
    _ = try run(["plot weight out=\(scratch.word("g.png")) data=yes latex=yes"])
    #expect(try scratch.read("g.png").hasSuffix("plot weight methods=grpo,aspo"))
}
