// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Figures
import LabTestSupport
import Testing

@testable import Lab

/// A theme as a paper's figures share it.
private let paper = """
    # of the whole paper
    theme=print
    font=serif  # as the text

    fontsize=9
    style=cispo:#009e73:dashed
    style=grpo:black
    label=grpo:"GRPO (ours)"
    legend=above letters=no
    """

/// Draws with a theme file, and returns the figure with its recipe and what was said.
private func drawn(_ theme: String, _ words: String) throws -> (Figure, recipe: String, [String]) {
    let scratch = try ScratchFolder()
    _ = try scratch.write(theme, to: "paper.theme")
    let (_, listener) = try run(
        ["plot weight \(words) theme=\(scratch.word("paper.theme")) out=\(scratch.word("f.png"))"])
    return (try #require(listener.figures.last), try scratch.read("f.png"), listener.notes)
}

@Test("A theme file's words count as if they were typed, and those on the line count more")
func themeFile() throws {
    let (figure, recipe, notes) = try drawn(paper, "methods=ppo,grpo font=sans style=grpo:blue")
    #expect(figure.theme.name == "print" && figure.typeface == .sans)
    #expect(figure.legendPlace == .above && !figure.hasLetters && figure.size.textScale == 1.125)
    let line = try #require(figure.panels[0].lines.first { $0.name == "GRPO (ours)" })
    #expect(figure.theme.style(line.style).color == Color(0x0072B2))
    #expect(notes.isEmpty, "a theme may speak of methods that a figure has not: \(notes)")
    #expect(
        recipe.hasSuffix(
            "plot weight theme=print fontsize=9 style=cispo:#009e73:dashed style=grpo:black "
                + "label=\"grpo:GRPO (ours)\" legend=above letters=no methods=ppo,grpo font=sans "
                + "style=grpo:blue"))
}

@Test("A figure made with a theme file is made again without it")
func replayedWithoutTheme() throws {
    let scratch = try ScratchFolder()
    let theme = try scratch.write(paper, to: "paper.theme")
    #expect(!theme.isEmpty)
    var (session, listener) = try run([
        "plot weight theme=\(scratch.word("paper.theme")) out=\(scratch.word("f.png"))"
    ])
    _ = try scratch.write("theme=dark", to: "paper.theme")
    try session.execute("replay \(scratch.word("f.png"))")
    #expect(listener.outputs.last?.contains("The figure came out the same, byte for byte.") == true)
}

/// Themes that are none, with the number of the line that is wrong.
private let wrong: [(theme: String, line: Int)] = [
    ("theme=light\nstyle=grpo:gren", 2), ("fontsize=2", 1), ("\n\nout=x.png", 3),
    ("methods=grpo", 1), ("theme=other.theme", 1), ("weight", 1),
    ("legend=above\nlegend=inside", 2),
    ("colors=red,blu", 1), ("# a\ntitle=\"open", 2), ("run=run1", 1), ("nothing=1", 1),
    ("background=", 1),
]

@Test("What is wrong in a theme file names the file and the line", arguments: wrong)
private func wrongTheme(row: (theme: String, line: Int)) throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(row.theme, to: "paper.theme")
    var (session, _) = makeSession()
    let word = scratch.word("paper.theme")
    let line = "plot weight theme=\(word) out=\(scratch.word("f.png"))"
    let failure = session.failure(of: line)
    let error = try #require(failure)
    #expect(error.message.contains("paper.theme:\(row.line): "), "\(error)")
    let span = try #require(error.span)
    let scalars = Array(line.unicodeScalars)
    #expect(String(String.UnicodeScalarView(scalars[span])) == word)
    #expect(scratch.names == ["paper.theme"])
}

@Test("A recipe of somebody else's may name no theme file")
func hostileRecipe() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write("legend=none", to: "paper.theme")
    let metadata = FigureMetadata(
        title: "t", description: "", software: "",
        recipe: "plot weight theme=\(scratch.word("paper.theme"))")
    _ = try scratch.write(String(decoding: paperFile(metadata), as: UTF8.self), to: "f.png")
    var (session, _) = makeSession()
    let error = session.failure(of: "replay \(scratch.word("f.png"))")
    #expect(error?.message.contains("it names the file") == true, "\(String(describing: error))")
}
