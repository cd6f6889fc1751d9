// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Returns what a line says at a prompt, after others.
private func answers(to line: String, after setup: [String] = []) throws -> [String] {
    var (session, listener) = makeSession()
    session.workspace.environment.answers = true
    for line in setup { try session.execute(line) }
    let count = listener.notes.count
    try session.execute(line)
    return Array(listener.notes.dropFirst(count))
}

@Test(
    "Every change of state answers with what now is",
    arguments: [
        (["set c=4"], "preset demo", "4 tokens on the bench: Therefore, obviously, lucky, wrong"),
        (["preset demo"], "set c=5", "c = 5 for all methods (was 3)"),
        (["preset demo", "set c=5"], "set aspo.c=4", "aspo.c = 4 (was 5)"),
        (["version"], "set lr=0.1", "lr = 0.1 for simulated worlds"),
        (["set c=4"], "unset c", "c is each method's own again"),
        (["set c=4"], "unset", "all parameters are the methods' own again"),
        ([], "use ppo aspo", "comparing ppo, aspo"),
        (["preset demo"], "drop lucky", "3 tokens on the bench: Therefore, obviously, wrong"),
        (["preset demo"], "clear", "the bench is empty · undo brings the tokens back"),
        ([], "reset", "everything is as at the start · undo brings it back"),
        (["preset demo"], "token lucky new=0.01", "lucky: π_old 0.02, π 0.01, A +1 · r = 0.5"),
        (
            [], "token a old=0.1 new=0.2",
            "a: π_old 0.1, π 0.2, A +1 · r = 2 · next: weights"
        ),
        ([], "config digits=6", "digits=6 format=table pager=more"),
        (["rule f = r"], "rule f = 1/r", "f is now 1/r"),
        ([], "record stop", "nothing was being recorded"),
        (["set c=5"], "undo", "Undone: set c=5"),
    ])
func answer(setup: [String], line: String, said: String) throws {
    #expect(try answers(to: line, after: setup).last == said)
}

@Test("Recording answers, and stop is a word that ends it")
func recordingAnswers() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    session.workspace.environment.answers = true
    try session.execute("record \(scratch.word("class.md"))")
    #expect(listener.notes.last?.hasSuffix("class.md · record off stops") == true)
    try session.execute("record stop")
    #expect(listener.notes.last?.hasPrefix("recorded to ") == true)
}

@Test("Scripts and pipes hear nothing of it")
func silence() throws {
    let (_, listener) = try run(["preset demo", "set c=5", "clear"])
    #expect(listener.notes.isEmpty)
}

@Test("Each answer of the first minute names the next, until somebody goes another way")
func firstMinute() throws {
    var (session, listener) = makeSession()
    session.workspace.environment.answers = true
    for (line, next) in zip(FirstMinute.path, FirstMinute.path.dropFirst()) {
        // What is looked up in between leads nobody away.
        try session.execute("help start")
        if line.hasPrefix("simulate") {
            try session.execute("simulate world=graph seeds=8")
        } else {
            try session.execute(line)
        }
        #expect(listener.notes.last?.hasSuffix("next: \(next)") == true, "\(line)")
    }
    try session.execute("plot entropy")
    #expect(listener.notes.last == "next: lesson 1")
    let (other, quiet) = makeSession()
    var stray = other
    stray.workspace.environment.answers = true
    for line in ["preset demo", "set c=5", "weights"] { try stray.execute(line) }
    #expect(quiet.notes.last == "c = 5 for all methods (was 3)")
}

@Test("A larger weight with a smaller gradient is explained beside the table")
func reconciled() throws {
    let setup = ["token sure old=0.6 new=0.69", "token lagging old=0.10 new=0.05"]
    let said = try answers(to: "weights", after: setup)
    #expect(
        said.first?.hasPrefix("sure has the larger w and yet the smaller |∇z| than lagging") == true
    )
    #expect(try answers(to: "weights", after: ["set c=4", "preset demo"]).isEmpty)
}

@Test("The first two tokens of the demo differ in their ratio alone")
func demoTwins() {
    let (first, second) = (BenchPreset.demo.tokens[0], BenchPreset.demo.tokens[1])
    #expect(first.new.value == second.new.value && first.old.value > second.old.value)
}

@Test("undo and redo take several changes at once, and stop where there are no more")
func severalUndone() throws {
    var (session, listener) = try run(["preset demo", "set c=4", "set c=5"])
    try session.execute("undo 2")
    #expect(session.workbench.bench.common.isEmpty && session.workbench.bench.tokens.count == 4)
    try session.execute("redo 9")
    #expect(session.workbench.bench.common["c"] == 5)
    #expect(listener.notes.last == "There is nothing more to redo.")
    try session.execute("undo 50")
    #expect(session.workbench.bench.tokens.isEmpty)
}

@Test("plot weight marks the tokens of the bench by name, where there is room for names")
func markedTokens() throws {
    let figure = try drawnFigure(["preset demo"], "plot weight")
    var (names, points): ([String], [[Double]]) = ([], [])
    for mark in figure.panels.flatMap(\.marks) {
        if case .note(let note) = mark { names.append(note.text) }
        if case .points(let dots) = mark { points.append(dots.points.map(\.y)) }
    }
    #expect(Set(names).isSuperset(of: ["Therefore", "obviously", "lucky", "wrong"]))
    #expect(points.count == 4)
    #expect(isClose(points[0][0], 0.5) && isClose(points[1][0], 2))
    let plain = try drawnFigure(["preset demo"], "plot weight tokens=no")
    #expect(plain.panels == (try drawnFigure([], "plot weight").panels))
    let many = (0..<9).map { "token t\($0) old=0.1 new=0.1\($0)" }
    #expect(try drawnFigure(many, "plot weight").panels == drawnFigure([], "plot weight").panels)
}

@Test("A rule's expression is completed, and goes on in the next line where it cannot end")
func ruleExpressions() throws {
    let (session, _) = makeSession()
    func offered(_ line: String) -> [String] {
        session.completions(line, cursor: line.unicodeScalars.count).candidates.map(\.text)
    }
    #expect(offered("rule f = if A > 0 then 1/sq").first == "sqrt(")
    #expect(offered("rule f = cl").first == "clip(")
    #expect(offered("rule f = eps_h").first == "eps_high")
    #expect(offered("rule f = if A > 0 th").contains("then"))
    #expect(Set(offered("rule f = ")).isSuperset(of: ["r", "p", "q", "A", "H", "c", "if"]))
    for open in ["rule f = if A > 0 and", "rule f = r +", "rule f = min(r,", "rule f ="] {
        #expect(!session.isComplete(open), "\(open)")
    }
    for whole in ["rule f = r", "rule f = if A > 0 then r", "drop and", "token + old=0.1", "rule"] {
        #expect(session.isComplete(whole), "\(whole)")
    }
    var (other, _) = makeSession()
    try other.execute("rule f = if A > 0 and\n r < 1 then 1/r else\nr")
    #expect(other.workbench.bench.rules["f"] != nil)
}
