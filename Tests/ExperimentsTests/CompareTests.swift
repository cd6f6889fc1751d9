// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Experiments
import LabTestSupport
import Simulation
import Testing

@testable import Lab
@testable import WorkbenchModel

private let sixSeeds = smallGraph("seeds=6 steps=8")

@Test(
    "Differences are those of each seed, with an interval of their own",
    arguments: Measure.Place.allCases)
func differences(place: Measure.Place) throws {
    let line = sixSeeds + " methods=grpo,aspo,nois"
    let (session, listener) = try run([line, "compare at=\(place.rawValue) format=json"])
    let set = try #require(session.workbench.runs.last)
    let table = try rows(listener.outputs.last ?? "")
    for metric in [Metric.entropy, .accuracy, .duplicates, .klFromOld] {
        func values(_ method: String, _ place: Measure.Place) -> [Double] {
            set.usableRuns(of: method).compactMap {
                place == .mean
                    ? Trajectory.mean(metric, $0.rows) : Trajectory.final(metric, $0.rows)
            }
        }
        for method in ["grpo", "aspo", "nois"] {
            let row = try #require(
                table.first {
                    $0["metric"]?.text == metric.rawValue && $0["method"]?.text == method
                })
            let own = Statistics.interval(values(method, place))
            let mean = Statistics.interval(values(method, .mean)).mean
            let final = Statistics.interval(values(method, .final)).mean
            #expect(row["mean"]?.number == mean && row["final"]?.number == final)
            #expect(row["low"]?.number == own.low && row["high"]?.number == own.high)
            guard method != "grpo" else {
                #expect(row["d_mean"] == .null && row["pairs"] == .null)
                continue
            }
            let paired = Statistics.interval(
                zip(values(method, place), values("grpo", place)).map(-))
            #expect(isClose(row["d_mean"]?.number, paired.mean))
            #expect(isClose(row["d_low"]?.number, paired.low))
            #expect(isClose(row["d_high"]?.number, paired.high))
            #expect(row["pairs"]?.number == 6)
        }
    }
}

/// Values of two methods, and what may be said of them.
private let verdicts: [(values: [Double], base: [Double], words: String)] = [
    ([1.5, 1.75, 2], [1, 1.25, 1.5], "+0.5 · higher in 3 of 3 seeds"),
    ([1.1, 1.2, 1.12], [1, 1.1, 1.0], "+0.107 ± 0.029 · higher in 3 of 3 seeds"),
    ([1, 1.1, 1.0], [1.1, 1.2, 1.12], "-0.107 ± 0.029 · lower in 3 of 3 seeds"),
    ([1, 2, 3], [1.5, 1.4, 3.3], "no difference seen · lower in 2 of 3 seeds"),
    ([1, 2], [1, 2], "the same in both seeds"), ([1, 2, 3], [1, 2, 3], "the same in all 3 seeds"),
    ([1], [2], "one seed cannot tell"), ([1], [1], "the same"),
]

@Test("Only a difference whose interval leaves out 0 is said to be one", arguments: verdicts)
private func words(row: (values: [Double], base: [Double], words: String)) throws {
    let comparison = try #require(Statistics.compare(row.values, with: row.base))
    #expect(comparison.verdict(isExact: false) == row.words)
    let exact = try #require(Statistics.compare([0.25], with: [0.5]))
    #expect(exact.verdict(isExact: true) == "-0.25")
}

@Test("The people's table claims what the interval bears out, line by line")
func honestTable() throws {
    let (_, listener) = try run([
        sixSeeds + " methods=grpo,aspo,nois,cispo", "compare format=json", "compare format=md",
    ])
    let numbers = try rows(listener.outputs[1])
    let lines = listener.outputs[2].split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2)
    #expect(numbers.count == lines.count && numbers.count > 20)
    var seen = Set<Bool>()
    for (row, line) in zip(numbers, lines) {
        guard let low = row["d_low"]?.number, let high = row["d_high"]?.number else { continue }
        let isReal = low > 0 || high < 0
        seen.insert(isReal)
        #expect(line.contains("no difference seen") || line.contains("the same") == !isReal)
        #expect(isReal ? line.contains("±") : !line.hasSuffix("± "))
    }
    #expect(seen == [true, false], "the table has both sorts")
    for words in ["toy simulation", "world graph", "seeds 1–6", "ε 0.2/0.2"] {
        #expect(listener.outputs[2].contains(words))
    }
}

@Test("Entropy is taken where accuracy is equal, and so are the steps to it")
func equalAccuracy() throws {
    let (session, listener) = try run([
        sixSeeds, "compare metrics=entropy_at_acc,steps_to_acc level=0.3,1 format=json",
    ])
    let table = try rows(listener.outputs[1])
    #expect(
        table.map { $0["metric"]?.text ?? "" } == [
            "entropy_at_acc_0.3", "entropy_at_acc_0.3", "entropy_at_acc_1", "entropy_at_acc_1",
            "steps_to_acc_0.3", "steps_to_acc_0.3", "steps_to_acc_1", "steps_to_acc_1",
        ])
    let set = try #require(session.workbench.runs.last)
    let steps = set.usableRuns(of: "grpo").compactMap {
        Trajectory.value(of: .step, whenAccuracyReaches: 0.3, $0.rows)
    }
    #expect(isClose(table[4]["mean"]?.number, Statistics.mean(steps)))
    #expect(table[4]["mean"] == table[4]["final"])
    #expect(table[6]["mean"] == .null, "no run is always right")
    #expect(try lastOutput(sixSeeds, "compare level=1").contains("never"))
}

@Test("to= says what the others are held against, and metrics= what is compared")
func choices() throws {
    let (session, listener) = try run([
        sixSeeds, "compare to=aspo metrics=acc,entropy format=json", "compare metrics=acc",
    ])
    let table = try rows(listener.outputs[1])
    #expect(table.map { $0["metric"]?.text ?? "" } == ["acc", "acc", "entropy", "entropy"])
    #expect(table[1]["d_mean"] == .null && table[0]["d_mean"] != .null)
    #expect(listener.outputs[2].contains("against GRPO, at the end"))
    var other = session
    #expect(other.failure(of: "compare to=cispo")?.code == .unknownName)
    #expect(other.failure(of: "compare metrics=entropy level=2")?.code == .domain)
    #expect(other.failure(of: "compare run9")?.code == .unknownName)
    var (empty, _) = makeSession()
    #expect(empty.failure(of: "compare")?.code == .missing)
    var (bench, _) = try run(["preset rich", "simulate steps=3"])
    #expect(bench.failure(of: "compare metrics=acc")?.message.contains("no acc") == true)
    #expect(bench.failure(of: "compare metrics=steps_to_acc")?.code == .missing)
}

@Test("Several simulations of one world are compared seed by seed")
func severalRuns() throws {
    let (session, listener) = try run([
        sixSeeds, sixSeeds.replacing("seeds=6", with: "seeds=3..9") + " methods=grpo lr=40",
        "compare run1 run2 metrics=entropy format=json", "compare run1 run2 to=run2.grpo",
    ])
    let table = try rows(listener.outputs[2])
    #expect(table.map { $0["method"]?.text ?? "" } == ["run1.grpo", "run1.aspo", "run2.grpo"])
    #expect(table[2]["pairs"]?.number == 4, "seeds 3 to 6")
    let text = listener.outputs[3]
    #expect(text.contains("against GRPO, run2") && text.contains("lr 160"))
    #expect(text.contains("lr 40"))
    var other = session
    try other.execute("simulate world=bandit prompts=4 minibatches=1 steps=1 seeds=2")
    #expect(other.failure(of: "compare run1 run3")?.message.contains("of world") == true)
}

extension RunSet {
    /// Returns the simulation with some of its runs as they were at a row, or failed there.
    fileprivate func stopped(
        _ rows: [Int], failed: Set<Int> = []
    ) throws -> RunSet {
        let plan = try #require(plan)
        let cut = zip(runs.indices, runs).map { index, run in
            var run = run
            run.rows.removeLast(run.rows.count - rows[index])
            if failed.contains(index) { run.failure = RunFailure("it failed") }
            return run
        }
        return plan.runSet(named: name, runs: cut)
    }
}

@Test("Runs that were stopped are compared over the steps that all have; failed ones not at all")
func stoppedRuns() throws {
    var (session, listener) = try run([sixSeeds.replacing("seeds=6", with: "seeds=3")])
    let whole = try #require(session.workbench.runs.last)
    session.workspace.workbench.runs = [try whole.stopped([5, 4, 0, 6, 3, 0])]
    try session.execute("compare metrics=entropy format=json")
    let table = try rows(listener.outputs[1])
    #expect(table[1]["pairs"]?.number == 2)
    let base = whole.runs[0...1].compactMap { $0.rows[2][.entropy] }
    #expect(isClose(table[0]["final"]?.number, Statistics.mean(base)))
    #expect(listener.notes.contains("Compared are steps 0 to 2, which all runs have."))
    session.workspace.workbench.runs = [try whole.stopped([9, 2, 9, 9, 9, 5], failed: [1])]
    try session.execute("compare metrics=entropy format=json")
    let rest = try rows(listener.outputs[2])
    #expect(rest[1]["pairs"]?.number == 1, "seed 1 is whole under both")
    try session.execute("compare")
    #expect(listener.outputs[3].contains("ε 0.2/0.2 · 4 of 6 runs"))
    session.workspace.workbench.runs = [try whole.stopped([9, 9, 9, 0, 0, 0])]
    try session.execute("compare metrics=entropy format=json")
    #expect(listener.notes.contains("aspo has no step."))
    session.workspace.workbench.runs = [try whole.stopped([0, 0, 0, 0, 0, 0])]
    #expect(session.failure(of: "compare")?.code == .missing)
    for plot in ["paired", "dynamics", "entropy"] {
        #expect(session.failure(of: "plot \(plot) out=never.png")?.code == .missing)
    }
}

@Test(
    "No interval is so short that it is printed as none",
    arguments: [
        ([1.0, 2, 3], "2.000 ± 2.484"), ([0.5, 0.5], "0.500 ± 0.000"), ([0.25], "0.250"),
        ([0.99, 0.9901, 0.9902], "0.99010 ± 0.00025"),
        ([0.9986, 0.998602, 0.998601], "0.9986010 ± 0.0000025"),
    ])
func shortIntervals(values: [Double], text: String) {
    #expect(Statistics.interval(values).shortText == text)
}
