// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import TestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

extension Session {
    /// Runs lines as one change, until one fails, as a prompt does with what was pasted.
    fileprivate mutating func paste(_ lines: [String]) {
        let block = beginBlock()
        for line in lines where failure(of: line) != nil { break }
        endBlock(block, lines[0])
    }
}

@Test("What was pasted is undone and done again at once")
func pastes() throws {
    var (session, listener) = try run(["set c=4"])
    let before = session.workbench
    session.paste(["token a old=0.1", "token b old=0.2", "weights", "set c=5"])
    let after = session.workbench
    #expect(after.bench.tokens.count == 2)
    try session.execute("undo")
    #expect(session.workbench == before)
    #expect(listener.notes.last == "Undone: token a old=0.1")
    try session.execute("redo")
    #expect(session.workbench == after)
    try session.execute("undo")
    try session.execute("undo")
    #expect(session.workbench == Workbench())
}

@Test("A paste that fails in the middle is one change up to there")
func failingPaste() throws {
    var (session, _) = try run(["set c=4"])
    session.paste(["token a old=0.1", "token b old=2", "token c old=0.3"])
    #expect(session.workbench.bench.tokens.map(\.name) == ["a"])
    try session.execute("undo")
    #expect(session.workbench.bench.tokens.isEmpty)
    #expect(session.workbench.bench.common == ["c": 4])
}

@Test("Undo within a paste goes line by line, and beyond its beginning")
func undoWithin() throws {
    var (session, _) = try run(["set c=4", "set c=5"])
    session.paste(["set c=6", "undo", "undo", "set eps_low=0.1"])
    #expect(session.workbench.bench.common == ["c": 4, "eps_low": 0.1])
    try session.execute("undo")
    #expect(session.workbench.bench.common == ["c": 5], "as before the paste")
    try session.execute("undo")
    #expect(session.workbench.bench.common == ["c": 4])
}

@Test("A paste that only goes back and forth is no change of its own")
func onlyUndo() throws {
    var (session, _) = try run(["set c=4", "set c=5", "set c=6"])
    session.paste(["undo", "show", "undo"])
    #expect(session.workbench.bench.common == ["c": 4])
    session.paste(["redo", "show"])
    #expect(session.workbench.bench.common == ["c": 5])
    #expect(session.history.past.steps.map(\.line) == ["set c=4", "set c=5"])
    try session.execute("redo")
    #expect(session.workbench.bench.common == ["c": 6])
    #expect(session.failure(of: "redo") != nil)
}

@Test("Scripts within scripts are one change each while the outer one runs")
func nested() throws {
    let scratch = try ScratchFolder()
    let inner = try scratch.write("set c=5\nset eps_low=0.1\n", to: "inner.flip")
    let outer = try scratch.write(
        "set tau_pos=2\nrun \(inner)\nundo\ntoken a old=0.1\n", to: "o.flip")
    var (session, _) = try run(["set c=4"])
    try session.execute("run \(outer)")
    #expect(session.workbench.bench.common == ["c": 4, "tau_pos": 2])
    #expect(session.workbench.bench.tokens.count == 1)
    #expect(session.history.past.steps.map(\.line) == ["set c=4", "run \(outer)"])
    try session.execute("undo")
    #expect(session.workbench.bench.common == ["c": 4])
    #expect(session.workbench.bench.tokens.isEmpty)
}

@Test("A script that fails in the middle changes neither the bench nor what can be undone")
func failingScript() throws {
    let scratch = try ScratchFolder()
    let bad = try scratch.write("set c=5\nundo\nundo\nset c=9\ntoken a old=2\n", to: "bad.flip")
    var (session, _) = try run(["set c=4", "set c=6", "set c=7", "undo"])
    let before = session.workbench
    #expect(session.failure(of: "run \(bad)")?.message.contains("5:13") == true)
    #expect(session.workbench == before)
    #expect(session.history.past.steps.map(\.line) == ["set c=4", "set c=6"])
    try session.execute("redo")
    #expect(session.workbench.bench.common == ["c": 7])
}

@Test("A block and what was before it keep within the bound together")
func blockBound() throws {
    var (session, _) = makeSession()
    session.history = UndoHistory(allowance: 60_000)
    for number in 0..<200 { try session.execute("token t\(number) old=0.1 new=0.1") }
    let block = session.beginBlock()
    #expect(session.history.bytes == 0, "the history outside answers for its steps")
    for number in 0..<200 { try session.execute("token u\(number) old=0.1 new=0.1") }
    #expect(block.history.bytes + session.history.bytes <= 60_000)
    try session.execute("undo")
    #expect(session.workbench.bench.tokens.count == 399)
    session.endBlock(block, "a paste")
    #expect(session.history.bytes <= 60_000)
    try session.execute("undo")
    #expect(session.workbench.bench.tokens.count == 200)
    try session.execute("undo")
    #expect(session.workbench.bench.tokens.count == 199)
}

/// What undo ought to do, by keeping every workbench.
private struct NaiveHistory {
    var past: [Workbench] = []
    var now = Workbench()
    var future: [Workbench] = []

    mutating func note(_ workbench: Workbench) {
        guard workbench != now else { return }
        past.append(now)
        (now, future) = (workbench, [])
    }

    mutating func undo() -> Bool {
        guard let back = past.popLast() else { return false }
        future.append(now)
        now = back
        return true
    }

    mutating func redo() -> Bool {
        guard let next = future.popLast() else { return false }
        past.append(now)
        now = next
        return true
    }
}

@Test("Undo and redo among random changes do what keeping every bench would", arguments: 1...10)
func likeKeepingAll(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var (session, _) = makeSession()
    var model = NaiveHistory()
    for _ in 0..<250 {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: #expect((session.failure(of: "undo") == nil) == model.undo())
        case 2: #expect((session.failure(of: "redo") == nil) == model.redo())
        case 3:
            let lines = (0..<4).map { _ in randomLine(&random) }
            session.paste(lines)
            model.note(session.workbench)
        default:
            try? session.execute(randomLine(&random))
            model.note(session.workbench)
        }
        #expect(session.workbench == model.now)
        #expect(session.history.past.steps.map(\.workbench) == model.past)
        #expect(session.history.future.steps.map(\.workbench) == model.future)
        let steps = session.history.past.steps + session.history.future.steps
        #expect(session.history.bytes == steps.reduce(0) { $0 + $1.bytes })
    }
}
