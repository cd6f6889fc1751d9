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

    /// What is known of a run under way.
    private struct Course {
        var points: [Preview.Point] = []
        /// The values of what is read beside the entropy: that of its first step, and now.
        var readings: [Metric: (first: Double, last: Double)] = [:]
        /// The answer that it wrote last.
        var answer: Preview.Answer?
    }

    private struct State {
        var finished: [Sums]
        /// The runs under way, by the number of their job; each from its first row, since any of
        /// them may be the next one that is watched.
        var begun: [Int: Course] = [:]
        /// The run whose numbers and answers are shown: the first that is under way, and after it
        /// the first of the others.
        var watched: Int?
        /// What was known of the watched run when it ended with no other under way.
        var left: (job: Int, course: Course)?

        /// The run that is shown; nil before there is any.
        var shown: (job: Int, course: Course)? {
            watched.flatMap { job in begun[job].map { (job, $0) } } ?? left
        }

        /// Changes what is known of a run, which is under way from now on.
        mutating func note(_ job: Int, _ change: (inout Course) -> Void) {
            change(&begun[job, default: Course()])
            if watched == nil { watched = job }
        }
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
        let isKept = row.step % stride == 0 || row.step == lastStep
        let entropy = row[.entropy].flatMap { isKept && $0.isFinite ? $0 : nil }
        guard task != nil || entropy != nil else { return }
        state.withLock {
            $0.note(job) { course in
                if let entropy {
                    course.points.append(Preview.Point(step: row.step, value: entropy))
                }
                if task != nil { Self.read(row, into: &course) }
            }
        }
    }

    /// Takes an answer that a run has written.
    package func add(_ answer: WrittenAnswer?, job: Int) {
        guard let answer, let task else { return }
        let shown = Preview.Answer(
            prompt: task.text(answer.prompt), pieces: task.shown(answer.tokens[...]),
            weights: answer.weights, isRight: answer.isRight)
        state.withLock { $0.note(job) { $0.answer = shown } }
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

    private static func read(_ row: StepMetrics, into course: inout Course) {
        for (metric, _) in read {
            guard let value = row[metric] else { continue }
            course.readings[metric] = (course.readings[metric]?.first ?? value, value)
        }
    }

    /// Takes note that a run has ended: a whole one counts from now on, others are forgotten.
    package func end(job: Int, isWhole: Bool) {
        state.withLock { state in
            guard let course = state.begun.removeValue(forKey: job) else { return }
            if state.watched == job {
                (state.watched, state.left) = (state.begun.keys.min(), (job, course))
            }
            guard isWhole, !course.points.isEmpty else { return }
            state.finished[job % titles.count].add(course.points)
        }
    }

    /// What there is to see; nil before there is anything.
    package var preview: Preview? {
        let (shown, curves) = state.withLock { state in
            let curves: [Preview.Curve] = titles.indices.map { curve($0, state) }
            return (state.shown, curves)
        }
        guard curves.contains(where: { !$0.points.isEmpty }) else { return nil }
        let readings = Self.read.compactMap { metric, title in
            shown?.course.readings[metric].map {
                Preview.Reading(title: title, first: $0.first, last: $0.last)
            }
        }
        return Preview(
            metric: Metric.entropy.rawValue, lastStep: lastStep, curves: curves,
            run: shown.flatMap { name(of: $0.job) }, readings: readings,
            answer: shown?.course.answer)
    }

    /// Returns the curve of a method: the mean of its whole runs, or the longest that is under way.
    private func curve(_ index: Int, _ state: State) -> Preview.Curve {
        let begun = state.begun.filter { $0.key % titles.count == index }
            .mapValues(\.points).max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        let sums = state.finished[index]
        return Preview.Curve(
            title: titles[index], runs: sums.runs,
            points: sums.runs > 0 ? sums.means : begun?.value ?? [])
    }
}
