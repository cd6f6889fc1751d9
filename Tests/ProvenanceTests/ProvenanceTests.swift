// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
@testable import Provenance
@testable import Results
import Synchronization
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Writes a figure's file with a recipe of somebody else's, and returns its path as a word.
func forged(
    _ recipe: String, in scratch: ScratchFolder, named name: String = "forged.png"
) throws -> String {
    let metadata = FigureMetadata(title: "t", description: "", software: "", recipe: recipe)
    _ = try scratch.write(String(decoding: paperFile(metadata), as: UTF8.self), to: name)
    return scratch.word(name)
}

@Test("recipe prints the commands, and nothing that a terminal would obey")
func printedRecipe() throws {
    let scratch = try ScratchFolder()
    let place = scratch.word("f.png")
    let text = try lastOutput("set eps_high=0.3", "plot weight out=\(place)", "recipe \(place)")
    #expect(
        text
            == "# flipside \(Version.number)\nset eps_high=0.3\nplot weight methods=grpo,aspo")
    let hostile = try lastOutput("recipe \(forged("plot \u{1B}]0;x\u{7}", in: scratch))")
    #expect(hostile == "plot \\u{1B}]0;x\\u{7}")
}

@Test("A figure without a recipe, and a file that is none, are said to be")
func noRecipe() throws {
    let scratch = try ScratchFolder()
    var (session, _) = try run(["plot weight out=\(scratch.word("f.png")) recipe=no"])
    for verb in ["recipe", "replay"] {
        #expect(session.failure(of: "\(verb) \(scratch.word("f.png"))")?.code == .missing)
    }
    _ = try scratch.write("plain text", to: "g.png")
    let error = session.failure(of: "recipe \(scratch.word("g.png"))")
    #expect(error?.message.contains("is no figure") == true && error?.hint != nil)
    #expect(session.failure(of: "recipe \(scratch.word("none.png"))")?.code == .file)
}

/// Sittings whose last line draws to `f.png`.
private let sittings: [[String]] = [
    ["plot weight"],
    ["token a old=0.1 new=0.2 adv=+1", "set eps_high=0.3", "plot gradient old=0.2 theme=dark"],
    [
        "rule gentle = if A > 0 then 1/sqrt(r) else r", "use grpo,gentle",
        "simulate world=bandit seeds=2 steps=3", "drop gentle", "use aspo,ppo",
        "plot entropy + weight",
    ],
    ["simulate world=bandit seeds=2 steps=3 eps_low=0.3", "plot dynamics methods=aspo"],
    ["preset demo", "rule gentle = 1/r", "set eps_high=0.3", "plot tokens + weight + mass"],
    ["preset demo", "simulate world=bandit seeds=2 steps=3", "plot weight + entropy + tokens"],
]

@Test("replay makes the same file again, and leaves the bench as it is", arguments: sittings)
func replayed(lines: [String]) throws {
    let scratch = try ScratchFolder()
    let plot = try #require(lines.last)
    var (session, listener) = try run(
        lines.dropLast() + ["\(plot) out=\(scratch.word("f.png"))", "clear", "set eps_low=0.25"])
    let before = session.workbench
    try session.execute("replay \(scratch.word("f.png"))")
    #expect(listener.outputs.last == "The figure came out the same, byte for byte.")
    #expect(session.workbench == before && scratch.names == ["f.png"])
    try session.execute("replay \(scratch.word("f.png")) out=\(scratch.word("g.png"))")
    #expect(try scratch.read("g.png") == scratch.read("f.png"))
}

/// Recipes that do more than make a figure, with what is said of each.
private let refused: [(recipe: String, says: String)] = [
    ("save other.flip\nplot weight", "more than make a figure"),
    ("plot weight out=\"/tmp/x.png\"", "names the file"),
    ("plot weight\nrecord all.txt", "more than make a figure"),
    ("run evil.flip\nplot weight", "more than make a figure"),
    ("load /etc/passwd\nplot weight", "reads the log"),
    ("token file=/etc/passwd\nplot weight", "names the file"),
    ("simulate world=bandit seeds=2 steps=3 out=runs.json\nplot entropy", "names the file"),
    ("quit\nplot weight", "more than make a figure"),
    ("1 + 1\nplot weight", "more than make a figure"),
    ("plot \u{1B}[2J", "cannot be"), ("set eps_high=0.3", "draws nothing"),
    ("nonsense", "nonsense"),
    ("sweep lr=1,2 world=bandit seeds=2 steps=3 shard=1/2\nplot weight", "is a file"),
]

@Test("A recipe that does more than make a figure is refused, and does nothing", arguments: refused)
func hostileRecipe(row: (recipe: String, says: String)) throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    let file = try forged(row.recipe, in: scratch)
    let error = session.failure(of: "replay \(file) out=\(scratch.word("g.png"))")
    #expect(error?.message.contains(row.says) == true, "\(error?.message ?? "no error")")
    #expect(error?.message.unicodeScalars.contains("\u{1B}") == false)
    #expect(scratch.names == ["forged.png"] && listener.outputs.isEmpty)
    #expect(session.workbench == Workbench())
}

@Test("A recipe that is followed makes no part of a sweep, wherever it is followed")
func jobArray() throws {
    let listener = Listener()
    var environment = makeSession().0.environment
    environment.emit = { listener.hear($0) }
    environment.variable = { $0.hasPrefix("SLURM_ARRAY_TASK_") ? "1" : nil }
    var session = Session(environment: environment)
    let scratch = try ScratchFolder()
    let file = try forged(
        "# flipside \(Version.number)\nsweep lr=1,2 world=bandit seeds=2 steps=3\nplot sweep",
        in: scratch)
    try session.execute("replay \(file)")
    #expect(listener.notes.count == 1, "only the recipe is shown")
    #expect(!FileManager.default.fileExists(atPath: "sweep-1-of-1.csv"))
}

@Test("Ctrl-C while a recipe is followed promises nothing that could be resumed")
func interruptedReplay() throws {
    let scratch = try ScratchFolder()
    let file = try forged("simulate world=bandit seeds=2 steps=3\nplot entropy", in: scratch)
    let count = Mutex(0)
    var (session, _) = makeSession(isCancelled: {
        count.withLock {
            $0 += 1; return $0 > 1
        }
    })
    let error = session.failure(of: "replay \(file) out=\(scratch.word("g.png"))")
    #expect(error?.code == .interrupted && error?.message == "interrupted" && error?.hint == nil)
    #expect(scratch.names == ["forged.png"])
}

@Test("A figure of a simulation that was read from a file comes out the same")
func replayedFile() throws {
    let scratch = try ScratchFolder()
    let (file, figure) = (scratch.word("r.json"), scratch.word("f.png"))
    var (session, listener) = try run([
        "simulate world=bandit seeds=2 steps=3", "export run=run1 format=json out=\(file)", "reset",
        "load \(file)", "plot entropy out=\(figure)",
    ])
    #expect(try scratch.read("f.png").contains("# read from a file"))
    try session.execute("replay \(figure)")
    #expect(listener.outputs.last == "The figure came out the same, byte for byte.")
}

@Test("A very long line of a recipe is not said in full")
func longLine() throws {
    let scratch = try ScratchFolder()
    let file = try forged("plot " + String(repeating: "x", count: 100_000), in: scratch)
    var (session, _) = makeSession()
    let message = session.failure(of: "replay \(file)")?.message ?? ""
    #expect(message.hasSuffix("xxx…"))
}

@Test("A very long recipe is refused")
func longRecipe() throws {
    let scratch = try ScratchFolder()
    let file = try forged(String(repeating: "clear\n", count: 20_000) + "plot weight", in: scratch)
    var (session, _) = makeSession()
    #expect(session.failure(of: "replay \(file)")?.message.contains("10000 lines") == true)
}

@Test("A figure of another version says so when it comes out different")
func otherVersion() throws {
    let scratch = try ScratchFolder()
    let file = try forged("# flipside 0.0.1\nplot weight methods=grpo,aspo", in: scratch)
    let text = try lastOutput("replay \(file)")
    #expect(text.contains("pixels are the same, but") && text.contains("by version 0.0.1"))
}

@Test("A figure of a log is made again from the log that is given, and says where that is another")
func replayedLog() throws {
    let scratch = try ScratchFolder()
    let figure = scratch.word("f.png")
    let log = shippedLog
    var (session, listener) = try run([
        "load \"\(log)\"", "plot mass + tokens response=62 step=1 epoch=1 out=\(figure)",
    ])
    let recipe = try scratch.read("f.png")
    #expect(recipe.contains("\nload tiny-grpo-tokens.csv\n# tiny-grpo-tokens.csv: SHA-256 "))
    #expect(!recipe.contains("/"), "a recipe tells no folder")
    #expect(session.failure(of: "replay \(figure)")?.hint?.contains("log=FILE") == true)
    try session.execute("replay \(figure) log=\"\(log)\"")
    #expect(listener.outputs.last == "The figure came out the same, byte for byte.")
    let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    _ = try scratch.write(lines.dropLast(40).joined(separator: "\n") + "\n", to: "less.csv")
    try session.execute("replay \(figure) log=\(scratch.word("less.csv"))")
    #expect(listener.outputs.last?.contains("the log is another one") == true)
}

@Test("A figure of a log with a vocabulary is made again with both files, and with no others")
func replayedVocabulary() throws {
    let scratch = try ScratchFolder()
    let log = try scratch.write(
        "token_id,old_logp,logp,adv\n0,-1,-0.9,1\n1,-2,-2.1,1\n", to: "numbers.csv")
    let texts = try scratch.write("So\nthe\n", to: "texts.txt")
    let figure = scratch.word("v.png")
    var (session, listener) = try run([
        "load \(log) vocabulary=\(texts)", "plot tokens response=#1 out=\(figure)",
    ])
    #expect(listener.figures.last?.alternativeText.contains("So 1") == true)
    let none = session.failure(of: "replay \(figure)")
    #expect(none?.hint == "say which files these are: add log=FILE vocabulary=FILE")
    #expect(none?.message.contains("the log numbers.csv and the vocabulary texts.txt") == true)
    // The name that the recipe has is not followed, wherever it may lead.
    #expect(
        session.failure(of: "replay \(figure) log=\(log)")?.hint
            == "say which file that is: add vocabulary=FILE")
    let others = (
        try scratch.write(scratch.read("numbers.csv"), to: "a.txt"),
        try scratch.write(scratch.read("texts.txt"), to: "b.txt")
    )
    for (log, texts) in [(log, texts), others] {
        try session.execute("replay \(figure) log=\(log) vocabulary=\(texts)")
        #expect(listener.outputs.last == "The figure came out the same, byte for byte.")
    }
    let changed = try scratch.write("So\nwhat\n", to: "texts.txt")
    try session.execute("replay \(figure) log=\(log) vocabulary=\(changed)")
    #expect(listener.outputs.last?.contains("the vocabulary is another one") == true)
    #expect(listener.outputs.last?.contains("the log is") == false)
}

@Test("diff compares recipes line by line, then what is drawn, then pixels")
func difference() throws {
    let scratch = try ScratchFolder()
    let (first, second) = (scratch.word("a.png"), scratch.word("b.png"))
    var (session, listener) = try run([
        "plot weight out=\(first)", "plot weight eps_high=0.3 out=\(second)",
    ])
    try session.execute("diff \(first) \(second) format=csv")
    let rows = try #require(listener.outputs.last).split(separator: "\n").map(String.init)
    #expect(rows[0] == "part,same,detail")
    #expect(
        rows[1].hasPrefix("recipe,false,")
            && rows[1].contains("+ plot weight methods=grpo,aspo eps_high=0.3"))
    #expect(rows[2].hasPrefix("data,false,") && rows[2].contains("rows differ"))
    #expect(rows[3].hasPrefix("pixels,false,"))
    try session.execute("diff \(first) \(first) format=csv")
    let same = try #require(listener.outputs.last).split(separator: "\n")
    #expect(same.dropFirst().allSatisfy { $0.contains(",true,") })
}

@Test("The picture of the differences is a PNG by its name, too")
func differenceName() throws {
    let scratch = try ScratchFolder()
    let (first, second) = (scratch.word("a.png"), scratch.word("b.png"))
    var (session, _) = try run(["plot weight out=\(first)", "plot gradient out=\(second)"])
    let error = session.failure(of: "diff \(first) \(second) out=\(scratch.word("d.svg"))")
    #expect(error?.hint?.contains("out=difference.png") == true)
    #expect(scratch.names == ["a.png", "b.png"])
}

@Test("A picture of differences is pale where nothing differs, and red where something does")
func differencePicture() throws {
    let first = try #require(
        Picture(width: 2, height: 1, bytes: [0, 0, 0, 255, 10, 20, 30, 255]))
    let second = try #require(
        Picture(width: 2, height: 1, bytes: [0, 0, 0, 255, 10, 20, 255, 255]))
    let difference = PixelDifference(first, second)
    #expect(difference.count == 1 && difference.total == 2 && !difference.isNone)
    #expect(difference.largest == 225.0 / 255)
    let picture = try #require(PixelDifference.picture(first, second))
    #expect(picture.bytes[0] == picture.bytes[1] && picture.bytes[0] > 180)
    #expect(picture.bytes[4] == 220 && picture.bytes[5] < 40)
    let other = try #require(Picture(width: 1, height: 1, bytes: [0, 0, 0, 255]))
    #expect(PixelDifference.picture(first, other) == nil)
    #expect(PixelDifference(first, other).text.contains("2×1 and 1×1"))
}
