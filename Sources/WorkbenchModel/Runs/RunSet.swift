// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
package import Results
package import Simulation
import TokenWeights
package import Transformer

/// What one command made: a run for each method and seed.
///
/// It never changes.
package struct RunSet: Sendable, Equatable {
    /// What people call it: `run1`.
    package let name: String
    /// The world's name.
    package let worldName: String
    /// The command that makes it again, with every choice written out.
    package let command: String
    /// The bench's commands that have to come before it.
    package let setup: [BenchCommand]
    /// The methods, in the order in which they were asked for.
    package let methods: [TrainedMethod]
    /// The seeds; one where nothing is random.
    package let seeds: [Int]
    /// The steps asked for.
    package let steps: Int
    /// The settings that the world uses, by name.
    package let settings: [(name: String, value: Double)]
    /// What the policy chooses from, for the bench's own world; empty elsewhere.
    package let alternatives: [String]
    /// The runs: all seeds of the first method, then of the next.
    package private(set) var runs: [Run]
    /// What was to be done, so that it can go on; nil for runs that came from elsewhere.
    package var plan: TrainingPlan?
    /// The file that it came from; nil for what was simulated here.
    package var source: RunSource?
    /// The policy that its networks start from, where that came from a file.
    package var policy: LoadedPolicy?

    package init(
        name: String, worldName: String, command: String, setup: [BenchCommand],
        methods: [TrainedMethod], seeds: [Int], steps: Int,
        settings: [(name: String, value: Double)], alternatives: [String], runs: [Run],
        plan: TrainingPlan? = nil, source: RunSource? = nil
    ) {
        self.name = name
        self.worldName = worldName
        self.command = command
        self.setup = setup
        self.methods = methods
        self.seeds = seeds
        self.steps = steps
        self.settings = settings
        self.alternatives = alternatives
        self.runs = runs
        self.plan = plan
        self.source = source
    }

    /// A method as it was when it was trained.
    package struct TrainedMethod: Sendable, Equatable {
        package let name: String
        package let title: String
        package let parameters: [Method.Setting]

        package init(name: String, title: String, parameters: [Method.Setting]) {
            (self.name, self.title, self.parameters) = (name, title, parameters)
        }

        /// The clip distances, where it has any.
        package var clip: Clip? {
            let values = ["eps_low", "eps_high"].map { name in
                parameters.first { $0.name == name }?.value
            }
            return values == [nil, nil] ? nil : Clip(low: values[0], high: values[1])
        }

        /// Whether it clips as in the paper: at 0.2, or where the method itself says otherwise,
        /// as DAPO does.
        var clipsAsInPaper: Bool {
            parameters.allSatisfy {
                !["eps_low", "eps_high"].contains($0.name) || $0.value == 0.2 || $0.origin == .rule
            }
        }
    }

    /// The distances from 1 at which a method clips; nil on a side where it does not.
    package struct Clip: Sendable, Equatable {
        package let low: Double?
        package let high: Double?

        /// The distances of the paper.
        package static let paper = Clip(low: 0.2, high: 0.2)

        /// Both in words: `0.2/0.28`.
        package var text: String {
            [low, high].compactMap { $0.map(NumberText.shortest) }.joined(separator: "/")
        }

        /// Returns whether the sides that both have are the same.
        package func agrees(with other: Clip) -> Bool {
            (low == nil || other.low == nil || low == other.low)
                && (high == nil || other.high == nil || high == other.high)
        }
    }

    /// One method trained with one seed.
    package struct Run: Sendable, Equatable {
        package let method: String
        package let seed: Int
        /// One row a step, and one more after the last.
        package var rows: [StepMetrics] = []
        /// For the bench's own world: the probabilities at each row.
        package var probabilities: [[Double]] = []
        /// For networks: what was written at each row, as far as it is kept.
        package var answers: [WrittenAnswer] = []
        /// For networks: the weights after the last row; kept of the first seed, as answers are.
        package var weights: TransformerWeights?
        /// Why the run stopped early, if it failed.
        package var failure: RunFailure?
        /// Holds ``checkpoint``, so that the many runs without one are small.
        package var held: HeldCheckpoint?

        package init(
            method: String, seed: Int, rows: [StepMetrics] = [], probabilities: [[Double]] = [],
            failure: RunFailure? = nil, held: HeldCheckpoint? = nil
        ) {
            self.method = method
            self.seed = seed
            self.rows = rows
            self.probabilities = probabilities
            self.failure = failure
            self.held = held
        }

        /// Where it goes on, if somebody interrupted it in the middle.
        package var checkpoint: Checkpoint? {
            get { held?.checkpoint }
            set { held = newValue.map(HeldCheckpoint.init) }
        }

        package static func == (left: Run, right: Run) -> Bool {
            left.method == right.method && left.seed == right.seed && left.rows == right.rows
                && left.probabilities == right.probabilities && left.failure == right.failure
        }
    }

    package static func == (left: RunSet, right: RunSet) -> Bool {
        left.name == right.name && left.command == right.command && left.runs == right.runs
    }
}

extension RunSet {
    /// Returns whether a run has all its rows.
    package func isComplete(_ run: Run) -> Bool {
        run.failure == nil && run.rows.count == steps + 1
    }

    /// Returns the same with a run in the place of that of its method and seed.
    package func replacing(_ run: Run) -> RunSet {
        var set = self
        let place = runs.firstIndex { $0.method == run.method && $0.seed == run.seed }
        if let place { set.runs[place] = run }
        return set
    }

    /// The prompts of the first kept evaluation, as people type them; empty where nothing is written.
    package var askedPrompts: [String] {
        guard let task = World.named(worldName)?.task else { return [] }
        let answers = runs.first { !$0.answers.isEmpty }?.answers ?? []
        let asked = answers.filter { $0.origin == .greedy }
        return asked.filter { $0.step == asked[0].step }.map { task.text($0.prompt) }
    }

    /// Whether every run has come to its end, be it by failing.
    package var isDone: Bool { runs.allSatisfy { $0.failure != nil || isComplete($0) } }

    /// Whether ratios stayed so close to 1 that rules which weigh by them coincide.
    package var rulesCoincide: Bool {
        let largest = runs.compactMap { Trajectory.largestLogRatio($0.rows) }.max()
        return methods.count > 1 && largest.map { $0 < Trajectory.negligibleLogRatio } ?? false
    }

    /// The runs of a method that curves and tables are made of: those with all their rows, or,
    /// where a long job was stopped before any had them, all up to the step that each reached.
    package func usableRuns(of method: String) -> [Run] {
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

    /// Whether nothing is random, so that every seed gives the same.
    package var isExact: Bool { worldName == World.bench.name }

    /// Whether there is anything to show.
    package var isUsable: Bool { methods.contains { !usableRuns(of: $0.name).isEmpty } }

    /// How much is there: `all 16 runs`, or `3 of 16 runs` where some were stopped or failed.
    package var progress: String {
        let complete = runs.count(where: isComplete)
        return complete == runs.count
            ? countedAll(runs.count, "run") : "\(complete) of \(counted(runs.count, "run"))"
    }

    /// Where it stopped: `stopped at step 12 of 60`, of several seeds with how many runs are whole.
    package var stop: String {
        let begun = runs.filter { $0.failure == nil && !isComplete($0) }
        // The first row is step 0, before any training.
        let step = max(0, (begun.map(\.rows.count).max() ?? 0) - 1)
        let place = "stopped at step \(step) of \(steps)"
        let whole = runs.count(where: isComplete)
        return whole == 0 ? place : "\(place) (\(whole) of \(counted(runs.count, "run")) done)"
    }

    /// What completion says of it.
    package var summary: String {
        "world \(worldName), \(methods.map(\.name).joined(separator: ",")), \(seedText)"
    }

    /// The seeds asked for in words: `seeds 1–8`, `seed 3`, `seeds 3, 5`.
    package var seedText: String { Self.words(for: seeds) }

    /// The seeds that curves and tables are made of, which a stopped job leaves fewer of:
    /// `seeds 1–13 of 200`, `seeds 1–13 of 200 (ASPO 1–12)`.
    package var usedSeedText: String {
        let used = methods.map { usableRuns(of: $0.name).map(\.seed) }
        guard let most = used.max(by: { $0.count < $1.count }), !most.isEmpty,
            used != methods.map({ _ in seeds })
        else { return seedText }
        let others = zip(methods, used).filter { $0.1 != most }
            .map { "\($0.0.title) \($0.1.isEmpty ? "none" : Self.ranges($0.1))" }
        return Self.words(for: most) + (most == seeds ? "" : " of \(seeds.count)")
            + (others.isEmpty ? "" : " (\(others.joined(separator: ", ")))")
    }

    /// The last step that curves and tables show; less than ``steps`` where a job was stopped
    /// before any run had them all.
    package var lastStep: Int { methods.map { lastStep(of: $0.name) }.max() ?? 0 }

    /// The last step that curves and tables show of a method; -1 where there is none.
    private func lastStep(of method: String) -> Int {
        (usableRuns(of: method).first?.rows.count ?? 0) - 1
    }

    /// What was stopped before its last step, in words: all of it, or some methods; nil for nothing.
    var stopText: String? {
        let last = lastStep
        let cut = methods.map { ($0, lastStep(of: $0.name)) }.filter { (0..<steps).contains($0.1) }
        guard !cut.isEmpty else { return nil }
        if cut.allSatisfy({ $0.1 == last }) { return "stopped at step \(last) of \(steps)" }
        let each = cut.map { "\($0.0.title) at step \($0.1)" }.joined(separator: ", ")
        return "stopped: \(each) of \(steps)"
    }

    private static func words(for seeds: [Int]) -> String {
        (seeds.count > 1 ? "seeds " : "seed ") + (seeds.isEmpty ? "1" : ranges(seeds))
    }

    /// Returns `1–8` for seeds that follow each other; others stand by themselves: `3, 5, 7–9`.
    private static func ranges(_ seeds: [Int]) -> String {
        var stretches: [ClosedRange<Int>] = []
        for seed in seeds {
            if let last = stretches.last, last.upperBound + 1 == seed {
                stretches[stretches.count - 1] = last.lowerBound...seed
            } else {
                stretches.append(seed...seed)
            }
        }
        return stretches.map { stretch in
            stretch.count == 1
                ? "\(stretch.lowerBound)" : "\(stretch.lowerBound)–\(stretch.upperBound)"
        }.joined(separator: ", ")
    }

    /// The settings as a JSON object, words as people type them.
    package var config: JSON {
        .object(
            settings.map { name, value in
                let description = TrainingSettings.description(of: name)
                if description?.isSwitch == true { return JSON.Member(name, .flag(value != 0)) }
                let word = description?.word(for: value)
                return JSON.Member(name, word.map(JSON.string) ?? .number(value))
            })
    }

    /// Returns the numbers of one metric in each usable run of a method, one list a row.
    package func values(_ metric: Metric, of method: String) -> [[Double]] {
        let usable = usableRuns(of: method)
        return (0..<(usable.first?.rows.count ?? 0)).map { step in
            usable.compactMap { $0.rows[step][metric] }
        }
    }
}

/// Where a simulation that was loaded comes from.
package struct RunSource: Sendable, Equatable {
    /// The file.
    package let path: String
    /// The file's SHA-256.
    package let digest: String
    /// The version that wrote it.
    package let version: String

    package init(path: String, digest: String, version: String) {
        (self.path, self.digest, self.version) = (path, digest, version)
    }
}
