// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Simulation
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Returns a workbench of many tokens whose advantages are a number.
private func workbench(tokens: Int, _ number: Double) -> Workbench {
    let probability = Probability(value: 0.5)
    return Workbench(
        bench: Bench(
            tokens: NamedList(
                (0..<tokens).map {
                    BenchToken(
                        name: "t\($0)", old: probability, new: probability, advantage: number,
                        entropy: nil)
                })))
}

/// Returns a simulation that holds many rows.
private func runSet(_ name: String, rows: Int) -> RunSet {
    let run = RunSet.Run(
        method: "grpo", seed: 1, rows: (0..<rows).map { StepMetrics(step: $0) })
    return RunSet(
        name: name, worldName: "bandit", command: "simulate", setup: [], methods: [], seeds: [1],
        steps: rows, settings: [], alternatives: [], runs: [run])
}

@Test("Changes of all of 3000 tokens take together no more than what undo may")
func manyLargeChanges() {
    let benches = (0..<8).map { workbench(tokens: 3000, Double($0)) }
    var history = UndoHistory()
    for number in 0..<150 {
        history.note("change \(number)", from: benches[number % 8], to: benches[(number + 1) % 8])
        #expect(history.bytes <= UndoHistory.mostBytes)
    }
    #expect(history.bytes > UndoHistory.mostBytes / 2, "it is used")
    let large = benches[0].bytes(notIn: benches[1])
    #expect(large > 3000 * MemoryLayout<BenchToken>.stride)
    #expect(history.past.steps.count < UndoHistory.mostBytes / large + 1)
    #expect(history.past.steps.last?.line == "change 149")
    #expect(history.past.isCut)
}

@Test("A thousand changes of one token among 3000 are all kept, for they share the others")
func manySmallChanges() throws {
    var (session, _) = makeSession()
    session.workspace.workbench = workbench(tokens: 3000, -1)
    for number in 0..<1000 { try session.execute("token t\(number) adv=\(number)") }
    #expect(session.history.past.steps.count == 1000)
    #expect(session.history.bytes < 1000 * 8000)
    for _ in 0..<1000 { try session.execute("undo") }
    #expect(session.workbench == workbench(tokens: 3000, -1))
}

@Test("Undo says where older changes were given up, and so does an undo beyond")
func givenUp() throws {
    var (session, listener) = makeSession()
    session.history = UndoHistory(allowance: 1_000_000)
    // Most of a step is this remark, for what a token takes depends on where its name falls.
    let remark = "#" + String(repeating: "x", count: 50_000)
    for number in 0..<200 { try session.execute("token t\(number) old=0.1 new=0.1 \(remark)") }
    let kept = session.history.past.steps.count
    #expect((10..<20).contains(kept))
    let said = "older changes were given up"
    for left in (0..<kept).reversed() {
        #expect(!listener.notes.contains { $0.contains(said) })
        try session.execute("undo")
        #expect(session.history.past.steps.count == left)
    }
    #expect(listener.notes.last?.contains(said) == true)
    #expect(session.workbench.bench.tokens.count == 200 - kept)
    let error = session.failure(of: "undo")
    #expect(error?.message.contains(said) == true)
    #expect(error?.hint?.contains("32 MB") == true)
    for _ in 0..<kept { try session.execute("redo") }
    #expect(session.workbench.bench.tokens.count == 200)
    #expect(session.failure(of: "redo")?.message == "there is nothing to redo")
}

@Test("Redo is within the bound too, and says where later changes were given up")
func redoBound() throws {
    var (session, listener) = makeSession()
    session.history = UndoHistory(allowance: 400_000)
    for number in 0..<9 {
        session.workspace.workbench.runs.append(runSet("run\(number)", rows: 500))
        session.history.note(
            "simulate \(number)", from: Workbench(runs: Array(session.workbench.runs.dropLast())),
            to: session.workbench)
    }
    #expect(session.history.past.steps.count == 9, "what is on the workbench anyway costs nothing")
    for _ in 0..<9 { try session.execute("undo") }
    #expect(session.history.bytes <= 400_000)
    let kept = session.history.future.steps.count
    #expect((1..<9).contains(kept))
    for _ in 0..<kept { try session.execute("redo") }
    #expect(listener.notes.last?.contains("later changes were given up") == true)
    #expect(session.failure(of: "redo")?.message.contains("given up") == true)
    #expect(session.workbench.runs.map(\.name) == (0..<kept).map { "run\($0)" })
}

@Test("The last change can be undone however large it is")
func lastChange() throws {
    var (session, _) = makeSession()
    session.history = UndoHistory(allowance: 10_000)
    try session.execute("set c=4")
    session.workspace.workbench.runs = [runSet("run1", rows: 1000)]
    try session.execute("reset")
    #expect(session.history.past.steps.count == 1)
    try session.execute("undo")
    #expect(session.workbench.runs.count == 1)
}

@Test("Simulations, sweeps, curves, logs and long lines count while only undo keeps them")
func otherParts() throws {
    let empty = Workbench()
    let set = runSet("run1", rows: 1000)
    let made = Workbench(runs: [set])
    let rows = 1000 * MemoryLayout<StepMetrics>.stride
    #expect(made.bytes(notIn: empty) > rows)
    #expect(empty.bytes(notIn: made) == 0)
    #expect(made.bytes(notIn: Workbench(runs: [set, runSet("run2", rows: 3)])) < rows / 20)
    var (session, _) = makeSession()
    try session.execute("load \"\(shippedLog)\"")
    let log = session.workbench
    #expect(log.bytes(notIn: empty) > 200)
    #expect(log.bytes(notIn: log) == 0)
    try session.execute("sweep world=bandit lr=1,2 steps=2 seeds=2")
    #expect(session.workbench.bytes(notIn: log) > 4 * MemoryLayout<SweepResult.Row>.stride)
    let before = session.history.bytes
    try session.execute("set c=4 #" + String(repeating: "x", count: 100_000))
    #expect(session.history.bytes > before + 100_000)
    let scratch = try ScratchFolder()
    let steps = (1...2000).map { "{\"step\":\($0),\"entropy\":0.5}\n" }.joined()
    let curves = try run(["curves \(try scratch.write(steps, to: "c.jsonl"))"]).0.workbench
    #expect(curves.bytes(notIn: empty) > 2000 * 16)
    let rule = try run(["rule f = min(r, c)"]).0.workbench
    #expect(rule.bytes(notIn: empty) > 200)
}
