// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenLogs
package import WorkbenchModel

private let source = Key(.word(required: true), "file", "The dump.", .path)
private let metric = Key(
    "metric", "The file's name of the score.", .text, otherwise: "score or reward")

extension Command<Workspace> {
    /// `scores`: the scores of answers by prompt, from a trainer's dump of texts.
    package static let scores = Command(
        CommandDescription(
            name: "scores", group: .logs,
            summary: "Read the scores of answers by prompt from a trainer's dump of texts.",
            details: """
                JSON lines with an answer each (verl's rollout_data_dir, open-instruct, logging \
                boards), or with the answers of a step as lists (ms-swift's completions.jsonl). \
                Such files have no log-probabilities, so load cannot read them. Answers with one \
                uid or prompt_id, else one prompt, in one step are a group. A group whose scores \
                are all equal teaches nothing under advantages by group.
                """,
            parameters: [source, metric, Keys.table],
            examples: [
                Example("scores assets/logs/tiny-grpo-answers.jsonl", "a dump as verl writes it"),
                Example("scores assets/logs/tiny-grpo-answers.jsonl metric=acc", "another score"),
            ],
            related: ["group", "load", "curves"])
    ) { workspace, arguments throws(CommandError) in
        let path = arguments[source]
        let file: ScoreFile
        do throws(LogError) {
            file = try readScores(
                path: path.text, metric: arguments[metric],
                isCancelled: workspace.environment.isCancelled)
        } catch {
            let place = error.line.map { ", line \($0)" } ?? ""
            throw CommandError(
                error.kind == .interrupted ? .interrupted : .file, error.message + place,
                span: path.span,
                hint: error.hint?.replacing("FILE", with: shownText(quoted(path.text))))
        }
        try workspace.present(scoreTable(file), arguments)
        for remark in file.remarks { workspace.remark(remark) }
    }
}

private func scoreTable(_ file: ScoreFile) -> Table {
    var table = Table(
        columns: [
            Table.Column("step"), Table.Column("prompt"), Table.Column("answers"),
            Table.Column("mean"), Table.Column("std"), Table.Column("low"), Table.Column("high"),
        ])
    table.rows = file.groups.map { group in
        [
            group.step.map(Table.Cell.integer) ?? .none, .text(shortened(group.prompt)),
            .integer(group.answers),
            .optional(group.mean), .optional(group.deviation), .optional(group.low),
            .optional(group.high),
        ]
    }
    return table
}

/// Returns the first words of a prompt.
private func shortened(_ text: String) -> String {
    let most = 40
    let scalars = text.unicodeScalars
    return scalars.count > most ? String(scalars.prefix(most)) + "…" : text
}

extension ScoreFile {
    /// What a reader of the numbers should know.
    fileprivate var remarks: [String] {
        let several = groups.count { $0.answers > 1 }
        var remarks = [
            "the score is \(shownText(metric))"
                + (others.isEmpty
                    ? ""
                    : "; metric= reads \(others.prefix(8).map(shownText).joined(separator: ", "))")
        ]
        remarks.append(
            several == 0
                ? "no group has two answers: advantages by group need them"
                : "\(equalGroups) of \(counted(several, "group")) with two or more answers have one "
                    + "score for all: they carry no signal")
        if withoutScore > 0 {
            remarks.append("\(counted(withoutScore, "answer")) without a finite score left out")
        }
        if foreignLines > 0 {
            remarks.append("\(counted(foreignLines, "line")) without a prompt and a score left out")
        }
        if beyond > 0 {
            remarks.append("\(counted(beyond, "answer")) to further prompts not told apart")
        }
        return remarks
    }
}
