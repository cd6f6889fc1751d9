// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing

@testable import Lab

private let same = "The figure came out the same, byte for byte."

/// Plots of the log that ships, with what loads it; each kind that draws logs is among them.
private let logPlots = [
    "mass + tokens response=62 step=1 epoch=1", "histogram", "histogram names=yes",
    "clip + kl + ratio + entropy log=last", "clip log=tiny-grpo-tokens.csv names=yes",
]

@Test("A figure of a log comes out the same from a file of another name", arguments: logPlots)
func renamedLog(plot: String) throws {
    let scratch = try ScratchFolder()
    let text = try String(contentsOfFile: shippedLog, encoding: .utf8)
    let other = try scratch.write(text, to: "renamed.txt")
    let figure = scratch.word("f.png")
    var (session, listener) = try run(["load \"\(shippedLog)\"", "plot \(plot) out=\(figure)"])
    let drawn = try #require(listener.figures.last)
    try session.execute("replay \(figure) log=\(other)")
    #expect(listener.outputs.last == same && !session.hasFoundDifference)
    // The names that remain, in words for people who cannot see it, are those of the recipe.
    #expect(listener.figures.last == drawn)
    #expect(drawn.alternativeText.contains("tiny-grpo-tokens.csv") || plot.contains("response"))
}

@Test("A log that holds anything else is another one, whatever its name")
func otherContent() throws {
    let scratch = try ScratchFolder()
    let text = try String(contentsOfFile: shippedLog, encoding: .utf8)
    let lines = text.split(separator: "\n")
    let less = try scratch.write(
        lines.dropLast(40).joined(separator: "\n"), to: "tiny-grpo-tokens.csv")
    let figure = scratch.word("f.png")
    var (session, listener) = try run(["load \"\(shippedLog)\"", "plot histogram out=\(figure)"])
    try session.execute("replay \(figure) log=\(less)")
    #expect(listener.outputs.last?.contains("the log is another one") == true)
    #expect(session.hasFoundDifference)
}

/// A folder with runs of curves, each in a folder of its own, and their copies under other names.
private struct Runs {
    let folder: ScratchFolder

    init(_ names: [String]) throws {
        folder = try ScratchFolder()
        for (index, name) in names.enumerated() {
            let rows = (1...4).map { "\($0),\(Double($0 * (index + 2)) / 10)" }
            let text = "step,entropy\n" + rows.joined(separator: "\n") + "\n"
            for path in [name, "copies/c\(names.count - index).csv"] {
                let place = URL(filePath: folder.file(path))
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: place)
            }
        }
    }

    func words(_ paths: [String], key: String = "") -> String {
        paths.map { key + folder.word($0) }.joined(separator: " ")
    }
}

/// Files of several runs, which their names, their folders or both tell apart.
private let severalRuns = [
    ["a.csv", "b.csv"], ["runA/m.csv", "runB/m.csv"], ["x/run1.csv", "y/run2.csv", "x/other.csv"],
    ["runA/seed1/m.csv", "runB/seed1/m.csv"],
]

@Test("A figure of several files of curves is made again", arguments: severalRuns)
func severalCurves(names: [String]) throws {
    let runs = try Runs(names)
    let figure = runs.folder.word("f.png")
    var (session, listener) = try run([
        "curves \(runs.words(names))", "plot curves metric=entropy out=\(figure)",
    ])
    let drawn = try #require(listener.figures.last)
    let recipe = try runs.folder.read("f.png")
    #expect(!recipe.contains(runs.folder.path), "a recipe tells only folders that name runs")
    let copies = (1...names.count).map { "copies/c\($0).csv" }
    // In any order, by a pattern, by their folder: what they hold tells which is which.
    let given = [
        runs.words(names, key: "log="), runs.words(copies, key: "log="),
        runs.words(copies.reversed(), key: "log="), runs.words(["copies/*.csv"], key: "log="),
        runs.words(["copies"], key: "log="),
    ]
    for files in given {
        try session.execute("replay \(figure) \(files)")
        #expect(listener.outputs.last == same, "\(files)")
        #expect(listener.figures.last == drawn, "\(files)")
    }
    #expect(!session.hasFoundDifference)
}

@Test("What runs are called stays when files are given under other names, and a swap is none")
func runNames() throws {
    let runs = try Runs(["runA/m.csv", "runB/m.csv"])
    let figure = runs.folder.word("f.png")
    var (session, listener) = try run([
        "curves \(runs.words(["runA/m.csv", "runB/m.csv"]))", "plot curves out=\(figure)",
    ])
    let text = try runs.folder.read("f.png")
    #expect(text.contains("# runA/m.csv: SHA-256 "))
    #expect(listener.figures.last?.panels[0].lines.map(\.name) == ["runA", "runB"])
    // Neither holds what the recipe says: they stand as they were given, and the figure says so.
    _ = try runs.folder.write("step,entropy\n1,9\n2,8\n", to: "x.csv")
    try session.execute(
        "replay \(figure) \(runs.words(["copies/c1.csv", "x.csv"], key: "log="))")
    #expect(listener.outputs.last?.contains("the log is another one") == true)
    #expect(listener.figures.last?.panels[0].lines.map(\.name) == ["runA", "runB"])
}

@Test("Too few files and too many are errors that name those of the recipe")
func wrongNumber() throws {
    let runs = try Runs(["a.csv", "b.csv"])
    let figure = runs.folder.word("f.png")
    var (session, _) = try run([
        "curves \(runs.words(["a.csv", "b.csv"]))", "plot curves out=\(figure)",
    ])
    for files in [["a.csv"], ["a.csv", "b.csv", "f.png"], ["*.*"]] {
        let error = session.failure(of: "replay \(figure) \(runs.words(files, key: "log="))")
        #expect(
            error?.message.contains("it reads 2 files, a.csv and b.csv, and ") == true,
            "\(error?.message ?? "no error")")
        #expect(error?.hint == "give each, in this order: log=FILE log=FILE")
    }
    let one = runs.folder.word("one.png")
    try session.execute("curves \(runs.words(["a.csv"]))")
    try session.execute("plot curves out=\(one)")
    let error = session.failure(of: "replay \(one) \(runs.words(["a.csv", "b.csv"], key: "log="))")
    #expect(error?.message.contains("it reads 1 file, a.csv, and 2 were given") == true)
    #expect(
        session.failure(of: "replay \(figure)")?.message.contains("the files a.csv and b.csv")
            == true)
}

@Test("A log of several files keeps the order and the steps that its paths said")
func severalLogs() throws {
    let folder = try ScratchFolder()
    var copies: [String] = []
    for step in 1...3 {
        let line =
            #"{"old_logprobs":[-0.5,-1.\#(step)],"logprobs":[-0.4,-1.\#(step * 2)],"advantage":1}"#
        for path in ["step_\(step)/data.jsonl", "c\(4 - step).jsonl"] {
            let place = URL(filePath: folder.file(path))
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((line + "\n").utf8).write(to: place)
        }
        copies.append("log=\(folder.word("c\(4 - step).jsonl"))")
    }
    let figure = folder.word("f.png")
    var (session, listener) = try run([
        "load \(folder.word("step_*/data.jsonl"))", "plot ratio + histogram log=last out=\(figure)",
    ])
    let drawn = try #require(listener.figures.last)
    #expect(try folder.read("f.png").contains("# step_2/data.jsonl: SHA-256 "))
    for files in [copies.joined(separator: " "), "log=\(folder.word("c*.jsonl"))"] {
        try session.execute("replay \(figure) \(files)")
        #expect(listener.outputs.last == same, "\(files)")
        #expect(listener.figures.last == drawn, "\(files)")
    }
    let error = session.failure(of: "replay \(figure) \(copies[0])")
    #expect(error?.message.contains("3 files, step_1/data.jsonl, step_2/") == true)
}
