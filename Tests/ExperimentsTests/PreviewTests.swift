// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Experiments
import LabTestSupport
import Simulation
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Returns a row with an entropy.
private func row(_ step: Int, _ entropy: Double?) -> StepMetrics {
    var row = StepMetrics(step: step)
    row[.entropy] = entropy
    return row
}

@Test("A preview shows the first run as it grows, then the mean of whole runs")
func previewGrows() {
    let board = PreviewBoard(titles: ["A", "B"], steps: 2, every: 1)
    #expect(board.preview == nil)
    board.add(row(0, 4), job: 0)
    board.add(row(1, 3), job: 0)
    #expect(board.preview?.curves.map(\.points.count) == [2, 0])
    board.add(row(0, 9), job: 1)
    board.add(row(2, 2), job: 0)
    board.end(job: 0, isWhole: true)
    for (step, entropy) in [6.0, 5, 4].enumerated() { board.add(row(step, entropy), job: 2) }
    let curve = board.preview?.curves[0]
    #expect(curve?.runs == 1 && curve?.points.map(\.value) == [4, 3, 2])
    board.end(job: 2, isWhole: true)
    #expect(board.preview?.curves[0].points.map(\.value) == [5, 4, 3])
    #expect(board.preview?.curves[0].runs == 2 && board.preview?.curves[1].runs == 0)
    board.end(job: 1, isWhole: false)
    #expect(board.preview?.curves[1].points.isEmpty == true, "what failed is not shown")
}

@Test(
    "A preview keeps few points however long a run is", arguments: [1, 127, 129, 5000, 10_000_000])
func previewIsSmall(steps: Int) {
    for every in [1, 7, 20_000] {
        let board = PreviewBoard(titles: ["A"], steps: steps, every: every)
        let last = steps
        let asked = Swift.stride(from: 0, through: steps, by: every * max(1, steps / every / 4000))
        for step in asked where step != last { board.add(row(step, 1), job: 0) }
        board.add(row(last, 1), job: 0)
        board.end(job: 0, isWhole: true)
        let points = board.preview?.curves[0].points ?? []
        #expect(points.count <= 130 && points.count >= min(2, steps / every))
        #expect(points.last?.step == last)
    }
}

@Test("Numbers and answers are those of one run under way, and of the next when it has ended")
func previewWatchesOneRun() {
    let board = PreviewBoard(
        titles: ["A", "B"], steps: 2, every: 1, task: .reach, seeds: [4, 7])
    func write(_ job: Int, step: Int, reward: Double) {
        var metrics = row(step, 1)
        metrics[.reward] = reward
        board.add(metrics, job: job)
        board.add(
            WrittenAnswer(
                origin: .training, step: step, prompt: [0, 7, 10, 2, 0], tokens: [14, 1, 4, 11],
                isRight: false, isWrong: false),
            job: job)
    }
    write(0, step: 0, reward: 0.25)
    write(1, step: 0, reward: 0.5)
    write(0, step: 1, reward: 0.75)
    var seen = board.preview
    #expect(seen?.readings == [Preview.Reading(title: "reward", first: 0.25, last: 0.75)])
    #expect(seen?.run == "A, seed 4" && seen?.answer?.prompt == "07>20")
    board.end(job: 0, isWhole: true)
    write(3, step: 0, reward: 0.125)
    write(1, step: 1, reward: 0.625)
    seen = board.preview
    #expect(seen?.run == "B, seed 4", "the next is the one that began first, from its beginning")
    #expect(seen?.readings == [Preview.Reading(title: "reward", first: 0.5, last: 0.625)])
    board.end(job: 1, isWhole: true)
    #expect(board.preview?.run == "B, seed 7")
    board.end(job: 3, isWhole: true)
    seen = board.preview
    #expect(seen?.run == "B, seed 7" && seen?.answer != nil, "the last one stays")
    #expect(seen?.readings == [Preview.Reading(title: "reward", first: 0.125, last: 0.125)])
    let alone = PreviewBoard(titles: ["A"], steps: 2, every: 1, task: .reach, seeds: [1])
    alone.add(row(0, 1), job: 0)
    alone.add(
        WrittenAnswer(
            origin: .training, step: 0, prompt: [0], tokens: [11], isRight: true, isWrong: false),
        job: 0)
    #expect(alone.preview?.answer != nil && alone.preview?.run == nil)
}

@Test("A number that only evaluations have keeps its first value when another run is watched")
func previewKeepsFirstValues() {
    let board = PreviewBoard(
        titles: ["A"], steps: 9, every: 1, task: .reach, seeds: [1, 2])
    func add(_ step: Int, job: Int, pass: Double?) {
        var metrics = row(step, 1)
        metrics[.heldOutPassAt8] = pass
        board.add(metrics, job: job)
    }
    for job in 0...1 {
        add(0, job: job, pass: 0.75)
        add(1, job: job, pass: nil)
    }
    board.end(job: 0, isWhole: true)
    #expect(board.preview?.readings == [Preview.Reading(title: "pass@8", first: 0.75, last: 0.75)])
    add(2, job: 1, pass: 0.5)
    #expect(board.preview?.readings == [Preview.Reading(title: "pass@8", first: 0.75, last: 0.5)])
    #expect(board.preview?.run == "seed 2")
}

@Test("Rows without an entropy, or with one that is no number, are left out")
func previewSkips() {
    let board = PreviewBoard(titles: ["A"], steps: 3, every: 1)
    for (step, entropy) in [1, nil, .nan, 2].enumerated() { board.add(row(step, entropy), job: 0) }
    #expect(board.preview?.curves[0].points.map(\.step) == [0, 3])
}

@Test("The report of a training carries the curves of all methods and says what they show")
func reportsCarryPreviews() throws {
    let (_, listener) = try run(["simulate world=graph steps=12 seeds=1"])
    let previews = listener.events.compactMap { event -> Preview? in
        if case .progress(let progress) = event { progress.preview } else { nil }
    }
    let last = try #require(previews.last)
    #expect(last.metric == "entropy" && last.lastStep == 12)
    #expect(last.curves.map(\.title) == ["GRPO", "ASPO"])
    #expect(last.curves.allSatisfy { !$0.points.isEmpty && $0.points[0].step == 0 })
}
