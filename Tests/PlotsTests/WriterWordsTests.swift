// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Figures
import LabTestSupport
import Testing
import TextDrawing

@testable import Lab

@Test("A method's lines, bands and dots take the look that was typed, in every panel")
func lineStyles() throws {
    let figure = try drawnFigure(
        [], "plot weight methods=ppo,cispo style=cispo:#123456:dotted:cross")
    for panel in figure.panels {
        let line = try #require(panel.lines.first { $0.name == "CISPO" })
        let style = figure.theme.style(line.style)
        #expect(style.color == Color(0x123456) && style.dash == [1.4, 1.2])
        #expect(style.marker == .cross)
        let other = try #require(panel.lines.first { $0.name == "PPO" })
        #expect(other.style < 100)
    }
    let bands = try drawnFigure([smallGraph], "plot entropy style=grpo:red style=ASPO::solid")
    let series = bands.panels[0].marks.flatMap(\.series)
    let red = try #require(series.first { $0.name == "GRPO" })
    #expect(bands.theme.style(red.style).color == Color(0xD55E00))
    #expect(series.filter { $0.style == red.style }.count > 1, "the band goes along")
    let solid = try #require(series.first { $0.name == "ASPO" })
    #expect(bands.theme.style(solid.style).dash.isEmpty)
}

@Test("The last of two styles of a method counts, and keeps what it does not say of the first")
func twoStyles() throws {
    let figure = try drawnFigure([], "plot weight style=grpo:teal:dotted style=GRPO:navy")
    let line = try #require(figure.panels[0].lines.first { $0.name == "GRPO" })
    let style = figure.theme.style(line.style)
    #expect(style.color == Color(0x1F3A7A) && style.dash == [1.4, 1.2])
}

@Test("A method is called what was typed wherever it is named, and nothing else is")
func labels() throws {
    let figure = try drawnFigure(
        [], "plot weight methods=grpo,gspo-token,aspo label=grpo:\"GRPO: ours, ε_high\"")
    #expect(figure.panels[0].lines.map(\.name).contains("GRPO: ours, $ε_{high}$"))
    #expect(!figure.panels[0].lines.map(\.name).contains("GRPO"))
    #expect(figure.alternativeText.contains("GRPO: ours, ε_high:"))
    let surface = try drawnFigure([], "plot surface label=grpo:Ours")
    #expect(surface.panels.contains { $0.title.contains("Ours") })
    #expect(!surface.panels.contains { $0.title.contains("GRPO") })
    let mass = try drawnFigure(["preset demo"], "plot mass label=aspo:Ours")
    let names = mass.panels.flatMap(\.bars).map(\.name)
    #expect(names.contains("Ours") && !names.contains("ASPO"))
}

@Test("Titles and the words along axes are what was typed, for one panel and for several")
func titles() throws {
    let several = try drawnFigure(
        [],
        "plot weight title=\"Weights at ε_low\" titles=\"A^+ | A^-\" xlabel=ratio ylabel=\"w | \"")
    #expect(several.heading == "Weights at $ε_{low}$" && several.title == "Weights at ε_low")
    #expect(several.panels.map(\.title) == ["$A^{+}$", "$A^{-}$"])
    #expect(several.panels.map(\.x.label) == ["ratio", "ratio"])
    #expect(several.panels.map(\.y.label) == ["w", ""])
    let one = try drawnFigure([], "plot lag title=Lag titles=no letters=no footnote=no")
    #expect(one.panels[0].title == "Lag" && one.heading.isEmpty && one.footnote.isEmpty)
    let bare = try drawnFigure([], "plot weight titles=no letters=no footnote=\"$5 & <b>\"")
    #expect(bare.panels.allSatisfy(\.title.isEmpty) && !bare.hasLetters)
    #expect(MathText(bare.footnote).plainText == "$5 & <b>")
}

@Test("Notes, lines and shades stand in the panels that were named")
func places() throws {
    let figure = try drawnFigure(
        [],
        "plot weight note=\"a@b\"@2,1 note=there@b:0.5,2 vline=1.28 hline=b:2 shade=0.8..1.2 shade=2:..0.5"
    )
    func notes(_ panel: Panel) -> [String] {
        panel.marks.compactMap { mark in
            if case .note(let note) = mark, case .at = note.place { note.text } else { nil }
        }
    }
    func rules(_ panel: Panel) -> [Mark.Rule] {
        panel.marks.compactMap { if case .rule(let rule) = $0 { rule } else { nil } }
    }
    func shades(_ panel: Panel) -> [ClosedRange<Double>] {
        panel.marks.compactMap { mark in
            if case .region(let region) = mark, region.note.isEmpty { region.x } else { nil }
        }
    }
    #expect(figure.panels.map(notes) == [["a@b"], ["there"]])
    #expect(
        figure.panels.map { rules($0).filter { !$0.isHorizontal }.map(\.at) } == [[1.28], [1.28]])
    #expect(
        figure.panels.map { rules($0).contains(Mark.Rule(at: 2, isHorizontal: true)) } == [
            false, true,
        ])
    #expect(figure.panels.map(shades) == [[0.8...1.2], [0.8...1.2, -.infinity...0.5]])
    #expect(figure.alternativeText.contains("Note: a@b."))
}

@Test("Panels are kept by sign, by letter and by number, in the order typed")
func panels() throws {
    let good = try drawnFigure([], "plot weight sign=good")
    #expect(good.panels.map(\.title) == ["Good tokens, $A > 0$"])
    let bad = try drawnFigure([], "plot gradient sign=bad")
    #expect(bad.panels.map(\.title) == ["Bad tokens, $A = -1$"])
    let turned = try drawnFigure([], "plot weight panels=b,1 columns=1")
    #expect(turned.panels.map(\.title) == ["Bad tokens, $A < 0$", "Good tokens, $A > 0$"])
    #expect(turned.columns == 1 && turned.size.height > turned.size.width / 2)
    let grid = try drawnFigure([smallGraph], "plot dynamics panels=1,2,3,4 columns=4")
    #expect(grid.panels.count == 4 && grid.columns == 4)
}

@Test("What is said of some panels goes with them, under their new letters")
func panelWords() throws {
    let all = try drawnFigure(["preset demo"], "plot weight + gradient")
    #expect(all.footnote.contains("c–d: "))
    let some = try drawnFigure(["preset demo"], "plot weight + gradient panels=c,a")
    #expect(some.footnote.contains("a: at $\\pi_{old}$") && !some.footnote.contains("c–d"))
    let gone = try drawnFigure(["preset demo"], "plot weight + gradient panels=a,b")
    #expect(!gone.footnote.contains("$\\pi_{old}$ = 0.3"))
}

@Test("Legends, letters' size and face, and the page's colours reach the figure")
func looks() throws {
    let figure = try drawnFigure(
        [],
        "plot weight legend=right fontsize=10 font=cm background=#fdf6e3 foreground=#073642 "
            + "colors=#aa0000,teal")
    #expect(figure.legendPlace == .right && figure.size.textScale == 1.25)
    #expect(figure.typeface == .computerModern)
    #expect(
        figure.theme.background == Color(0xFDF6E3) && figure.theme.foreground == Color(0x073642))
    #expect(figure.theme.series[0].color == Color(0xAA0000))
    let none = try drawnFigure([smallGraph], "plot entropy legend=none")
    #expect(none.panels.allSatisfy { $0.naming == .hidden } && none.legendPlace == nil)
}

/// Words that mean nothing, with the code of the error and the part of the line that it points at.
private let wrong: [(words: String, code: CommandError.Code, pointed: String)] = [
    ("style=cipso:red", .unknownName, "cipso"), ("style=cispo", .syntax, "cispo"),
    ("style=grpo:gren", .unknownName, "gren"), ("style=grpo:#12345", .unknownName, "#12345"),
    ("style=grpo:red:dotty", .unknownName, "dotty"), ("style=:red", .syntax, ":red"),
    ("label=gpro:x", .unknownName, "gpro"), ("label=grpo", .syntax, "grpo"),
    ("label=grpo:", .syntax, "grpo:"), ("note=here", .syntax, "here"),
    ("note=here@1", .syntax, "1"),
    ("note=here@x,1", .syntax, "x"), ("note=here@9,1", .domain, "here@9,1"),
    ("note=here@0,1", .domain, "here@0,1"), ("note=here@c:1,1", .unknownName, "c"),
    ("vline=here", .syntax, "here"), ("vline=9", .domain, "9"), ("vline=z:1", .unknownName, "z"),
    ("hline=nan", .syntax, "nan"), ("shade=1", .syntax, "1"), ("shade=2..1", .domain, "2..1"),
    ("shade=..", .syntax, ".."), ("legend=left", .unknownName, "left"),
    ("panels=c", .unknownName, "c"), ("panels=a,a", .syntax, "a"), ("panels=0", .unknownName, "0"),
    ("columns=0", .domain, "0"), ("sign=ugly", .unknownName, "ugly"),
    ("fontsize=7", .domain, "7"), ("titles=\"a | b | c\"", .syntax, "\"a | b | c\""),
    ("background=whit", .unknownName, "whit"), ("foreground=yellow", .domain, "yellow"),
    ("colors=red,blu", .unknownName, "blu"), ("theme=drak", .unknownName, "drak"),
    ("theme=none.theme", .file, "none.theme"), ("font=comic", .unknownName, "comic"),
    ("title=\(String(repeating: "x", count: 201))", .domain, String(repeating: "x", count: 201)),
]

@Test("A word that means nothing is an error that points at it, with a remedy", arguments: wrong)
private func wrongWord(row: (words: String, code: CommandError.Code, pointed: String)) throws {
    let scratch = try ScratchFolder()
    var (session, _) = makeSession()
    let line = "plot weight \(row.words) out=\(scratch.word("f.png"))"
    let failure = session.failure(of: line)
    let error = try #require(failure)
    #expect(error.code == row.code, "\(error)")
    #expect(error.code == .file || error.hint != nil)
    let span = try #require(error.span)
    let scalars = Array(line.unicodeScalars)
    #expect(String(String.UnicodeScalarView(scalars[span])) == row.pointed)
    #expect(scratch.names.isEmpty)
}

/// Lines on which a word changes nothing, and the word.
private let idle: [(line: String, key: String)] = [
    ("plot lag letters=no", "letters"), ("plot lag columns=2", "columns"),
    ("plot lag sign=good", "sign"), ("plot weight style=dapo:red", "style"),
    ("plot weight label=dapo:x", "label"), ("plot tokens vline=1", "vline"),
    ("plot tokens hline=1", "hline"), ("plot tokens shade=1..2", "shade"),
    ("plot tokens note=x@1,1", "note"), ("plot tokens xlabel=x", "xlabel"),
    ("plot tokens legend=above", "legend"), ("plot surface style=grpo:red", "style"),
]

@Test("A word that changes nothing here says so", arguments: idle)
private func idleWord(row: (line: String, key: String)) throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(["preset demo", "\(row.line) out=\(scratch.word("f.png"))"])
    #expect(
        listener.notes.contains { $0.hasPrefix("\(row.key)= changes nothing here") },
        "\(listener.notes)")
}

@Test("Hostile texts are words and nothing else")
func hostileTexts() throws {
    let text = "<script>]]>&\\u{1B}[31m\\u{202E}$x_{y"
    let figure = try drawnFigure([], "plot lag title=\"\(text)\" note=\"\(text)@1,1\"")
    let shown = MathText(figure.panels[0].title).plainText
    #expect(shown.contains("<script>]]>&") && shown.contains("$x_{y"))
    #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
}

@Test("What a writer says stands in characters as well", arguments: [80, 110])
func inCharacters(columns: Int) throws {
    let figure = try drawnFigure(
        [],
        "plot weight title=\"Over $5 & ε_high\" label=aspo:\"ASPO (ours)\" note=noted@b:0.5,1.5 "
            + "titles=\"good | bad\" footnote=\"said below\" legend=above letters=no")
    let screen = TextScreen(columns: columns, rows: 30, signs: .braille, colors: .none) { $0.count }
    let text = figure.text(on: screen)
    for words in ["Over $5 & ε_high", "ASPO (ours)", "noted", "good", "bad", "said below"] {
        #expect(text.contains(words), "\(words) in\n\(text)")
    }
}

@Test("What people type for a run means its line, whatever the figure calls it")
func runsByWhatIsTyped() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        "step,run,entropy\n1,grpo-long,2\n2,grpo-long,1\n1,other,3\n2,other,2\n", to: "runs.csv")
    for word in ["grpo-long", "GRPO-LONG"] {
        let figure = try drawnFigure(
            ["curves \(file)"], "plot curves style=\(word):#123456 label=\(word):Ours")
        let lines = figure.panels[0].lines
        let ours = try #require(lines.first { $0.name == "Ours" })
        #expect(figure.theme.style(ours.style).color == Color(0x123456))
        #expect(lines.count == 2 && lines.contains { $0.name == "other" })
    }
    let weights = try drawnFigure([], "plot weight methods=nois,grpo style=nois:#123456")
    let line = try #require(weights.panels[0].lines.first { $0.identity == "nois" })
    #expect(line.name != "nois" && weights.theme.style(line.style).color == Color(0x123456))
}
