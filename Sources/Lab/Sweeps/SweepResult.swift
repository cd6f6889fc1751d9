// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation

/// What a sweep found: what has to be known of it, and a row for each run.
struct SweepResult: Sendable, Equatable {
    /// The command that makes it again, with every choice written out.
    var command: String

    /// The bench's commands that have to come before it.
    var setup: [String]

    /// What every table of it says.
    var caption: String

    /// Whether nothing in it is random.
    var isExact: Bool

    /// How many units of work the whole sweep has: points times seeds.
    var units: Int

    /// The names of the settings that change.
    var axes: [String]

    /// The files of which it was merged; none for one that was made here.
    var files: [String] = []

    /// The runs, in the order of the units and, within each, of the methods.
    var rows: [Row] = []

    /// The command that brings it back: a merged one is merged again.
    var savedCommand: String {
        files.isEmpty ? command : "merge \(files.map(quoted).joined(separator: " "))"
    }

    /// One method trained at one point with one seed.
    struct Row: Sendable, Equatable {
        /// Which unit of work it is part of, from 0: seed by seed, point by point.
        let unit: Int
        /// The values of the settings that change.
        let values: [SweepValue]
        /// The method's name.
        let method: String
        /// The seed.
        let seed: Int
        /// What is told of the run, nil where it failed or the world does not have it.
        let outcomes: [Double?]
        /// Why the run failed; empty where it did not.
        let failure: String
    }

    /// One number that is told of each run.
    struct Outcome: Sendable {
        /// The key for programs.
        let key: String
        /// The words for people.
        let title: String
        /// What an axis says of the number.
        let unit: String
        /// What it can be at all.
        let bounds: ClosedRange<Double>
        /// Returns the number for a run's rows, or nil.
        let value: @Sendable ([StepMetrics]) -> Double?
    }

    /// What is told of each run.
    static let outcomes = [
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
    ]
}
