// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
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
}

extension Workspace {
    /// Returns what the transformers of the last simulation of such wrote, step by step.
    func answerTable(_ arguments: Arguments) throws(CommandError) -> Table {
        let sets = workbench.runs.filter { World.named($0.worldName)?.task != nil }
        var table = Table(columns: [
            Table.Column("step"), Table.Column("method"), Table.Column("prompt"),
            Table.Column("origin"), Table.Column("answer"), Table.Column("verdict"),
            Table.Column("text", nil, .hidden),
        ])
        // Of one method, answers stand whole in 80 columns.
        if answeredRun?.methods.count == 1 {
            table.columns[1] = Table.Column("method", nil, .hidden)
        }
        guard let set = answeredRun ?? sets.last, let task = World.named(set.worldName)?.task else {
            return table
        }
        let runs = set.runs.filter { !$0.answers.isEmpty }
        guard !runs.isEmpty else {
            throw CommandError(
                .missing, "the answers of \(set.name) are not kept: it came from a file",
                hint: "make it again with \(set.command)")
        }
        let all = runs.flatMap { run in run.answers.map { (run.method, $0) } }
        let steps = try shownSteps(all.map(\.1), arguments)
        let prompts = try shownPrompts(all.map(\.1), task, steps, arguments)
        table.rows = prompts.flatMap { prompt in
            all.filter { $0.1.prompt == prompt && steps.contains($0.1.step) }
                .map { row($0.0, $0.1, task) }
        }
        table.caption = "\(set.name) · \(set.caption.text)"
        return table
    }

    private func row(_ method: String, _ answer: WrittenAnswer, _ task: WrittenTask) -> [Table.Cell]
    {
        let verdict =
            answer.isRight
            ? (answer.isWrong ? "right, but false" : "right")
            : (answer.isWrong ? "false step" : "wrong end")
        return [
            .integer(answer.step), .text(method), .text(task.text(answer.prompt)),
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
        let evaluated = Set(answers.filter { $0.origin == .greedy }.map(\.step)).sorted()
        guard let first = evaluated.first, let last = evaluated.last else { return [] }
        return [first, evaluated[evaluated.count / 2], last]
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
