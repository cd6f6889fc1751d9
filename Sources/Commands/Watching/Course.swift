// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TokenLogs
package import WorkbenchModel

/// One number over the steps of a training, as far as it has come.
package struct Course: Sendable, Equatable {
    /// What the file calls the run; empty where there is one.
    let run: String
    /// What the number is.
    let metric: String
    /// The steps, rising; empty where the file has none.
    let steps: [Double]
    /// The finite numbers at the steps, or the only one where there are none.
    let values: [Double]

    init(run: String = "", metric: String, points: [(step: Double?, value: Double)]) {
        let known = points.filter { $0.value.isFinite }
        (self.run, self.metric) = (run, metric)
        (steps, values) = (known.compactMap(\.step), known.map(\.value))
    }

    /// Which way a number goes.
    enum Trend: String, Sendable {
        case rises, falls, level
    }

    /// How many of the last numbers a mean is of: a fifth of them, at least 3; nil below 6 numbers.
    private var window: Int? { values.count < 6 ? nil : max(3, values.count / 5) }

    /// The mean of the last numbers; nil where there are too few.
    var recent: Double? { window.map { mean(values.suffix($0)) } }

    /// The mean of as many before them.
    var before: Double? { window.map { mean(values.dropLast($0).suffix($0)) } }

    /// Whether the last numbers lie above or below those before them by more than twice the standard
    /// error of the difference, from the spread within both; nil where there are too few.
    var trend: Trend? {
        guard let window, let recent, let before else { return nil }
        let squares =
            values.suffix(window).map { ($0 - recent) * ($0 - recent) }
            + values.dropLast(window).suffix(window).map { ($0 - before) * ($0 - before) }
        // Of 2n numbers with two means: Σ/(2n − 2) each, and 2/n of it for the difference.
        let variance = squares.reduce(0, +) / Double(2 * window - 2)
        guard abs(recent - before) > 2 * sqrt(2 * variance / Double(window)) else { return .level }
        return recent > before ? .rises : .falls
    }
}

private func mean(_ values: some Collection<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
}

extension Course {
    /// Returns every metric of every run, those that people look at first before others.
    package static func all(of curves: LoadedCurves) -> [Course] {
        MainMetrics.order(curves.metrics).flatMap { metric -> [Course] in
            let runs = curves.runs(metric)
            let isAlone = runs.count == 1 && runs[0].replicates.count == 1
            return runs.flatMap { run in
                run.replicates.map { replicate in
                    let seed = replicate.seed.isEmpty ? "" : " seed \(replicate.seed)"
                    return Course(
                        run: isAlone ? "" : run.title + seed, metric: metric,
                        points: zip(replicate.steps, replicate.values).map { ($0, $1) })
                }
            }
        }
    }

    /// Returns what trainers log of clipping, ratios, divergence and entropy, step by step.
    static func all(of steps: [(step: Int?, found: ClipStatistics)]) -> [Course] {
        let metrics: [(String, (ClipStatistics) -> Double?)] = [
            ("clip_high_fraction", \.clipHigh), ("clip_low_fraction", \.clipLow),
            ("ratio_mean_positive", \.ratioMeanPositive),
            ("ratio_mean_negative", \.ratioMeanNegative), ("ratio_max", \.ratioMaximum),
            ("kl_k1", \.k1), ("kl_k3", \.k3), ("entropy", \.entropy),
        ]
        return metrics.map { metric, value in
            Course(
                metric: metric,
                points: steps.compactMap { step, found in
                    value(found).map { (step.map(Double.init), $0) }
                })
        }.filter { !$0.values.isEmpty }
    }
}
