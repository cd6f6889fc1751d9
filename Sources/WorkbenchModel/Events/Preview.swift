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

    /// The one run that ``readings`` and ``answer`` are of, where there are several: `GRPO, seed 2`.
    package var run: String?

    /// What else is known of the run under way.
    package var readings: [Reading] = []

    /// What it wrote last; nil where nothing is.
    package var answer: Answer?

    package init(
        metric: String, lastStep: Int, curves: [Curve], run: String? = nil,
        readings: [Reading] = [], answer: Answer? = nil
    ) {
        self.metric = metric
        self.lastStep = lastStep
        self.curves = curves
        self.run = run
        self.readings = readings
        self.answer = answer
    }

    /// One number at its first step and now.
    package struct Reading: Sendable, Equatable {
        /// What it is.
        package let title: String
        package let first: Double
        package let last: Double

        package init(title: String, first: Double, last: Double) {
            (self.title, self.first, self.last) = (title, first, last)
        }
    }

    /// An answer that a policy has written.
    package struct Answer: Sendable, Equatable {
        /// The question, whose weights nobody asks for.
        package let prompt: String
        /// A piece a token.
        package let pieces: [String]
        /// The weight of each token; empty where it was not trained on.
        package let weights: [Double]
        /// Whether it was called right.
        package let isRight: Bool

        package init(prompt: String, pieces: [String], weights: [Double], isRight: Bool) {
            (self.prompt, self.pieces) = (prompt, pieces)
            (self.weights, self.isRight) = (weights, isRight)
        }
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
