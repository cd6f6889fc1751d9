// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

import TokenLogs

/// One of the small files in `Resources/curves`, and what must be read of it.
private struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// `metric|run|seed`, with the number of finite points.
    let curves: [String: Int]
    var stepName: String? = "step"
    var axis = CurveFile.StepAxis.step
    var remarks: [String] = []
    var testDescription: String { name }
}

private func seeds(_ run: String, _ seeds: ClosedRange<Int>, _ points: Int) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: seeds.map { ("entropy|\(run)|\($0)", points) })
}

private let fives = ["train/entropy||-": 5, "train/reward||-": 5]
private let verl = [
    "actor/entropy||-": 5, "actor/pg_clipfrac||-": 5, "critic/score/mean||-": 5,
]

private let cases = [
    Case(name: "tidy_tbparse.csv", curves: fives),
    Case(
        name: "two_runs_same_step.jsonl",
        curves: ["entropy|run_id 0|-": 4, "entropy|run_id 1|-": 4]),
    Case(name: "shuffled.csv", curves: ["entropy||-": 4]),
    Case(
        name: "diverge.csv",
        curves: seeds("grpo", 0...2, 30).merging(["entropy|grpo|3": 12]) { $1 }
            .merging(seeds("aspo", 0...3, 30)) { $1 }),
    Case(name: "gap.csv", curves: seeds("grpo", 0...3, 34)),
    Case(name: "verl_console.log", curves: verl),
    Case(name: "runA/metrics.jsonl", curves: verl),
    Case(name: "runB/metrics.jsonl", curves: verl),
    Case(
        name: "trl_console.log",
        curves: [
            "loss||-": 5, "grad_norm||-": 5, "entropy||-": 5, "clip_ratio/high_mean||-": 5,
        ],
        stepName: "epoch", axis: .epoch,
        remarks: ["no column is the step: numbers stand over epoch"]),
    Case(name: "mlflow_entropy", curves: ["mlflow_entropy||-": 5]),
    Case(name: "mlflow_history.json", curves: ["entropy||-": 5]),
    Case(
        name: "wandb_chart_time.csv", curves: ["actor/entropy|run-a|-": 5],
        stepName: "Relative Time (Process)", axis: .time,
        remarks: ["no column is the step: numbers stand over Relative Time (Process)"]),
    Case(
        name: "wandb_history.csv", curves: fives.merging(["eval/acc||-": 5]) { $1 },
        stepName: "train/global_step"),
    Case(name: "eval_mixed.jsonl", curves: ["eval_reward||-": 3, "loss||-": 3]),
    Case(
        name: "epoch_only.csv", curves: ["train_loss||-": 5, "entropy||-": 5], stepName: "epoch",
        axis: .epoch, remarks: ["no column is the step: numbers stand over epoch"]),
    Case(
        name: "tinker_metrics.jsonl",
        curves: [
            "progress/batch||-": 5, "progress/done_frac||-": 5, "env/all/reward/total||-": 5,
            "optim/kl_sample_train_v1||-": 5, "optim/entropy||-": 5, "time/total||-": 5,
        ]),
    Case(name: "huge.csv", curves: ["entropy|grpo|1": 30]),
    Case(name: "noise.csv", curves: ["entropy|grpo|1": 12]),
    Case(name: "const.csv", curves: seeds("grpo", 0...2, 10)),
    Case(name: "logy.csv", curves: seeds("grpo", 0...3, 30)),
]

@Test("Small files of every logger give the curves that they hold, and no more", arguments: cases)
private func samples(sample: Case) throws {
    let file = try sampleCurves(sample.name)
    let found = file.curves.map { ("\($0.metric)|\($0.group)|\($0.seed ?? "-")", $0.points) }
    #expect(Dictionary(uniqueKeysWithValues: found) == sample.curves)
    #expect((file.stepName, file.axis) == (sample.stepName, sample.axis))
    #expect(file.remarks == sample.remarks)
    for curve in file.curves {
        #expect(zip(curve.steps, curve.steps.dropFirst()).allSatisfy { $0 < $1 })
    }
}

@Test("Numbers of the small files stand at their steps")
func sampleNumbers() throws {
    let tidy = try sampleCurves("tidy_tbparse.csv")
    #expect(tidy.curves[0].values == [0.5, 0.25, 0.1667, 0.125, 0.1])
    let runs = try sampleCurves("two_runs_same_step.jsonl").curves
    #expect(runs.map(\.steps) == [[0, 1, 2, 3], [0, 1, 2, 3]])
    #expect(runs.map(\.values.first) == [0.5, 1.5])
    #expect(try sampleCurves("shuffled.csv").curves[0].values == [0.5, 0.4, 0.3, 0.2])
    let history = try sampleCurves("wandb_history.csv").curves
    #expect(history.map(\.steps) == Array(repeating: [0, 1, 2, 3, 4], count: 3))
    #expect(history.last?.values == [0, 0.2, 0.4, 0.6, 0.8])
    let time = try sampleCurves("wandb_chart_time.csv").curves[0]
    #expect(time.steps == [0, 30.5, 61, 91.5, 122])
}
