// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Expressions
import Results
import Simulation
import WorkbenchModel

/// The keys that choose among written answers.
enum AnswerKeys {
    static let prompt = Key(
        "prompt", "Of show answers: the prompt, such as 07>20.", .text,
        otherwise: "the first few that were asked")
    static let step = Key(
        "step", "Of show answers: the step.", .integer(0...10_000_000),
        otherwise: "start, middle and end")
    static let seed = Key(
        "seed", "Of show answers: the seed; answers of others than the first are made again.",
        .integer(0...Int(UInt32.max)), otherwise: "the first one")
}

extension Workspace {
    /// Returns what the transformers of the last simulation of such wrote, step by step.
    mutating func answerTable(_ arguments: Arguments) throws(CommandError) -> Table {
        let sets = workbench.runs.filter { World.named($0.worldName)?.task != nil }
        var table = Table(columns: [
            Table.Column("step"), Table.Column("method"), Table.Column("seed", nil, .hidden),
            Table.Column("prompt"),
            Table.Column("origin"), Table.Column("answer"), Table.Column("verdict"),
            Table.Column("text", nil, .hidden),
        ])
        let isKept = { (set: RunSet) in set.runs.contains { !$0.answers.isEmpty } }
        let kept = sets.last { isKept($0) || arguments[AnswerKeys.seed] != nil }
        guard let set = kept ?? sets.last, let task = World.named(set.worldName)?.task else {
            return table
        }
        // Of one method, answers stand whole in 80 columns.
        if set.methods.count == 1 { table.columns[1] = Table.Column("method", nil, .hidden) }
        let all = try answeredRuns(set, arguments).flatMap { run in
            run.answers.map { (run, $0) }
        }
        let steps = try shownSteps(all.map(\.1), arguments)
        let prompts = try shownPrompts(all.map(\.1), task, steps, arguments)
        table.rows = prompts.flatMap { prompt in
            all.filter { $0.1.prompt == prompt && steps.contains($0.1.step) }
                .map { row($0.0, $0.1, task) }
        }
        let seed = set.seeds.count > 1 ? all.first.map { ", answers of seed \($0.0.seed)" } : nil
        table.caption = "\(set.name)\(seed ?? "") · \(set.caption.text)"
        return table
    }

    /// Returns the runs whose answers are shown: all methods with one seed.
    private mutating func answeredRuns(
        _ set: RunSet, _ arguments: Arguments
    ) throws(CommandError) -> [RunSet.Run] {
        let span = arguments.span(of: AnswerKeys.seed)
        guard let seed = arguments[AnswerKeys.seed] ?? set.seeds.first, set.seeds.contains(seed)
        else {
            throw CommandError(
                .missing, "\(set.name) has \(set.seedText), and no other", span: span,
                hint: "type show answers seed=\(set.seeds.first ?? 1)")
        }
        var runs = set.runs.filter { $0.seed == seed }
        // What a stopped or failed run wrote is kept of the first seed, too.
        for index in runs.indices where runs[index].answers.isEmpty && runs[index].failure == nil {
            if runs[index].rows.isEmpty { continue }
            runs[index] = try whole(runs[index], of: set, span: span)
        }
        runs.removeAll { $0.answers.isEmpty }
        guard runs.isEmpty else { return runs }
        throw CommandError(
            .missing, "nothing was written in \(set.name) with seed \(seed)", span: span,
            hint: "type resume \(set.name)")
    }

    private func row(
        _ run: RunSet.Run, _ answer: WrittenAnswer, _ task: WrittenTask
    ) -> [Table.Cell] {
        let verdict =
            answer.isRight
            ? (answer.isWrong ? "right, but false" : "right")
            : (answer.isWrong ? "false step" : "wrong end")
        return [
            .integer(answer.step), .text(run.method), .integer(run.seed),
            .text(task.text(answer.prompt)),
            .text(answer.origin.rawValue),
            .text(task.shown(answer.tokens[...]).joined()), .text(verdict),
            .text(task.text(answer.tokens)),
        ]
    }

    /// Returns the steps that are shown: the one that was asked for, or the first, the middle and the
    /// last one at which there was an evaluation.
    private func shownSteps(
        _ answers: [WrittenAnswer], _ arguments: Arguments
    ) throws(CommandError) -> Set<Int> {
        if let step = arguments[AnswerKeys.step] {
            guard answers.contains(where: { $0.step == step }) else {
                throw CommandError(
                    .missing, "nothing was written at step \(step)",
                    span: arguments.span(of: AnswerKeys.step),
                    hint: "show answers tells of the start, the middle and the end")
            }
            return [step]
        }
        return Set(WrittenAnswer.shownSteps(answers))
    }

    /// Returns the prompts that are shown: the one that was asked for, or the first three.
    private func shownPrompts(
        _ answers: [WrittenAnswer], _ task: WrittenTask, _ steps: Set<Int>, _ arguments: Arguments
    ) throws(CommandError) -> [[UInt8]] {
        guard let asked = arguments[AnswerKeys.prompt] else {
            var seen: Set<[UInt8]> = []
            let prompts = answers.filter { steps.contains($0.step) }.map(\.prompt)
                .filter { seen.insert($0).inserted }
            return Array(prompts.prefix(3))
        }
        let known = answers.map { task.text($0.prompt) }
        guard let tokens = task.tokens(asked), known.contains(asked) else {
            throw CommandError(
                .missing, "nothing is kept of prompt \(shownText(asked))",
                span: arguments.span(of: AnswerKeys.prompt),
                hint: known.first.map { "try prompt=\($0)" } ?? "leave out prompt=")
        }
        return [tokens]
    }
}
