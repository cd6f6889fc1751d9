// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation
import TokenWeights

extension Session {
    /// Carries out a plan on all cores: a run for each method and seed.
    ///
    /// A run that fails keeps its rows and says why; an interrupted one keeps its rows. Seeds are
    /// taken one after the other, each with all methods, so that what is there early compares them.
    func train(_ plan: TrainingPlan) throws(CommandError) -> [RunSet.Run] {
        let jobs = plan.seeds.flatMap { seed in plan.methods.map { ($0, seed) } }
        let total = jobs.count * (plan.settings.steps + 1)
        guard total <= 2_000_000 else {
            throw CommandError(
                .domain,
                "\(jobs.count) runs of \(plan.settings.steps) steps are more than can be kept",
                hint: "take fewer seeds, methods or steps")
        }
        try check(plan)
        let isCancelled = environment.isCancelled
        let work = ParallelWork(jobs: jobs) { job, tick in
            plan.run(job.0, seed: job.1, isCancelled: isCancelled, tick: tick)
        }
        let text =
            "world \(plan.world.name), \(plan.methods.count) methods × \(plan.seeds.count) seeds"
        let runs = work.run { done in
            environment.emit(.progress(Progress(done: min(done, total), total: total, text: text)))
        }
        return plan.methods.flatMap { method in runs.filter { $0.method == method.rule.name } }
    }

    /// Throws where the world cannot be made with these settings, before any thread starts.
    private func check(_ plan: TrainingPlan) throws(CommandError) {
        guard plan.alternatives == nil, let method = plan.methods.first,
            let seed = plan.seeds.first
        else { return }
        do {
            _ = try plan.trainer(method, seed: seed)
        } catch {
            throw CommandError(error, span: nil)
        }
    }
}

extension TrainingPlan {
    /// Returns a trainer of a sampled world.
    fileprivate func trainer(
        _ method: Method, seed: Int
    ) throws(SimulationError) -> Trainer {
        try Trainer(
            world: world, settings: settings,
            method: method.trainingMethod, seed: UInt32(truncatingIfNeeded: seed))
    }

    /// Trains one method with one seed until it is done, fails or is stopped.
    fileprivate func run(
        _ method: Method, seed: Int, isCancelled: () -> Bool, tick: () -> Void
    ) -> RunSet.Run {
        var run = RunSet.Run(method: method.rule.name, seed: seed)
        guard !isCancelled() else { return run }
        do {
            if let alternatives {
                try runBench(alternatives, method, &run, isCancelled: isCancelled, tick: tick)
            } else {
                var trainer = try trainer(method, seed: seed)
                while !trainer.isFinished && !isCancelled() {
                    run.rows.append(try trainer.advance())
                    tick()
                }
            }
        } catch {
            run.failure = error.message
        }
        return run
    }

    private func runBench(
        _ alternatives: Alternatives, _ method: Method, _ run: inout RunSet.Run,
        isCancelled: () -> Bool, tick: () -> Void
    ) throws(SimulationError) {
        var training = try BenchTraining(
            probabilities: alternatives.probabilities, advantages: alternatives.advantages,
            settings: settings, method: method.trainingMethod)
        while !training.isFinished && !isCancelled() {
            let row = try training.advance()
            run.rows.append(row.metrics)
            run.probabilities.append(row.probabilities)
            tick()
        }
    }
}

extension CommandError {
    /// Makes the error of a command from that of the simulation.
    init(_ error: SimulationError, span: Range<Int>?) {
        self.init(.domain, error.message, span: span, hint: error.hint)
    }
}
