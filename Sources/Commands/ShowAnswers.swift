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
        "prompt", "Of show answers: the prompt, such as 01>17.", .choice(.suggested("prompts")),
        otherwise: "the first few that were asked")
    static let run = Key(
        "run", "Of show answers: the simulation.", .choice(.current("runs")),
        otherwise: "the last one in which something was written")
    static let step = Key(
        "step", "Of show answers: the step.", .integer(0...10_000_000),
        otherwise: "start, middle and end, or with prompt= all of its steps")
    static let seed = Key(
        "seed", "Of show answers: the seed; answers of others than the first are made again.",
        .integer(0...Int(UInt32.max)), otherwise: "the first one")
}

extension Workspace {
    /// Returns what the transformers of a simulation wrote, step by step; without any, no rows.
    mutating func answerTable(_ arguments: Arguments) throws(CommandError) -> Table {
        var table = Table(columns: [
            Table.Column("step"), Table.Column("method"), Table.Column("seed", nil, .hidden),
            Table.Column("prompt"),
            Table.Column("origin"), Table.Column("answer"), Table.Column("verdict"),
            Table.Column("text", nil, .hidden),
        ])
        guard let set = try answeredSet(arguments), let task = World.named(set.worldName)?.task
        else { return table }
        // Of one method, answers stand whole in 80 columns.
        if set.methods.count == 1 { table.columns[1] = Table.Column("method", nil, .hidden) }
        let all = try answeredRuns(set, arguments).flatMap { run in
            run.answers.map { (run, $0) }
        }
        let (steps, prompts) = try KeptAnswers(answers: all.map(\.1), task: task).chosen(arguments)
        table.rows = prompts.flatMap { prompt in
            all.filter { $0.1.prompt == prompt && steps.contains($0.1.step) }
                .map { row($0.0, $0.1, task) }
        }
        let seed = set.seeds.count > 1 ? all.first.map { ", answers of seed \($0.0.seed)" } : nil
        table.caption = "\(set.name)\(seed ?? "") · \(set.caption.text)"
        return table
    }

    /// Returns the simulation whose answers are shown; nil where there is none.
    private func answeredSet(_ arguments: Arguments) throws(CommandError) -> RunSet? {
        guard let name = arguments[AnswerKeys.run] else {
            let sets = workbench.runs.filter { World.named($0.worldName)?.task != nil }
            let kept = sets.last { set in
                set.runs.contains { !$0.answers.isEmpty } || arguments[AnswerKeys.seed] != nil
            }
            return kept ?? sets.last
        }
        guard let set = workbench.runs.first(where: { $0.name == name }) else { return nil }
        guard World.named(set.worldName)?.task != nil else {
            throw CommandError(
                .missing, "nobody writes answers in world \(set.worldName), that of \(name)",
                span: arguments.span(of: AnswerKeys.run),
                hint: "simulate world=reach has a transformer write them")
        }
        return set
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
                hint: "type show answers run=\(set.name) seed=\(set.seeds.first ?? 1)")
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
}
