// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Simulation
import TokenWeights

/// What one command made: a run for each method and seed.
///
/// It never changes.
struct RunSet: Sendable, Equatable {
    /// What people call it: `run1`.
    let name: String
    /// The world's name.
    let worldName: String
    /// The command that makes it again, with every choice written out.
    let command: String
    /// The bench's commands that have to come before it.
    let setup: [String]
    /// The methods, in the order in which they were asked for.
    let methods: [TrainedMethod]
    /// The seeds; one where nothing is random.
    let seeds: [Int]
    /// The steps asked for.
    let steps: Int
    /// The settings that the world uses, by name.
    let settings: [(name: String, value: Double)]
    /// What the policy chooses from, for the bench's own world; empty elsewhere.
    let alternatives: [String]
    /// The runs: all seeds of the first method, then of the next.
    let runs: [Run]
    /// What was to be done, so that it can go on; nil for runs that came from elsewhere.
    var plan: TrainingPlan?

    /// A method as it was when it was trained.
    struct TrainedMethod: Sendable, Equatable {
        let name: String
        let title: String
        let parameters: [Method.Setting]

        /// The clip distances, where it has any.
        var clip: Clip? {
            let values = ["eps_low", "eps_high"].map { name in
                parameters.first { $0.name == name }?.value
            }
            return values == [nil, nil] ? nil : Clip(low: values[0], high: values[1])
        }

        /// Whether its clip distances are 0.2, as in the paper, or those of its own paper.
        var hasPublishedClip: Bool {
            parameters.filter { $0.name == "eps_low" || $0.name == "eps_high" }
                .allSatisfy { $0.value == 0.2 || $0.origin == .rule }
        }
    }

    /// The distances from 1 at which a method clips; nil on a side where it does not.
    struct Clip: Sendable, Equatable {
        let low: Double?
        let high: Double?

        /// Both in words: `0.2/0.28`.
        var text: String {
            [low, high].compactMap { $0.map(NumberText.shortest) }.joined(separator: "/")
        }

        /// Returns whether the sides that both have are the same.
        func agrees(with other: Clip) -> Bool {
            (low == nil || other.low == nil || low == other.low)
                && (high == nil || other.high == nil || high == other.high)
        }
    }

    /// One method trained with one seed.
    struct Run: Sendable, Equatable {
        let method: String
        let seed: Int
        /// One row a step, and one more after the last.
        var rows: [StepMetrics] = []
        /// For the bench's own world: the probabilities at each row.
        var probabilities: [[Double]] = []
        /// Why the run stopped early, if it failed.
        var failure: String?
        /// Where it goes on, if somebody interrupted it in the middle.
        var checkpoint: Checkpoint?

        static func == (left: Run, right: Run) -> Bool {
            left.method == right.method && left.seed == right.seed && left.rows == right.rows
                && left.probabilities == right.probabilities && left.failure == right.failure
        }
    }

    static func == (left: RunSet, right: RunSet) -> Bool {
        left.name == right.name && left.command == right.command && left.runs == right.runs
    }
}

extension RunSet {
    /// Returns whether a run has all its rows.
    func isComplete(_ run: Run) -> Bool { run.failure == nil && run.rows.count == steps + 1 }

    /// Whether every run has come to its end, be it by failing.
    var isDone: Bool { runs.allSatisfy { $0.failure != nil || isComplete($0) } }

    /// Whether ratios stayed so close to 1 that rules which weigh by them coincide.
    var rulesCoincide: Bool {
        let largest = runs.compactMap { Trajectory.largestLogRatio($0.rows) }.max()
        return methods.count > 1 && largest.map { $0 < Trajectory.negligibleLogRatio } ?? false
    }

    /// The runs of a method that curves and tables are made of: those with all their rows, or,
    /// where a long job was stopped before any had them, all up to the step that each reached.
    func usableRuns(of method: String) -> [Run] {
        let runs = runs.filter { $0.method == method && $0.failure == nil && !$0.rows.isEmpty }
        let complete = runs.filter(isComplete)
        guard complete.isEmpty else { return complete }
        let least = runs.map(\.rows.count).min() ?? 0
        guard least > 0 else { return [] }
        return runs.map { run in
            var cut = run
            cut.rows.removeLast(run.rows.count - least)
            if cut.probabilities.count > least {
                cut.probabilities.removeLast(cut.probabilities.count - least)
            }
            return cut
        }
    }

    /// Whether there is anything to show.
    var isUsable: Bool { methods.contains { !usableRuns(of: $0.name).isEmpty } }

    /// How much is there: `all 16 runs`, or `3 of 16 runs` where some were stopped or failed.
    var progress: String {
        let complete = runs.count(where: isComplete)
        return complete == runs.count
            ? "all \(runs.count) runs" : "\(complete) of \(runs.count) runs"
    }

    /// What completion says of it.
    var summary: String {
        "world \(worldName), \(methods.map(\.name).joined(separator: ",")), \(seedText)"
    }

    /// The seeds in words: `seeds 1–8`, `seed 3`, `seeds 3, 5`.
    var seedText: String {
        guard let first = seeds.first, let last = seeds.last, seeds.count > 1 else {
            return "seed \(seeds.first ?? 1)"
        }
        let isRange = seeds == Array(first...max(first, last))
        return isRange
            ? "seeds \(first)–\(last)" : "seeds \(seeds.map(String.init).joined(separator: ", "))"
    }

    /// The clip distances in words: `ε 0.2/0.2 (DAPO 0.2/0.28)`.
    var clipText: String {
        let clips = methods.compactMap(\.clip)
        guard let common = clips.first(where: { $0.low != nil && $0.high != nil }) ?? clips.first
        else { return "no clip" }
        let others = methods.filter { $0.clip.map { !$0.agrees(with: common) } ?? false }
        let exceptions = others.map { "\($0.title) \($0.clip?.text ?? "")" }
        return "ε \(common.text)"
            + (exceptions.isEmpty ? "" : " (\(exceptions.joined(separator: ", ")))")
    }

    /// What every table and picture of it says.
    var caption: String {
        let isPaper = methods.allSatisfy(\.hasPublishedClip)
        let seeds = worldName == World.bench.name ? "exact" : seedText
        return "toy simulation · world \(worldName) · \(seeds) · \(clipText)"
            + (isPaper ? "" : ", not the paper's")
            + (runs.allSatisfy(isComplete) ? "" : " · \(progress)")
    }

    /// The settings as a JSON object, words as people type them.
    var config: JSON {
        .object(
            settings.map { name, value in
                let word = TrainingSettings.description(of: name)?.word(for: value)
                return JSON.Member(name, word.map(JSON.string) ?? .number(value))
            })
    }

    /// Returns the numbers of one metric in each usable run of a method, one list a row.
    func values(_ metric: Metric, of method: String) -> [[Double]] {
        let usable = usableRuns(of: method)
        return (0..<(usable.first?.rows.count ?? 0)).map { step in
            usable.compactMap { $0.rows[step][metric] }
        }
    }
}
