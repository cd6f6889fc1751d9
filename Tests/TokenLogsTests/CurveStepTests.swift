// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import TokenLogs

// MARK: Runs

@Test(
    "Columns that tell runs apart make a curve each, and nothing is replaced",
    arguments: [
        "run", "run_id", "run_uuid", "method", "experiment", "trial_id", "rank", "global_rank",
        "worker", "worker_id", "host",
    ])
func runColumns(name: String) throws {
    let labels = try curves("\(name),step,x\na,1,2\nb,1,3\na,2,4\nb,2,5\n")
    #expect(words(labels) == ["x|a|-|1.0 2.0|2.0 4.0", "x|b|-|1.0 2.0|3.0 5.0"])
    #expect(labels.remarks.isEmpty)
    let numbers = try curves(
        "{\"\(name)\":0,\"step\":1,\"x\":2}\n{\"\(name)\":1,\"step\":1,\"x\":3}\n")
    #expect(words(numbers) == ["x|\(name) 0|-|1.0|2.0", "x|\(name) 1|-|1.0|3.0"])
}

@Test("Runs, ranks and seeds together tell curves apart; what is alike everywhere is not repeated")
func severalRunColumns() throws {
    let all = try curves("method,rank,seed,step,x\ngrpo,0,1,1,2\ngrpo,1,1,1,3\naspo,0,2,1,4\n")
    #expect(
        words(all) == [
            "x|grpo rank 0|1|1.0|2.0", "x|grpo rank 1|1|1.0|3.0", "x|aspo rank 0|2|1.0|4.0",
        ])
    let alike = try curves("method,rank,split,step,x\ngrpo,0,train,1,2\ngrpo,0,train,2,3\n")
    #expect(words(alike) == ["x|grpo|-|1.0 2.0|2.0 3.0"])
    let parts = try curves("split,step,x\ntrain,1,2\neval,1,3\ntrain,2,4\n")
    #expect(words(parts) == ["x|train|-|1.0 2.0|2.0 4.0", "x|eval|-|1.0|3.0"])
    let number = try curves("step,model,x\n1,0.5,2\n2,0.25,3\n")
    #expect(number.metrics == ["model", "x"])
}

// MARK: Order

/// Steps as a file has them, what is left of them, and what is said.
private struct Order: Sendable {
    let steps: [Double]
    /// The places in the file of the numbers that are kept.
    let kept: [Int]
    var remark: String?
    var remarks: Int?
}

private let orders = [
    Order(steps: [1, 3, 2, 4], kept: [0, 2, 1, 3]),
    Order(steps: [4, 3, 2, 1], kept: [3, 2, 1, 0]),
    Order(steps: [10, 20, 30, 25, 35], kept: [0, 1, 3, 2, 4]),
    Order(steps: [1, 2, 3, 2, 3, 4], kept: [0, 3, 4, 5], remark: "2 numbers were replaced"),
    Order(steps: [1, 2, 3, 4, 2, 3], kept: [0, 4, 5], remark: "3 numbers were replaced"),
    Order(
        steps: [1, 2, 3, 2, 3, 3, 4], kept: [0, 3, 5, 6], remark: "2 numbers were replaced",
        remarks: 2),
    Order(steps: [0, 1, 0, 1], kept: [2, 3], remark: "need a column run or seed"),
    Order(steps: [1, 1, 2], kept: [1, 2], remark: "1 number came again at the same step"),
    Order(steps: [3, 1, 3, 1], kept: [3, 2], remark: "2 numbers came again at the same step"),
]

@Test("Steps are sorted; only what falls back and goes on is a resume", arguments: orders)
private func order(order: Order) throws {
    let rows = order.steps.enumerated().map { "\($1),\($0)\n" }.joined()
    let file = try curves("step,x\n" + rows)
    #expect(file.curves[0].values == order.kept.map(Double.init))
    #expect(file.curves[0].steps == order.kept.map { order.steps[$0] })
    #expect(file.remarks.count == order.remarks ?? (order.remark == nil ? 0 : 1))
    if let remark = order.remark { #expect(file.remarks[0].contains(remark)) }
}

@Test("Any steps come out rising, and the last number of each step is kept")
func anyOrder() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<400 {
        let count = Int(generator.next() % 12) + 1
        let steps = (0..<count).map { _ in Double(generator.next() % 7) }
        let order = StepOrder(steps, (0..<count).map(Double.init))
        #expect(zip(order.steps, order.steps.dropFirst()).allSatisfy { $0 < $1 })
        #expect(order.steps.count + order.resumed + order.repeated == count)
        for (step, value) in zip(order.steps, order.values) {
            #expect(steps.lastIndex(of: step) == Int(value))
        }
        // Without a resume every step is still there.
        if order.resumedAt == nil { #expect(order.steps == Set(steps).sorted()) }
    }
}

// MARK: Which column is the step

/// A file and the steps of its first metric.
private struct Choice: Sendable {
    let text: String
    let steps: [Double]
    let name: String?
}

private let choices = [
    Choice(text: "global_step,epoch,x\n5,0.1,1\n6,0.2,1\n", steps: [5, 6], name: "global_step"),
    Choice(text: "_step,_runtime,x\n5,0.1,1\n6,0.2,1\n", steps: [5, 6], name: "_step"),
    Choice(
        text: "x,_step,trainer/global_step\n1,5,50\n1,6,60\n", steps: [50, 60],
        name: "trainer/global_step"),
    Choice(text: "step,_step,x\n1,10,1\n2,20,1\n", steps: [1, 2], name: "step"),
    Choice(text: "epoch,x\n0.5,1\n1.0,1\n", steps: [0.5, 1], name: "epoch"),
    // Rounded epochs would replace each other's numbers.
    Choice(text: "epoch,x\n0.01,1\n0.01,2\n0.02,3\n", steps: [1, 2, 3], name: nil),
    Choice(text: "_runtime,x\n1.5,1\n2.5,1\n", steps: [1.5, 2.5], name: "_runtime"),
    Choice(text: "timestamp,x\n1700000000,1\n1700000030,1\n", steps: [0, 30], name: "timestamp"),
    Choice(
        text: "timestamp,x\n1700000000000,1\n1700000030000,1\n", steps: [0, 30], name: "timestamp"),
    Choice(text: "x\ty\n1\t2\n3\t4\n", steps: [1, 2], name: nil),
]

@Test("The step is the column of the best name; epochs and times stand in", arguments: choices)
private func stepColumn(choice: Choice) throws {
    let file = try curves(choice.text)
    #expect(file.curves[0].steps == choice.steps && file.curves[0].metric == "x")
    #expect(file.stepName == choice.name)
    let isClock = [.time, .epoch].contains(file.axis)
    #expect(file.remarks.isEmpty == (!isClock && choice.name != nil))
}

@Test("Parts of the metrics have their own steps where trainers count them apart")
func partSteps() throws {
    let file = try curves(
        #"{"_step":0,"rollout/step":5,"rollout/len":1,"perf/x":1}"# + "\n"
            + #"{"_step":1,"train/step":50,"train/loss":2}"# + "\n"
            + #"{"_step":2,"rollout/step":6,"rollout/len":3}"# + "\n")
    #expect(
        words(file) == [
            "rollout/len||-|5.0 6.0|1.0 3.0", "perf/x||-|0.0|1.0", "train/loss||-|50.0|2.0",
        ])
    #expect(file.stepName == "_step")
}

@Test("A record without a step stands at the one before; before the first there is none")
func recordsWithoutStep() throws {
    let lines = [
        #"{"lr":1}"#, #"{"step":5,"loss":2,"lr":3}"#, #"{"acc":4}"#, #"{"step":"inf","loss":9}"#,
        #"{"step":6,"loss":3}"#, #"{"step":7,"lr":5}"#,
    ]
    let file = try curves(lines.joined(separator: "\n"))
    #expect(words(file) == ["lr||-|5.0 7.0|3.0 5.0", "loss||-|5.0 6.0|2.0 3.0", "acc||-|5.0|4.0"])
    #expect(
        file.remarks == [
            "1 record without a step stands at the step before",
            "2 numbers without a step are left out",
        ])
}

// MARK: What is not read

@Test("What is not read is said: texts, twice the same name, commas for dots")
func notRead() throws {
    let file = try curves(
        #"{"step":1,"x":1,"x":2,"text":"abc","y":3}"# + "\n" + #"{"step":2,"x":4,"y":"n.a."}"#)
    #expect(words(file) == ["x||-|1.0 2.0|2.0 4.0", "y||-|1.0|3.0"])
    #expect(
        file.remarks == [
            "twice in one record: x; the later one is taken",
            "not read, for want of numbers: text", "1 value is no number and left out: y",
        ])
    let columns = try curves("step,x,x\n1,2,3\n")
    #expect(columns.curves[0].values == [3])
    #expect(columns.remarks == ["twice in one record: x; the later one is taken"])
    let comma = #expect(throws: LogError.self) { try curves("step;x\n1;0,5\n2;0,25\n") }
    #expect(comma?.hint == "write its numbers with a dot: 0.5, not 0,5")
}

@Test("A metric that is never finite is said; a run that is never finite stays beside others")
func neverFinite() throws {
    let file = try curves("run,step,x,y\na,1,nan,inf\nb,1,2,nan\na,2,nan,nan\n")
    #expect(words(file) == ["x|a|-|1.0 2.0|nan nan", "x|b|-|1.0|2.0"])
    #expect(file.curves.map(\.points) == [0, 1])
    #expect(file.remarks == ["not read, for want of numbers: y"])
}
