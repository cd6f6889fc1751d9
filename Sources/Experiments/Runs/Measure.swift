// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
package import Simulation

/// Something that a run comes to in one number, twice: over all its steps, and at its end.
package struct Measure: Sendable {
    /// What programs read: `entropy`, `entropy_at_acc_0.95`.
    package let key: String

    /// What people read.
    package let title: String

    /// Returns the mean over steps; nil where the run has no value.
    package let mean: @Sendable ([StepMetrics]) -> Double?

    /// Returns the last value; nil where the run has none.
    package let final: @Sendable ([StepMetrics]) -> Double?

    /// The metric that a run has to have for it.
    package let metric: Metric

    /// Whether mean and last value are one and the same number.
    package let isSingle: Bool

    /// Where in a run a number is taken.
    package enum Place: String, CaseIterable, Sendable {
        case final, mean

        /// What people read above the differences.
        package var title: String {
            switch self {
            case .final: "at the end"
            case .mean: "over all steps"
            }
        }
    }

    /// Returns the number of a run at a place.
    package func value(_ rows: [StepMetrics], at place: Place) -> Double? {
        switch place {
        case .final: final(rows)
        case .mean: mean(rows)
        }
    }
}

extension Measure {
    /// A metric's mean over steps and its last value.
    package init(_ metric: Metric) {
        key = metric.rawValue
        title = metric.title
        mean = { Trajectory.mean(metric, $0) }
        final = { Trajectory.final(metric, $0) }
        self.metric = metric
        isSingle = false
    }

    /// What a metric is when accuracy first reaches a level: a number that a run has once.
    private init(_ metric: Metric, whenAccuracyReaches level: Double, key: String, title: String) {
        let text = NumberText.shortest(level)
        self.key = "\(key)_\(text)"
        self.title = "\(title) \(text)"
        mean = { Trajectory.value(of: metric, whenAccuracyReaches: level, $0) }
        final = mean
        self.metric = .accuracy
        isSingle = true
    }

    /// The key of ``entropy(atAccuracy:)`` without its level.
    package static let entropyAtAccuracyKey = "entropy_at_acc"

    /// The key of ``steps(toAccuracy:)`` without its level.
    package static let stepsToAccuracyKey = "steps_to_acc"

    /// The entropy when accuracy first reaches a level, so that methods are compared where they
    /// are equally good.
    package static func entropy(atAccuracy level: Double) -> Measure {
        Measure(
            .entropy, whenAccuracyReaches: level, key: entropyAtAccuracyKey,
            title: "entropy when accuracy reaches")
    }

    /// The number of steps until accuracy first reaches a level.
    package static func steps(toAccuracy level: Double) -> Measure {
        Measure(
            .step, whenAccuracyReaches: level, key: stepsToAccuracyKey,
            title: "steps until accuracy reaches")
    }
}
