// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import Simulation
import Synchronization
import Testing

@testable import Lab
@testable import WorkbenchModel

private func runs(_ lines: String...) throws -> RunSet {
    try #require(try run(lines).0.workbench.runs.last)
}

@Test("A simulation's numbers do not depend on threads or on the order of work")
func threads() throws {
    let line = smallGraph + " methods=grpo,aspo,cispo"
    let first = try runs(line)
    for _ in 1...3 { #expect(try runs(line) == first) }
    let alone = try runs(smallGraph + " methods=cispo")
    #expect(alone.runs == Array(first.runs.suffix(2)))
    #expect(Set(first.runs.map { $0.rows.last?[.entropy] }).count > 2, "seeds and methods differ")
}

/// What is typed, the first seed, and which seeds that is.
private let seedForms: [(typed: String, first: Int, seeds: [Int])] = [
    ("seeds=3", 1, [1, 2, 3]), ("seeds=3..5", 1, [3, 4, 5]), ("seeds=3,5", 1, [3, 5]),
    ("seeds=5,3", 1, [5, 3]), ("seeds=1,4294967295", 1, [1, 4_294_967_295]),
    ("seeds=2", 7, [7, 8]), ("seeds=4/2", 7, [7, 8]), ("seeds=3..4", 7, [3, 4]),
    ("seeds=7..7", 1, [7]),
    ("", 1, Array(1...10)), ("", 4, Array(4...13)), ("exact=yes", 1, [1]),
]

@Test("Seeds are those that were named", arguments: seedForms)
private func seeds(form: (typed: String, first: Int, seeds: [Int])) throws {
    var (session, _) = makeSession()
    session.workspace.firstSeed = form.first
    try session.execute(
        "simulate world=bandit vocabulary=6 prompts=4 group=4 minibatches=2 steps=1 methods=grpo "
            + form.typed)
    let set = try #require(session.workbench.runs.last)
    #expect(set.seeds == form.seeds)
    #expect(set.runs.map(\.seed) == form.seeds)
}

@Test(
    "A run says its seeds in words, and the command that makes it again names the same",
    arguments: [
        ("seeds=5,3", "seeds 5, 3"), ("seeds=3,4,5", "seeds 3–5"), ("seeds=9..9", "seed 9"),
    ])
func seedWords(typed: String, words: String) throws {
    let set = try runs("simulate world=bandit prompts=4 minibatches=1 steps=1 \(typed)")
    #expect(set.seedText == words)
    #expect(try runs(set.command).seeds == set.seeds)
}

@Test("A first seed that is none is refused", arguments: [-1, 1 << 32, .max, .min])
func firstSeed(seed: Int) throws {
    var (session, _) = makeSession()
    session.workspace.firstSeed = seed
    #expect(session.failure(of: smallGraph)?.code == .domain)
}

@Test("A seed gives the same numbers whichever other seeds are run")
func sameSeed() throws {
    let many = try runs(smallGraph.replacing("seeds=2", with: "seeds=3..5"))
    let one = try runs(smallGraph.replacing("seeds=2", with: "seeds=5"))
    let single = try runs(smallGraph.replacing("seeds=2", with: "seeds=5..5"))
    #expect(single.runs[0] == many.runs[2])
    #expect(one.runs[4] == single.runs[0])
}

@Test("Ctrl-C in the middle keeps the rows that were done, and says so")
func interrupted() throws {
    let count = Mutex(0)
    var (session, listener) = makeSession(isCancelled: {
        count.withLock { asked in
            asked += 1
            return asked > 9
        }
    })
    try session.execute("preset rich")
    let before = session.workbench.bench
    let found = session.failure(of: "simulate steps=50 methods=grpo,aspo format=json")
    let error = try #require(found)
    #expect(error.code == .interrupted)
    #expect(error.code.exitCode == 130)
    #expect(error.message.contains("kept as run1"))
    let set = try #require(session.workbench.runs.last)
    let counts = set.runs.map(\.rows.count)
    #expect(counts.reduce(0, +) > 0 && counts.reduce(0, +) <= 9)
    #expect(session.workbench.bench == before)
    let printed = try rows(listener.outputs.last ?? "")
    #expect(printed.map { $0["metrics"]?.elements.count } == counts)
    let whole = try runs("preset rich", "simulate steps=50 methods=grpo,aspo")
    for (part, all) in zip(set.runs, whole.runs) {
        #expect(part.rows == Array(all.rows.prefix(part.rows.count)))
    }
    count.withLock { $0 = -1000 }
    try session.execute("undo")
    #expect(session.workbench.runs.isEmpty)
}

@Test("Ctrl-C in a script keeps the simulation, and nothing else of the script")
func interruptedScript() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("set c=5\nsimulate steps=50\nset c=6\n", to: "s.flip")
    let count = Mutex(0)
    var (session, _) = makeSession(isCancelled: {
        count.withLock { asked in
            asked += 1
            return asked > 12
        }
    })
    try session.execute("preset rich")
    #expect(session.failure(of: "run \(file)")?.code == .interrupted)
    #expect(session.workbench.bench.common.isEmpty)
    #expect(session.workbench.runs.count == 1)
    #expect(session.history.past.steps.count == 2)
}

/// A rule that is a weight on the grid that it is tried on, and none at ratios in between.
private let gap =
    "rule gap = if r > 1.0001 and r < 1.05 then sqrt((r - 1.0001)*(r - 1.05)) else r"

@Test("A run that fails keeps its rows, says why, and leaves the others alone")
func failingRule() throws {
    let (session, listener) = try run([
        "preset rich", gap, "simulate steps=4 methods=grpo,gap format=json",
    ])
    let set = try #require(session.workbench.runs.last)
    #expect(set.runs[0].failure == nil && set.runs[0].rows.count == 5)
    #expect(set.runs[1].failure?.step != nil)
    #expect(set.runs[1].rows.count < 5)
    #expect(listener.notes.contains { $0.hasPrefix("gap, seed 1, step ") })
    #expect(try rows(listener.outputs.last ?? "").count == 2)
    var (other, _) = try run(["preset rich", gap])
    let before = other.workbench
    #expect(other.failure(of: "simulate steps=4 methods=gap")?.code == .failed)
    #expect(other.workbench == before)
}

@Test("What the bench's tokens cannot be is said before anything is trained")
func impossibleBenches() throws {
    var (session, _) = makeSession()
    #expect(session.failure(of: "simulate")?.code == .missing)
    try session.execute("token a old=0.7")
    try session.execute("token b old=0.6")
    let error = session.failure(of: "simulate steps=1")
    #expect(error?.code == .domain)
    #expect(error?.message.contains("add up to 1.3") == true)
    #expect(session.failure(of: "step")?.code == .domain)
    let (single, _) = try run(["token a old=1"])
    var alone = single
    #expect(alone.failure(of: "simulate steps=1")?.code == .missing)
}

@Test("The rest of the probability is one more token, which teaches nothing")
func rest() throws {
    let set = try runs("token a old=0.5", "token b old=0.3 adv=-1", "simulate steps=2")
    #expect(set.alternatives == ["a", "b", "…"])
    for probabilities in set.runs[0].probabilities {
        #expect(isClose(probabilities.reduce(0, +), 1))
    }
    let full = try runs("softmax a=1 b=2", "simulate steps=2")
    #expect(full.alternatives == ["a", "b"])
}

@Test("A step is the first rollout of the simulation with one update")
func steps() throws {
    let (_, listener) = try run([
        "preset rich", "step lr=0.3 inner=8 methods=aspo format=json",
        "simulate steps=1 inner=8 lr=0.3 methods=aspo format=json",
    ])
    let step = try #require(try rows(listener.outputs[0]).first)
    let metrics = try #require(try rows(listener.outputs[1]).first?["metrics"]).elements
    #expect(isClose(step["entropy_before"]?.number, metrics[0]["entropy"]?.number))
    #expect(isClose(step["entropy_after"]?.number, metrics[1]["entropy"]?.number))
    #expect(isClose(step["kl_old_new"]?.number, metrics[0]["kl_old"]?.number))
    for token in try #require(step["tokens"]).elements {
        let name = try #require(token["token"]?.text)
        #expect(isClose(token["new"]?.number, metrics[1]["p"]?[name]?.number))
    }
}

@Test("The first-order change of entropy is the limit of small steps")
func firstOrder() throws {
    let json = try lastOutput("preset rich", "step lr=1e-6 methods=grpo format=json")
    let step = try #require(try rows(json).first)
    let before = try #require(step["entropy_before"]?.number)
    let after = try #require(step["entropy_after"]?.number)
    let change = try #require(step["entropy_first_order"]?.number)
    #expect(abs((after - before) / change - 1) < 1e-4)
}

@Test("People are told that it is a toy, in which world, with which seeds and ε")
func caption() throws {
    let text = try lastOutput("simulate world=bandit seeds=3..4 steps=1 prompts=4 minibatches=1")
    #expect(text.hasSuffix("toy simulation · world bandit · seeds 3–4 · ε 0.2/0.2"))
    let bench = try lastOutput("preset rich", "simulate steps=1 eps_high=0.4")
    #expect(bench.hasSuffix("world bench · exact · ε 0.2/0.4, not the paper's"))
    let near = try lastOutput("preset rich", "simulate steps=1 eps_high=0.25")
    #expect(near.hasSuffix("ε 0.2/0.25, not the paper's"))
    let own = try lastOutput("preset rich", "simulate steps=1 methods=grpo,dapo")
    #expect(own.hasSuffix("ε 0.2/0.2 (DAPO 0.2/0.28)"))
    let repeated = try lastOutput("preset rich", "simulate steps=1 seeds=3")
    #expect(!repeated.contains("±"), "the bench has no spread over seeds")
}

@Test("A stopped job names the seeds that its numbers are of, in the picture and the recipe too")
func interruptedCaption() throws {
    let scratch = try ScratchFolder()
    let done = Mutex(0)
    // Two methods, six seeds, four rows each: the last runs are not reached.
    var (session, listener) = makeSession(isCancelled: {
        done.withLock { asked in
            asked += 1
            return asked > 30
        }
    })
    let line = "simulate world=bandit seeds=6 steps=3 prompts=4 minibatches=1"
    #expect(session.failure(of: line)?.code == .interrupted)
    done.withLock { $0 = -1000 }
    let set = try #require(session.workbench.runs.last)
    let used = set.methods.map { set.usableRuns(of: $0.name).map(\.seed) }
    #expect(used.contains { !$0.isEmpty } && used.contains { $0.count < 6 })
    #expect(set.caption.text.contains(" of 6"))
    #expect(!set.caption.text.contains("seeds 1–6"))
    try session.execute("plot entropy out=\(scratch.word("f.png"))")
    let figure = try #require(listener.figures.last)
    #expect(figure.footnote.hasPrefix(set.caption.text))
    #expect(figure.alternativeText.contains(set.caption.text))
    #expect(try scratch.read("f.png").contains("# stopped early: \(set.progress)"))
}

@Test(
    "A clip that is not the paper's is called so, however near it is",
    arguments: [
        ("eps_high=0.25", "ε 0.2/0.25, not the paper's"), ("methods=cispo", "ε 0.2"),
        ("methods=dapo", "ε 0.2/0.28, not the paper's"), ("methods=reinforce", "no ε"),
        ("methods=cispo eps_high=0.21", "ε 0.21, not the paper's"),
        ("methods=grpo,dapo", "ε 0.2/0.2 (DAPO 0.2/0.28)"),
    ])
func clipCaption(given: String, says: String) throws {
    let text = try lastOutput(
        "simulate world=bandit seeds=1 steps=1 prompts=4 minibatches=1 \(given)")
    #expect(text.hasSuffix(" · \(says)"))
}

@Test("A run that fails is named once, with its method, seed and step")
func failureNamedOnce() throws {
    var (session, listener) = makeSession()
    _ = session.failure(of: "simulate world=graph lr=1e300 seeds=1 steps=3 methods=grpo")
    let notes = listener.events.compactMap { if case .note(let note) = $0 { note } else { nil } }
    #expect(notes.filter { $0.hasPrefix("grpo, seed 1, step 0: ") }.count == 1)
    #expect(!notes.contains { $0.contains("grpo, seed 1: grpo") })
}
