// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Simulation
import Synchronization
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Says "stop" once it has been asked a number of times, until it is told to go on.
private final class Stopper: Sendable {
    private let left: Mutex<Int>

    init(after asked: Int) { left = Mutex(asked) }

    func isCancelled() -> Bool {
        left.withLock { left in
            left -= 1
            return left < 0
        }
    }

    func goOn(for asked: Int = .max / 2) { left.withLock { $0 = asked } }

    var asked: Int { left.withLock { .max / 2 - $0 } }
}

/// Simulations of every sort, and what has to be typed before them.
private let simulations: [(setup: String, line: String)] = [
    ("clear", smallGraph("methods=grpo,aspo,gspo steps=6")),
    ("clear", smallGraph("optimizer=adam lr=0.05 kl_coef=0.1 noise=0.1 every=2 steps=5")),
    (
        "rule f = 1/sqrt(r)",
        "simulate world=steps types=2 minibatches=2 methods=f,dapo "
            + "seeds=3 steps=4 group=4 vocabulary=5 length=6"
    ),
    ("clear", "simulate preset=exact steps=5 seeds=2"),
    ("preset rich", "simulate steps=8 methods=grpo,aspo,nois"),
    (
        "clear",
        smallGraph("methods=grpo,gspo rollout=stale:2 correction=opsm opsm_delta=0.02 steps=6")
    ),
    (
        "rule even correction = min(rho_mean, rho_high)",
        smallGraph("methods=grpo,gspo rollout=bf16 correction=even steps=6")
    ),
    ("preset rich", "simulate steps=8 methods=grpo,prime-rl rollout=stale:1 correction=tis"),
]

@Test(
    "A simulation that is interrupted again and again comes to the same bits",
    arguments: simulations, [0, 1, 4, 9])
private func resumed(row: (setup: String, line: String), after asked: Int) throws {
    let whole = try #require(try run([row.setup, row.line]).0.workbench.runs.last)
    let stopper = Stopper(after: .max / 2)
    var (session, listener) = makeSession(isCancelled: { stopper.isCancelled() })
    try session.execute(row.setup)
    stopper.goOn(for: asked)
    #expect(session.failure(of: row.line)?.code == .interrupted)
    var set = try #require(session.workbench.runs.last)
    #expect(!set.isDone)
    var interruptions = 0
    while !set.isDone && interruptions < 200 {
        interruptions += 1
        stopper.goOn(for: asked + 3)
        let error = session.failure(of: "resume")
        #expect(error == nil || error?.code == .interrupted)
        if error != nil { #expect(error?.hint?.contains("resume goes on") == true) }
        set = try #require(session.workbench.runs.last)
        #expect(session.workbench.runs.count == 1)
    }
    #expect(set == whole)
    #expect(set.runs.allSatisfy { $0.checkpoint == nil }, "nothing is kept for going on")
    stopper.goOn()
    try session.execute("resume run1 format=json")
    let direct = try run([row.setup, row.line + " format=json"]).1.outputs.last
    #expect(listener.outputs.last == direct)
}

@Test(
    "An interrupted simulation goes on in another sitting, to the same bits", arguments: [3, 9, 20])
func anotherSitting(asked: Int) throws {
    let scratch = try ScratchFolder()
    let lines = ["rule f = 1/sqrt(r)", "set c=2", smallGraph("methods=f,aspo steps=6")]
    let whole = try #require(try run(lines).0.workbench.runs.last)
    let stopper = Stopper(after: .max / 2)
    var (session, _) = makeSession(isCancelled: { stopper.isCancelled() })
    for line in lines.dropLast() { try session.execute(line) }
    stopper.goOn(for: asked)
    #expect(session.failure(of: lines[2])?.code == .interrupted)
    stopper.goOn()
    let file = scratch.word("half.json")
    try session.execute("export run=run1 out=\(file)")
    var (other, listener) = try run(["preset demo", "load \(file)"])
    #expect(listener.notes.last?.contains("resume run1 makes what is missing") == true)
    let bench = other.workbench.bench
    try other.execute("resume")
    #expect(other.workbench.runs == [whole] && other.workbench.bench == bench)
    try other.execute("resume run1")
    #expect(listener.notes.last == "run1 is done, all 4 runs: here are its numbers")
}

@Test("What was tampered with does not go on, and stays as it is")
func tamperedSitting() throws {
    let scratch = try ScratchFolder()
    let stopper = Stopper(after: 6)
    var (session, _) = makeSession(isCancelled: { stopper.isCancelled() })
    #expect(session.failure(of: smallGraph("steps=6"))?.code == .interrupted)
    stopper.goOn()
    try session.execute("export run=run1 out=\(scratch.word("half.json"))")
    let text = try scratch.read("half.json")
    for (old, new, words) in [
        ("\"entropy\":[1", "\"entropy\":[2", "comes to other numbers here"),
        ("\"lr\":160", "\"lr\":80", "lead elsewhere"),
        ("\"setup\":[]", "\"setup\":[\"set lr=2\"]", "lead elsewhere"),
        ("\"setup\":[]", "\"setup\":[\"set lr=\"]", "lead elsewhere"),
    ] {
        #expect(text.contains(old))
        let changed = text.replacing(old, with: new)
        var (other, _) = try run(["load \(try scratch.write(changed, to: "bad.json"))"])
        let before = other.workbench
        let error = other.failure(of: "resume run1")
        #expect(error?.code == .failed && error?.message.contains(words) == true, "\(error as Any)")
        #expect(error?.hint?.contains("anew: simulate preset=graph-paper") == true)
        #expect(other.workbench == before)
    }
}

@Test("Only runs in the middle keep what it takes to go on")
func checkpointsAreFew() throws {
    let stopper = Stopper(after: 40)
    var (session, _) = makeSession(isCancelled: { stopper.isCancelled() })
    let line = smallGraph("seeds=30 steps=8")
    #expect(session.failure(of: line)?.code == .interrupted)
    let set = try #require(session.workbench.runs.last)
    for run in set.runs where run.checkpoint != nil { #expect(!set.isComplete(run)) }
    let begun = set.runs.count { !$0.rows.isEmpty && !set.isComplete($0) }
    #expect(set.runs.count { $0.checkpoint != nil } >= begun)
    #expect(set.runs.count { $0.checkpoint != nil } < set.runs.count / 2)
}

@Test("A table of what was stopped says which methods did not get to the last step")
func stoppedMethods() throws {
    let whole = try #require(
        try run([smallGraph("methods=grpo,aspo,nois seeds=2 steps=6")]).0.workbench.runs.last)
    func stopped(_ lengths: [Int]) -> RunSet {
        let runs = zip(whole.runs, lengths).map { run, length in
            var cut = run
            cut.rows.removeLast(7 - length)
            return cut
        }
        return RunSet(
            name: "run1", worldName: whole.worldName, command: "", setup: [],
            methods: whole.methods, seeds: whole.seeds, steps: 6, settings: [], alternatives: [],
            runs: runs)
    }
    func caption(_ lengths: [Int]) -> String { stopped(lengths).caption.text }
    #expect(!caption([7, 7, 7, 7, 7, 7]).contains("stopped"))
    #expect(caption([7, 0, 5, 4, 7, 3]).contains(" · stopped: ASPO at step 3 of 6 · 2 of 6 runs"))
    #expect(caption([5, 3, 0, 0, 4, 3]).contains(" · stopped at step 2 of 6 · 0 of 6 runs"))
    #expect(
        caption([5, 4, 4, 0, 0, 0]).contains(" · stopped at step 3 of 6 · 0 of 6 runs"))
    #expect(
        caption([4, 0, 5, 0, 4, 0]).contains("GRPO at step 3, ASPO at step 4, no IS at step 3"))
    #expect(stopped([4, 0, 5, 0, 4, 0]).stop == "stopped at step 4 of 6", "counted in steps, too")
    #expect(stopped([0, 0, 0, 0, 0, 0]).stop == "stopped at step 0 of 6")
}

@Test("Where nothing was interrupted, resume says so")
func nothingToResume() throws {
    var (session, listener) = makeSession()
    #expect(session.failure(of: "resume")?.message == "no simulation was interrupted")
    try session.execute(smallGraph)
    #expect(session.failure(of: "resume")?.code == .missing)
    try session.execute("resume run1")
    #expect(listener.notes.contains("run1 is done, all 4 runs: here are its numbers"))
    #expect(listener.outputs.count == 2 && listener.outputs[0] == listener.outputs[1])
    #expect(session.failure(of: "resume run7")?.code == .unknownName)
}

@Test("A run that failed stays failed when the others go on")
func failuresStay() throws {
    let gap = "rule gap = if r > 1.0001 and r < 1.05 then sqrt((r - 1.0001)*(r - 1.05)) else r"
    let line = "simulate steps=9 methods=gap,grpo"
    let whole = try #require(try run(["preset rich", gap, line]).0.workbench.runs.last)
    let stopper = Stopper(after: .max / 2)
    var (session, listener) = makeSession(isCancelled: { stopper.isCancelled() })
    for line in ["preset rich", gap] { try session.execute(line) }
    stopper.goOn(for: 7)
    #expect(session.failure(of: line)?.code == .interrupted)
    stopper.goOn()
    try session.execute("resume")
    #expect(session.workbench.runs.last == whole)
    #expect(whole.runs[0].failure != nil && whole.runs[0].rows.count < 10)
    #expect(listener.notes.contains { $0.hasPrefix("gap, seed 1, step ") })
}

@Test("What was simulated once is answered at once, and is the last simulation then")
func answeredAtOnce() throws {
    let stopper = Stopper(after: .max / 2)
    var (session, listener) = makeSession(isCancelled: { stopper.isCancelled() })
    for line in [smallGraph, smallGraph("steps=4")] { try session.execute(line) }
    let asked = stopper.asked
    try session.execute(smallGraph("eps_low=0.2 methods=grpo,aspo seeds=1..2"))
    #expect(stopper.asked - asked <= 2, "nothing was trained")
    #expect(session.workbench.runs.map(\.name) == ["run2", "run1"])
    #expect(listener.outputs.last == listener.outputs.first)
    #expect(listener.notes.last == "run1 is this simulation: here are its numbers")
}

/// Lines after which the same command is another simulation.
private let changes = [
    "set lr=80", "set eps_high=0.3", "set aspo.c=2", "set norm=rloo", "set kl_coef=0.1",
    "set seeds", "rule f = r/2", "use aspo,grpo",
]

@Test("What would come to other numbers is simulated anew", arguments: changes)
func simulatedAnew(change: String) throws {
    let line = change.hasPrefix("rule") ? smallGraph("methods=f") : smallGraph
    var (session, listener) = try run(["rule f = r", line])
    if session.failure(of: change) != nil {
        try session.execute(line.replacing("seeds=2", with: "seeds=2..3"))
    } else {
        try session.execute(line)
    }
    #expect(session.workbench.runs.count == 2)
    #expect(!listener.notes.contains { $0.contains("is this simulation") })
}

@Test("A simulation asked for again after Ctrl-C goes on where it stopped")
func askedAgain() throws {
    let whole = try #require(try run([smallGraph]).0.workbench.runs.last)
    let stopper = Stopper(after: 5)
    var (session, listener) = makeSession(isCancelled: { stopper.isCancelled() })
    #expect(session.failure(of: smallGraph)?.code == .interrupted)
    stopper.goOn()
    try session.execute(smallGraph)
    #expect(session.workbench.runs == [whole])
    #expect(listener.notes.contains { $0.hasPrefix("run1 is this simulation, interrupted") })
}

/// Simulations, and whether their ratios stay at 1.
private let ratios: [(line: String, areOne: Bool)] = [
    (smallGraph, false), (smallGraph("epochs=1 minibatches=1"), true),
    (smallGraph("lr=1e-6"), true), (smallGraph("lr=1e-6 methods=grpo"), false),
]

@Test("Who trains where all ratios stay at 1 is told that the rules coincide", arguments: ratios)
private func coincidence(row: (line: String, areOne: Bool)) throws {
    let (_, listener) = try run([row.line])
    #expect(listener.notes.contains { $0.contains("coincide") } == row.areOne)
}
