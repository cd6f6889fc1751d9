// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import TestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

@Test("Undoing everything leads to the start, redoing everything to the end", arguments: 1...12)
func undoAll(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var (session, _) = makeSession()
    var states = [session.workbench]
    for _ in 0..<30 {
        try? session.execute(randomLine(&random))
        if session.workbench != states.last { states.append(session.workbench) }
    }
    #expect(states.count > 10)
    let end = session.workbench
    for state in states.dropLast().reversed() {
        try session.execute("undo")
        #expect(session.workbench == state)
    }
    #expect(session.failure(of: "undo")?.message == "there is nothing to undo")
    for state in states.dropFirst() {
        try session.execute("redo")
        #expect(session.workbench == state)
    }
    #expect(session.failure(of: "redo")?.message == "there is nothing to redo")
    #expect(session.workbench == end)
}

@Test("Sixty small changes are taken back by as many undos, and made again by as many redos")
func manySteps() throws {
    var (session, _) = makeSession()
    for index in 1...60 { try session.execute("token t\(index) old=\(index)e-3 adv=1") }
    let end = session.workbench
    #expect(end.bench.tokens.count == 60)
    for left in (0..<60).reversed() {
        try session.execute("undo")
        #expect(session.workbench.bench.tokens.count == left)
    }
    #expect(session.workbench == Workbench())
    for _ in 1...60 { try session.execute("redo") }
    #expect(session.workbench == end)
}

@Test("A change after undo ends what can be redone; what changes nothing does not")
func redoEnds() throws {
    var (session, listener) = try run(["preset demo", "set c=5", "undo", "weights", "show"])
    try session.execute("redo")
    #expect(session.workbench.bench.common == ["c": 5])
    try session.execute("undo")
    try session.execute("set c=6")
    #expect(session.failure(of: "redo") != nil)
    #expect(listener.notes.contains("Undone: set c=5"))
    #expect(listener.notes.contains("Done again: set c=5"))
}

@Test("reset empties everything, and undo brings it back")
func resets() throws {
    var (session, _) = try run([
        "preset rich", "rule f = r", "set c=4", "use f", "simulate steps=1",
    ])
    let before = session.workbench
    try session.execute("reset")
    #expect(session.workbench == Workbench())
    try session.execute("undo")
    #expect(session.workbench == before)
}

@Test("clear takes tokens only")
func clears() throws {
    let (session, _) = try run(["preset demo", "rule f = r", "set c=4", "use f", "clear"])
    #expect(session.workbench.bench.tokens.isEmpty)
    #expect(session.workbench.bench.rules.count == 1)
    #expect(session.workbench.bench.methodNames == ["f"])
    #expect(session.workbench.bench.common == ["c": 4])
}

@Test("drop takes tokens and rules, and a rule with what was set for it")
func drops() throws {
    var (session, _) = try run(["preset demo", "drop lucky, wrong"])
    #expect(session.workbench.bench.tokens.map(\.name) == ["Therefore", "obviously"])
    for line in ["rule f = min(r, c)", "set f.c=5", "use f,grpo", "drop f Therefore"] {
        try session.execute(line)
    }
    #expect(session.workbench.bench.rules.isEmpty)
    #expect(session.workbench.bench.ofMethod.isEmpty)
    #expect(session.workbench.bench.methodNames == ["grpo"])
    try session.execute("rule g = r")
    try session.execute("use g")
    try session.execute("drop g")
    #expect(session.workbench.bench.methodNames == ["grpo", "aspo"], "there is always a method")
}

@Test("All that a script changes is one change")
func scripts() throws {
    let scratch = try ScratchFolder()
    let good = try scratch.write("set c=5\nset c=6\nundo\ntoken x old=0.1\n", to: "good.flip")
    let bad = try scratch.write("set c=7\nundo\nundo\nset c=8\nset d=9\n", to: "bad.flip")
    var (session, _) = try run(["preset demo", "set c=4"])
    let before = session.workbench
    try session.execute("run \(good)")
    #expect(session.workbench.bench.common == ["c": 5])
    #expect(session.history.past.steps.count == 3)
    try session.execute("undo")
    #expect(session.workbench == before)
    try session.execute("redo")
    let after = session.workbench
    #expect(session.failure(of: "run \(bad)")?.code == .unknownName)
    #expect(session.workbench == after)
    #expect(session.history.past.steps.count == 3)
    try session.execute("undo")
    #expect(session.workbench == before)
}

/// Returns some line that may change the bench.
func randomLine(_ random: inout SeededGenerator) -> String {
    let name = ["a", "b", "c d", "=", "ε"].randomElement(using: &random) ?? "a"
    let old = Double.random(in: 0.001...0.2, using: &random)
    let lines = [
        "token \"\(name)\" old=\(old) adv=\(Int.random(in: -2...2, using: &random))",
        "token \"\(name)\" new=\(old)", "drop \"\(name)\"", "clear", "preset rich", "preset demo",
        "softmax a=\(old) b=2", "softmax a=1 b=\(old) as=new", "set c=\(1 + old)",
        "set grpo.eps_high=\(old)", "unset", "unset c", "use aspo", "use grpo, dapo, sapo",
        "rule f = if A > 0 then \(old) else min(r, c)", "rule g = 1/sqrt(r)", "set f.c=\(2 + old)",
        "drop f", "reset", "simulate steps=1 inner=1",
    ]
    return lines.randomElement(using: &random) ?? "clear"
}
