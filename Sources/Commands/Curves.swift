// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import TokenLogs
package import WorkbenchModel

private let files = Key(
    words: "file", "The files, folders, patterns, or - for standard input.", .path, required: true)
private let metric = Key(
    "metric", "Show each run of this metric instead of every metric.",
    .choice(.suggested("metrics")))

extension Command<Workspace> {
    /// `curves`: the training curves of real runs.
    package static let curves = Command(
        CommandDescription(
            name: "curves", group: .logs,
            summary: "Read training curves of real runs: one number a step and metric.",
            details: """
                JSON lines with an object a step (verl's file logger, prime-rl, ms-swift, tinker, \
                histories of W&B), trainer_state.json of transformers and TRL, CSV with a column a \
                metric, tidy tables with a row a number (tag, step, value), charts of W&B and \
                TensorBoard, event files, MLflow's metric files and histories, and what verl, TRL, \
                prime-rl and slime print. Columns such as method, run, run_id and rank tell runs \
                apart; those that differ in seed only become one line with its interval. Several \
                files are several runs, and so are the folders that fit a pattern in quotes, 'run*'; \
                event files in one folder, and files whose names differ in the number at the end, \
                are one run where each goes on after the one before it. What gzip or zstd packed is \
                unpacked as it is read. Steps are sorted; what had to be decided is said. Ctrl-C \
                keeps what was read. plot curves metric=NAME draws them.
                """,
            parameters: [files, metric, Keys.table],
            examples: [
                Example("curves assets/logs/tiny-curves.csv", "three methods, two seeds each"),
                Example(
                    "curves assets/logs/tiny-curves.csv metric=entropy", "each run of one metric"),
            ],
            related: ["plot", "load"], inRecipes: .log)
    ) { workspace, arguments throws(CommandError) in
        let words = arguments.given.filter { $0.name == files.name }
        let (loaded, remarks) = try workspace.loadCurves(words)
        workspace.workbench.curves = loaded
        if let metric = arguments.first(metric) {
            guard loaded.metrics.contains(metric.text) else {
                throw workspace.unknown("metric", metric.text, loaded.metrics, metric.span)
            }
            try workspace.present(runTable(loaded, metric.text), arguments)
        } else {
            try workspace.present(metricTable(loaded), arguments)
        }
        for file in loaded.files {
            for remark in file.remarks {
                workspace.remark("\(shownText(file.path)): \(shownText(remark)).")
            }
        }
        for remark in remarks { workspace.remark(shownText(remark)) }
        if let stop = loaded.stop {
            workspace.remark("stopped after \(stop): the curves are of what was read")
        }
    }
}

/// Returns one row a metric.
private func metricTable(_ loaded: LoadedCurves) -> Table {
    var table = Table(
        columns: [
            Table.Column("metric"), Table.Column("runs"), Table.Column("curves"),
            Table.Column("points"), Table.Column("first_step", "first step", .plain),
            Table.Column("last_step", "last step", .plain), Table.Column("means"),
            Table.Column("not_finite", "not finite"),
        ])
    table.rows = loaded.runsByMetric.map { metric, runs in
        let replicates = runs.flatMap(\.replicates)
        return [
            .text(metric), .integer(runs.count), .integer(replicates.count),
            .integer(replicates.map(\.points).reduce(0, +)),
            .optional(replicates.compactMap(\.steps.first).min()),
            .optional(replicates.compactMap(\.steps.last).max()),
            MetricMeaning.named(metric).map { .text($0.title) } ?? .none,
            lost(runs, loaded.stepWord),
        ]
    }
    let formats = loaded.files.map { file in
        // A step under another name is one of several that the file may have.
        let name = file.stepName.flatMap { $0.lowercased() == "step" ? nil : shownText($0) }
        return "\(shownText(file.path)): \(file.format)" + (name.map { ", over \($0)" } ?? "")
    }
    table.caption = formats.joined(separator: "; ")
    return table
}

/// Returns what is not finite in some runs of a metric.
private func lost(_ runs: [LoadedCurves.Run], _ unit: String) -> Table.Cell {
    let clauses = runs.flatMap { run in
        run.lostNumbers(unit).map { runs.count == 1 ? $0 : "\(run.title): \($0)" }
    }
    return clauses.isEmpty ? .none : .text(clauses.joined(separator: "; "))
}

/// Returns one row a run of a metric.
private func runTable(_ loaded: LoadedCurves, _ metric: String) -> Table {
    var table = Table(
        columns: [
            Table.Column("run"), Table.Column("seed"), Table.Column("points"),
            Table.Column("first_step", "first step", .plain),
            Table.Column("last_step", "last step", .plain), Table.Column("first"),
            Table.Column("last"), Table.Column("least"), Table.Column("greatest"),
            Table.Column("not_finite", "not finite"),
        ])
    for run in loaded.runs(metric) {
        for replicate in run.replicates {
            let known = replicate.values.filter(\.isFinite)
            table.rows.append([
                .text(run.title), replicate.seed.isEmpty ? .none : .text(replicate.seed),
                .integer(known.count), .optional(replicate.steps.first),
                .optional(replicate.steps.last), .optional(known.first), .optional(known.last),
                .optional(known.min()), .optional(known.max()),
                replicate.lost(loaded.stepWord).map { .text($0) } ?? .none,
            ])
        }
    }
    return table
}
