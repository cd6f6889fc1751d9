// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import SVGDrawing
import Testing
import WorkbenchModel

@testable import Lab

/// Writes pictures within an SVG as plain bytes.
private let pictures = PictureFormat(
    encode: { picture, _, _ in picture.bytes },
    read: { _ throws(DrawingError) in throw DrawingError("no picture is read here") })

/// Returns a session that draws real SVG files, and what it says.
private func drawingSession() -> (Session, Listener) {
    var (session, listener) = makeSession()
    session.workspace.environment.renderer = FigureRenderer(
        layout: { $0.layout(measuring: WidthTable.builtIn) }, formats: [.svg(pictures: pictures)])
    return (session, listener)
}

/// What a writer says of every kind alike.
private let words =
    "title=\"<script>alert(1)</script> ]]> & $5 ε_high\" footnote=\"below & <b>\" "
    + "background=#fdf6e3 foreground=black fontsize=9 letters=no font=cm"

/// Kinds of plots with what is drawn in them alone, and what shows it.
private let kinds: [(lines: [String], words: String, shown: [String])] = [
    (
        [],
        "weight style=aspo:#123456:dotted label=aspo:\"ASPO, ours\" note=\"a & b\"@2,1 vline=1.1",
        ["#123456", "ASPO, ours", "a &amp; b"]
    ),
    ([], "gradient sign=good xlabel=\"π_θ\" ylabel=\"slope <1\" legend=right", ["slope &lt;1"]),
    ([], "regions titles=\"up & away | down\" legend=above", ["up &amp; away"]),
    ([], "lag style=grpo:red:solid legend=none hline=1.05 shade=2..4", ["#d55e00"]),
    (["preset demo"], "tokens label=grpo:Ours", ["Ours"]),
    (["preset demo"], "mass label=aspo:Ours style=aspo:teal", ["Ours", "#117777"]),
    ([smallGraph], "entropy style=grpo:navy label=grpo:Ours note=here@1,1", ["#1f3a7a", "Ours"]),
    ([smallGraph], "dynamics panels=a,b columns=1 legend=right xlabel=updates", ["updates"]),
]

@Test(
    "What a writer says stands in an SVG, hostile words as words, and replay gives the same bytes",
    arguments: kinds)
private func writtenSVG(row: (lines: [String], words: String, shown: [String])) throws {
    let scratch = try ScratchFolder()
    var (session, listener) = drawingSession()
    for line in row.lines { try session.execute(line) }
    try session.execute("plot \(row.words) \(words) out=\(scratch.word("f.svg"))")
    let file = try scratch.read("f.svg")
    let drawn = file.replacing(/<metadata[\s\S]*<\/metadata>/, with: "")
    for shown in row.shown + ["&lt;script&gt;alert(1)", "]]&gt;", "$5", "below &amp; &lt;b&gt;"] {
        #expect(drawn.contains(shown), "\(shown)")
    }
    #expect(!file.contains("<script") && !file.contains("]]>"))
    #expect(drawn.contains("#fdf6e3") && drawn.contains("CMU Serif"))
    try session.execute("replay \(scratch.word("f.svg"))")
    #expect(listener.outputs.last?.contains("byte for byte") == true)
}
