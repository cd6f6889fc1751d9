// SPDX-License-Identifier: GPL-3.0-or-later

/// What one run's rows say when they are summed up in a number.
///
/// Rows without the metric, such as those between two evaluations, are left out.
public enum Trajectory {
    /// Returns a metric's mean over the steps of a run; nil where no row has it.
    public static func mean(_ metric: Metric, _ rows: [StepMetrics]) -> Double? {
        let values = rows.compactMap { $0[metric] }
        return values.isEmpty ? nil : Statistics.mean(values)
    }

    /// Returns a metric's last value in a run; nil where no row has it.
    public static func final(_ metric: Metric, _ rows: [StepMetrics]) -> Double? {
        rows.last { $0[metric] != nil }?[metric]
    }

    /// Returns a metric's value at the moment when accuracy first reaches a level.
    ///
    /// Between the row before and the row that reaches the level both are taken to change along
    /// straight lines, so that methods are compared at *equal* accuracy.
    ///
    /// - Parameters:
    ///   - metric: The metric, such as ``Metric/entropy``; for ``Metric/step``, the time it takes.
    ///   - level: The accuracy, from 0 to 1.
    ///   - rows: The rows of one run in the order of steps.
    /// - Returns: The value in the metric's unit: that of the first row if it reaches the level
    ///   already; nil where accuracy never does, or no row has both.
    public static func value(
        of metric: Metric, whenAccuracyReaches level: Double, _ rows: [StepMetrics]
    ) -> Double? {
        var before: (accuracy: Double, value: Double)?
        for row in rows {
            guard let accuracy = row[.accuracy], let value = row[metric] else { continue }
            guard accuracy >= level else {
                before = (accuracy, value)
                continue
            }
            guard let before else { return value }
            let share = (level - before.accuracy) / (accuracy - before.accuracy)
            return before.value + share * (value - before.value)
        }
        return nil
    }

    /// Returns the largest |log r| of all tokens in all updates, in nats; nil without updates.
    public static func largestLogRatio(_ rows: [StepMetrics]) -> Double? {
        rows.compactMap(\.largestLogRatio).max()
    }

    /// The |log r| below which weights differ by less than about a thousandth.
    public static let negligibleLogRatio = 1e-3
}
