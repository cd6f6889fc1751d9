// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Synchronization
import WorkbenchModel

/// Gathers the entropy of runs while they are made, from all threads, for a preview.
///
/// It keeps every so many steps only, so that its size does not depend on theirs.
final class PreviewBoard: Sendable {
    /// The values of some steps, summed up over runs.
    private struct Sums {
        var runs = 0
        var values: [(step: Int, sum: Double, count: Int)] = []

        /// Adds a run's values, which are those of the same steps.
        mutating func add(_ run: [Preview.Point]) {
            runs += 1
            for (index, point) in run.enumerated() {
                if index == values.count { values.append((point.step, 0, 0)) }
                values[index].sum += point.value
                values[index].count += 1
            }
        }

        var means: [Preview.Point] {
            values.map { Preview.Point(step: $0.step, value: $0.sum / Double($0.count)) }
        }
    }

    private struct State {
        var finished: [Sums]
        /// The job whose numbers and answers are shown: the first that is under way.
        var watched: Int?
        /// The first and the last value of what is read beside the entropy, of that job.
        var readings: [Metric: (first: Double, last: Double)] = [:]
        /// The runs under way, by the number of their job.
        var begun: [Int: [Preview.Point]] = [:]
        /// The answer that was written last.
        var answer: Preview.Answer?
    }

    private let titles: [String]
    private let lastStep: Int
    private let stride: Int
    private let task: WrittenTask?
    private let seeds: [Int]
    private let state: Mutex<State>

    /// Makes a board for a curve a method.
    ///
    /// - Parameters:
    ///   - titles: The methods' names for people.
    ///   - steps: The last step of every run.
    ///   - every: How many steps lie between two evaluations.
    ///   - task: What is written; nil where the policy is a table.
    ///   - seeds: The seeds, which jobs take one after the other, each with all methods.
    package init(
        titles: [String], steps: Int, every: Int, task: WrittenTask? = nil, seeds: [Int] = []
    ) {
        (self.task, self.seeds) = (task, seeds)
        self.titles = titles
        lastStep = steps
        stride = max(1, every) * max(1, (steps / max(1, every) + 127) / 128)
        state = Mutex(State(finished: titles.map { _ in Sums() }))
    }

    /// Takes a row of a run; jobs are numbered so that the methods take turns.
    package func add(_ row: StepMetrics, job: Int) {
        if task != nil { read(row, job) }
        guard row.step % stride == 0 || row.step == lastStep,
            let entropy = row[.entropy], entropy.isFinite
        else { return }
        state.withLock {
            $0.begun[job, default: []].append(Preview.Point(step: row.step, value: entropy))
        }
    }

    /// Takes an answer that a run has written.
    package func add(_ answer: WrittenAnswer?, job: Int) {
        guard let answer, let task else { return }
        let shown = Preview.Answer(
            prompt: task.text(answer.prompt), pieces: task.shown(answer.tokens[...]),
            weights: answer.weights, isRight: answer.isRight, run: name(of: job))
        state.withLock { if $0.watched == job { $0.answer = shown } }
    }

    /// Returns what tells a run from the others; nil where there are none.
    private func name(of job: Int) -> String? {
        let place = job / titles.count
        let seed = seeds.count > 1 && seeds.indices.contains(place) ? ["seed \(seeds[place])"] : []
        let words = (titles.count > 1 ? [titles[job % titles.count]] : []) + seed
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// What is read beside the entropy, where something is written, in so few words that all of it
    /// stands in one line of a narrow screen.
    private static let read: [(metric: Metric, title: String)] = [
        (.reward, "reward"), (.heldOutPassAt8, "pass@8"), (.wrongSteps, "wrong steps"),
    ]

    private func read(_ row: StepMetrics, _ job: Int) {
        state.withLock { state in
            if state.watched == nil { (state.watched, state.readings) = (job, [:]) }
            guard state.watched == job else { return }
            for (metric, _) in Self.read {
                guard let value = row[metric] else { continue }
                state.readings[metric] = (state.readings[metric]?.first ?? value, value)
            }
        }
    }

    /// Takes note that a run has ended: a whole one counts from now on, others are forgotten.
    package func end(job: Int, isWhole: Bool) {
        state.withLock { state in
            if state.watched == job { state.watched = nil }
            guard let run = state.begun.removeValue(forKey: job), isWhole else { return }
            state.finished[job % titles.count].add(run)
        }
    }

    /// What there is to see; nil before there is anything.
    package var preview: Preview? {
        let (readings, answer) = state.withLock { state in
            (
                Self.read.compactMap { metric, title in
                    state.readings[metric].map {
                        Preview.Reading(title: title, first: $0.first, last: $0.last)
                    }
                }, state.answer
            )
        }
        let curves = state.withLock { state in
            titles.indices.map { index in
                let begun = state.begun.filter { $0.key % titles.count == index }
                    .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
                let sums = state.finished[index]
                return Preview.Curve(
                    title: titles[index], runs: sums.runs,
                    points: sums.runs > 0 ? sums.means : begun?.value ?? [])
            }
        }
        guard curves.contains(where: { !$0.points.isEmpty }) else { return nil }
        return Preview(
            metric: Metric.entropy.rawValue, lastStep: lastStep, curves: curves,
            readings: readings, answer: answer)
    }
}
