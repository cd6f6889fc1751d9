// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import Simulation
import TokenWeights
package import WorkbenchModel

extension Workspace {
    /// Carries out a plan on all cores: a run for each method and seed.
    ///
    /// A run that fails keeps its rows and says why; an interrupted one keeps its rows and what it
    /// takes to go on. Seeds are taken one after the other, each with all methods, so that what is
    /// there early compares them.
    ///
    /// - Parameters:
    ///   - plan: What to do.
    ///   - done: Runs of the same plan that somebody interrupted; they go on where they stopped,
    ///     to the same bits as if nobody had.
    /// - Returns: The runs: all seeds of the first method, then of the next.
    /// - Throws: Where the world cannot be made so, or a method not be trained in it.
    package func train(
        _ plan: TrainingPlan, from done: [RunSet.Run] = []
    ) throws(CommandError) -> [RunSet.Run] {
        try plan.checkBounds(in: environment)
        var jobs = plan.jobs(from: done)
        try makeBase(plan)
        try check(plan, startingIn: &jobs)
        let rows = plan.settings.steps + 1
        let total = jobs.count * rows
        let isCancelled = environment.isCancelled
        let board = PreviewBoard(
            titles: plan.methods.map(\.rule.title), steps: plan.settings.steps,
            every: plan.world.task == nil ? plan.settings.every : 1, task: plan.world.task,
            seeds: plan.seeds)
        let work = ParallelWork { (job: TrainingJob, tick) in
            plan.run(job, isCancelled: isCancelled, board: board, tick: tick)
        }
        let before = jobs.reduce(0) { $0 + ($1.run.failure == nil ? $1.run.rows.count : rows) }
        let text =
            "world \(plan.world.name), \(counted(plan.methods.count, "method")) × "
            + counted(plan.seeds.count, "seed")
        let runs: [RunSet.Run]
        do {
            runs = try work.run(consume jobs) { ticks in
                let progress = Progress(
                    done: min(before + ticks, total), total: total, text: text,
                    preview: board.preview)
                environment.emit(.progress(progress))
            }
        } catch {
            throw CommandError(
                .failed, "nothing came of run \(error.index + 1) of \(total / rows)",
                hint: "try again")
        }
        return plan.methods.flatMap { method in runs.filter { $0.method == method.rule.name } }
    }

    /// Throws where the world cannot be made with these settings, or a method not be trained in
    /// it, before any thread starts.
    ///
    /// What it had to make for that is where the first job starts.
    private func check(
        _ plan: TrainingPlan, startingIn jobs: inout [TrainingJob]
    ) throws(CommandError) {
        guard let seed = plan.seeds.first else { return }
        for (index, method) in plan.methods.enumerated()
        where index == 0 || method.rule.scope != .token {
            do {
                let start = try plan.checkpoint(method, seed: seed, unless: environment.isCancelled)
                if let start, index == 0, !jobs.isEmpty, jobs[0].run.isUntouched {
                    jobs[0].start = Handover(start)
                }
            } catch {
                throw CommandError(error, span: nil)
            }
        }
    }
}

/// One run to make or to go on with.
struct TrainingJob: Sendable {
    /// Its place among the jobs, from 0.
    package var number = 0
    /// The method.
    package let method: Method
    /// What is there of the run.
    package var run: RunSet.Run
    /// Its beginning, where somebody had to make it already.
    package var start: Handover?
}

extension TrainingPlan {
    /// Returns what is to be done, seed after seed.
    fileprivate func jobs(from done: [RunSet.Run]) -> [TrainingJob] {
        struct Key: Hashable {
            let method: String
            let seed: Int
        }
        let known = Dictionary(
            done.map { (Key(method: $0.method, seed: $0.seed), $0) },
            uniquingKeysWith: { first, _ in first })
        let jobs = seeds.flatMap { seed in
            methods.map { method in
                let name = method.rule.name
                return TrainingJob(
                    method: method,
                    run: known[Key(method: name, seed: seed)]
                        ?? RunSet.Run(method: name, seed: seed))
            }
        }
        return jobs.enumerated().map { number, job in
            TrainingJob(number: number, method: job.method, run: job.run)
        }
    }

    /// Returns a training at its beginning, or nil where somebody asked to stop before it was there.
    fileprivate func checkpoint(
        _ method: Method, seed: Int, unless isCancelled: () -> Bool
    ) throws(SimulationError) -> Checkpoint? {
        if let task = world.task {
            return try written(task, method, seed: seed).map { Checkpoint($0) }
        }
        guard let alternatives else {
            return try Trainer(
                world: world, settings: settings, method: method.bound,
                seed: UInt32(truncatingIfNeeded: seed), unless: isCancelled
            ).map { Checkpoint($0) }
        }
        return try Checkpoint(
            BenchTraining(
                probabilities: alternatives.probabilities, advantages: alternatives.advantages,
                settings: settings, method: method.bound))
    }

    /// Trains one method with one seed until it is done, fails or is stopped.
    fileprivate func run(
        _ job: TrainingJob, isCancelled: () -> Bool, board: PreviewBoard, tick: () -> Void
    ) -> RunSet.Run {
        var run = job.run
        for row in run.rows { board.add(row, job: job.number) }
        defer {
            let isWhole = run.failure == nil && run.rows.count > settings.steps
            board.end(job: job.number, isWhole: isWhole)
        }
        guard run.failure == nil, run.rows.count <= settings.steps, !isCancelled() else {
            return run
        }
        do throws(SimulationError) {
            var training: Checkpoint
            if let checkpoint = run.checkpoint {
                training = checkpoint
                run.checkpoint = nil
            } else {
                if let start = job.start?.take() {
                    training = start
                } else {
                    let made = try checkpoint(job.method, seed: run.seed, unless: isCancelled)
                    guard let made else { return run }
                    training = made
                }
                (run.rows, run.probabilities, run.answers) = ([], [], [])
                run.weights = nil
            }
            run.rows.reserveCapacity(settings.steps + 1)
            while !training.isFinished {
                guard try training.advance(&run, unless: isCancelled) else {
                    run.checkpoint = training
                    return run
                }
                if let row = run.rows.last { board.add(row, job: job.number) }
                board.add(run.answers.last, job: job.number)
                if run.seed != seeds.first { run.answers = [] }
                tick()
            }
            if run.seed == seeds.first { run.weights = training.weights }
        } catch {
            run.failure = RunFailure(error)
        }
        return run
    }
}

extension RunSet.Run {
    /// Whether nothing has been done of it.
    fileprivate var isUntouched: Bool { rows.isEmpty && failure == nil && checkpoint == nil }
}
