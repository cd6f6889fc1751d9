// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Simulation

/// What a sweep found: what has to be known of it, and a row for each run.
package struct SweepResult: Sendable, Equatable {
    /// The command that makes it again, with every choice written out.
    package var command: String

    /// The bench's commands that have to come before it.
    package var setup: [BenchCommand]

    /// What every table of it says.
    package var caption: RunCaption

    /// Whether nothing in it is random.
    package var isExact: Bool

    /// How many units of work the whole sweep has: points times seeds.
    package var units: Int

    /// The names of the settings that change.
    package var axes: [String]

    /// The files of which it was merged; none for one that was made here.
    package var files: [String] = []

    /// The runs, in the order of the units and, within each, of the methods.
    package var rows: [Row] = []

    package init(
        command: String, setup: [BenchCommand], caption: RunCaption, isExact: Bool, units: Int,
        axes: [String], files: [String] = [], rows: [Row] = []
    ) {
        self.command = command
        self.setup = setup
        self.caption = caption
        self.isExact = isExact
        self.units = units
        self.axes = axes
        self.files = files
        self.rows = rows
    }

    /// The command that brings it back: a merged one is merged again.
    package var savedCommand: String {
        files.isEmpty ? command : "merge \(files.map(quoted).joined(separator: " "))"
    }

    /// One method trained at one point with one seed.
    package struct Row: Sendable, Equatable {
        /// Which unit of work it is part of, from 0: seed by seed, point by point.
        package let unit: Int
        /// The values of the settings that change.
        package let values: [SweepValue]
        /// The method's name.
        package let method: String
        /// The seed.
        package let seed: Int
        /// What is told of the run, nil where it failed or the world does not have it.
        package let outcomes: [Double?]
        /// Why the run failed; nil where it did not.
        package let failure: RunFailure?

        package init(
            unit: Int, values: [SweepValue], method: String, seed: Int, outcomes: [Double?],
            failure: RunFailure?
        ) {
            self.unit = unit
            self.values = values
            self.method = method
            self.seed = seed
            self.outcomes = outcomes
            self.failure = failure
        }
    }

    /// One number that is told of each run.
    package struct Outcome: Sendable {
        /// The key for programs.
        package let key: String
        /// The words for people.
        package let title: String
        /// What an axis says of the number.
        package let unit: String
        /// What it can be at all.
        package let bounds: ClosedRange<Double>
        /// Returns the number for a run's rows, or nil.
        package let value: @Sendable ([StepMetrics]) -> Double?

        /// What people type for it: the key without what is said of most, that they are final.
        package var metric: String { key.replacing("final_", with: "") }
    }

    /// What is told of each run.
    package static let outcomes = [
        Outcome(
            key: "final_entropy", title: "final entropy", unit: "entropy  $H(\\pi)$  [nats]",
            bounds: Metric.entropy.bounds
        ) { Trajectory.final(.entropy, $0) },
        Outcome(
            key: "mean_entropy", title: "mean entropy", unit: "entropy  $H(\\pi)$  [nats]",
            bounds: Metric.entropy.bounds
        ) { Trajectory.mean(.entropy, $0) },
        Outcome(
            key: "final_acc", title: "final accuracy", unit: "accuracy",
            bounds: Metric.accuracy.bounds
        ) { Trajectory.final(.accuracy, $0) },
        Outcome(
            key: "final_pass16", title: "final pass@16", unit: "pass@16",
            bounds: Metric.passAt16.bounds
        ) { Trajectory.final(.passAt16, $0) },
        Outcome(
            key: "final_reward", title: "final reward of the samples", unit: "reward",
            bounds: Metric.reward.bounds
        ) { Trajectory.final(.reward, $0) },
        Outcome(
            key: "final_held_pass8", title: "final held-out pass@8", unit: "pass@8",
            bounds: Metric.heldOutPassAt8.bounds
        ) { Trajectory.final(.heldOutPassAt8, $0) },
    ]
}

extension SweepResult.Row {
    /// Why the run failed, as files have it; empty where it did not.
    package var failureText: String { failure?.text(method: method, seed: seed) ?? "" }
}
