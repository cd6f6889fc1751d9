// SPDX-License-Identifier: GPL-3.0-or-later

/// Curves of a long job as far as they are known while it runs.
///
/// A screen draws a sketch of them; the results themselves come as the command's output.
package struct Preview: Sendable, Equatable {
    /// What the curves show, by its key: `entropy`.
    package let metric: String

    /// The step at which a whole curve ends; it begins at step 0.
    package let lastStep: Int

    /// One curve a method, in the methods' order.
    package let curves: [Curve]

    package init(metric: String, lastStep: Int, curves: [Curve]) {
        self.metric = metric
        self.lastStep = lastStep
        self.curves = curves
    }

    /// The curve of one method.
    package struct Curve: Sendable, Equatable {
        /// The method's name for people; may hold what somebody typed.
        package let title: String

        /// How many whole runs it is the mean of; 0 while the first one is under way.
        package let runs: Int

        /// At most 130 points in the order of steps; none before anything is known.
        package let points: [Point]

        package init(title: String, runs: Int, points: [Point]) {
            self.title = title
            self.runs = runs
            self.points = points
        }
    }

    /// A value at a step.
    package struct Point: Sendable, Equatable {
        /// The step, from 0.
        package let step: Int

        /// The mean over runs.
        package let value: Double

        package init(step: Int, value: Double) {
            self.step = step
            self.value = value
        }
    }
}
