// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import Simulation
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Sweeps training, the whole or a part, and shows or writes what came of it.
    package mutating func sweepTraining(_ arguments: Arguments) throws(CommandError) {
        let sweep = try trainingSweep(arguments)
        let shard = try shard(arguments)
        let file = try partFile(shard, arguments)
        let plans = try plans(of: sweep, in: shard, arguments)
        let result = try carryOut(sweep, plans)
        let isInterrupted = environment.isCancelled()
        for row in result.rows {
            guard let failure = row.failure else { continue }
            let reason = failure.message(method: row.method, seed: row.seed)
            remark("\(point(row, sweep)) \(shownText(reason))")
        }
        if let shard, let file {
            let part = SweepPart(shard: shard, isComplete: !isInterrupted, result: result)
            try write(
                Array(part.text.utf8), to: file, as: .part, force: arguments[Keys.force])
            remark("Part \(shard.text) is in \(shownText(file.text)); merge joins the parts.")
        } else if !result.rows.isEmpty {
            workbench.sweep = result
            try present(result.fullTable, people: result.summaryTable, arguments)
        }
        guard !isInterrupted else {
            let done = Set(result.rows.map(\.unit)).count
            let all = plans.reduce(0) { $0 + $1.work.count }
            throw CommandError(
                .interrupted, "stopped; \(done) of \(all) points and seeds were done and kept",
                hint: "show sweep tells of them")
        }
    }

    private func point(_ row: SweepResult.Row, _ sweep: TrainingSweep) -> String {
        zip(sweep.axes, row.values).map { "\($0.name)=\($1.text)" }
            .joined(separator: " ")
    }

    /// Returns where a part goes, or nil where the whole is shown; refuses it before any work.
    private func partFile(
        _ shard: Shard?, _ arguments: Arguments
    ) throws(CommandError) -> Argument? {
        guard let shard else { return nil }
        if let format = arguments.first(Keys.format) {
            throw CommandError(
                .failed, "a part has a form of its own", span: format.keySpan,
                hint: "leave out format=; merge has it")
        }
        let name = "sweep-\(shard.number)-of-\(shard.count).csv"
        let file =
            arguments[Keys.out]
            ?? Argument(
                name: "out", key: "out", value: .text(name), text: name, span: 0..<0,
                keySpan: 0..<0)
        try checkWritable(file, as: .part, force: arguments[Keys.force])
        return file
    }
}

/// The work of one point of a sweep.
private struct PointPlan: Sendable {
    let point: [SweepValue]
    let work: [(unit: Int, seed: Int)]
    let plan: TrainingPlan

    /// How many steps all its runs have.
    var steps: Int { plan.methods.count * work.count * (plan.settings.steps + 1) }

    /// Returns the rows of all units whose runs are done; a reason stands for runs that cannot be.
    func rows(_ runs: [RunSet.Run], failure: RunFailure? = nil) -> [SweepResult.Row] {
        let set = plan.runSet(named: "", runs: runs)
        return work.flatMap { unit, seed -> [SweepResult.Row] in
            let own = plan.methods.map { method in
                runs.first { $0.seed == seed && $0.method == method.rule.name }
                    ?? RunSet.Run(
                        method: method.rule.name, seed: seed,
                        failure: failure)
            }
            guard own.allSatisfy({ $0.failure != nil || set.isComplete($0) }) else { return [] }
            return own.map { run in
                SweepResult.Row(
                    unit: unit, values: point, method: run.method, seed: seed,
                    outcomes: SweepResult.outcomes.map {
                        run.failure == nil ? $0.value(run.rows) : nil
                    },
                    failure: run.failure)
            }
        }
    }
}

extension Workspace {
    /// Returns what is to be done at each point, checked before anything is trained.
    private func plans(
        of sweep: TrainingSweep, in shard: Shard?, _ arguments: Arguments
    ) throws(CommandError) -> [PointPlan] {
        var quiet = self
        quiet.environment.emit = { _ in }
        var plans: [PointPlan] = []
        for (index, point) in sweep.points.enumerated() {
            let work = sweep.work(at: index, in: shard)
            guard !work.isEmpty else { continue }
            let plan = try quiet.plan(
                arguments.at(point, of: sweep.axes).seeded(work.map(\.seed)))
            plans.append(PointPlan(point: point, work: work, plan: plan))
        }
        try environment.check(
            plans.reduce(0) { $0 + $1.plan.seconds },
            hint: "take fewer points, seeds or steps, or do it in parts with shard=")
        guard !plans.isEmpty else {
            throw CommandError(
                .failed, "there is no work for this part: \(sweep.units) points and seeds in all",
                span: arguments.span(of: SweepKeys.shard),
                hint: "take at most \(counted(sweep.units, "part"))")
        }
        return plans
    }

    /// Trains point after point until all is done or somebody stops it.
    private func carryOut(
        _ sweep: TrainingSweep, _ plans: [PointPlan]
    ) throws(CommandError) -> SweepResult {
        var result = sweep.empty
        let total = max(1, plans.reduce(0) { $0 + $1.steps })
        var done = 0
        for (index, next) in plans.enumerated() {
            let jobs =
                "\(counted(next.plan.methods.count, "method")) × \(counted(next.work.count, "seed"))"
            let text = "point \(index + 1) of \(plans.count), \(jobs)"
            let reporting = reporting(text, done: done, total: total)
            do throws(CommandError) {
                result.rows += next.rows(try reporting.train(next.plan))
            } catch {
                guard error.code != .interrupted else { throw error }
                result.rows += next.rows([], failure: RunFailure(error.message))
            }
            guard !environment.isCancelled() else { break }
            done += next.steps
        }
        if let first = result.rows.first, result.rows.allSatisfy({ $0.failure != nil }) {
            throw CommandError(
                .failed, "no run was completed: \(first.failureText)",
                hint: "other settings or another rule may hold; see help toy")
        }
        return result
    }

    /// Returns a workspace whose reports of progress count within a larger job.
    private func reporting(_ text: String, done: Int, total: Int) -> Workspace {
        var workspace = self
        let emit = environment.emit
        workspace.environment.emit = { event in
            guard case .progress(let part) = event else { return emit(event) }
            let whole = Progress(
                done: min(total, done + part.done), total: total, text: text,
                preview: part.preview)
            emit(.progress(whole))
        }
        return workspace
    }
}
