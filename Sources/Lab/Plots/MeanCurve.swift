// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Simulation

/// A mean over seeds along the steps of training, with its interval.
struct MeanCurve: Sendable {
    /// The mean at each step that has a value.
    private(set) var mean: [Point] = []
    /// The ends of the interval, where there is one.
    private var lower: [Point] = []
    private var upper: [Point] = []

    /// Adds what there is at a step.
    mutating func append(_ interval: Interval, step: Int) {
        let x = Double(step)
        mean.append(Point(x, interval.mean))
        guard interval.halfWidth != nil else { return }
        lower.append(Point(x, interval.low))
        upper.append(Point(x, interval.high))
    }

    /// Returns the interval as a shaded band, if there is one.
    ///
    /// - Parameters:
    ///   - style: The colour, that of the line.
    ///   - range: What the number can be at all; an interval by Student's t knows of no such
    ///     bounds.
    /// - Returns: One band; none where at most one step has an interval.
    func band(style: Int, within range: ClosedRange<Double>) -> [Mark] {
        guard lower.count > 1 else { return [] }
        func held(_ points: [Point]) -> [Point] {
            points.map { Point($0.x, min(max($0.y, range.lowerBound), range.upperBound)) }
        }
        return [.band(Mark.Band(style: style, lower: held(lower), upper: held(upper)))]
    }

    /// Returns the mean as a line.
    func line(name: String, style: Int) -> Mark {
        .line(Mark.Line(name: name, style: style, pieces: [mean]))
    }
}

extension Metric {
    /// The metrics that have a curve: all but the step itself.
    static let curves = allCases.filter { $0 != .step }

    /// What the metric can be at all.
    var bounds: ClosedRange<Double> {
        switch self {
        case .covariance: -Double.infinity...(.infinity)
        case .accuracy, .passAt16, .greedy, .heldOutAccuracy, .heldOutGreedy, .timeout,
            .repeatedContexts, .repeatedBigrams, .duplicates, .zeroGroups, .maskedPositive,
            .maskedNegative, .cappedPositive, .cappedNegative:
            0...1
        case .step, .entropy, .length, .klFromReference, .klFromOld, .ratioPositive,
            .ratioNegative, .weightPositive, .weightNegative, .gradientNorm:
            0...(.infinity)
        }
    }

    /// The title with a capital letter, as a panel has it.
    var panelTitle: String { title.prefix(1).uppercased() + title.dropFirst() }
}

extension Comparison {
    /// Returns the curve of a metric under one method.
    func curve(_ metric: Metric, of entry: Entry) -> MeanCurve {
        var curve = MeanCurve()
        for step in 0..<rows {
            let values = entry.runs.compactMap { $0.rows[step][metric] }
            if !values.isEmpty { curve.append(Statistics.interval(values), step: step) }
        }
        return curve
    }

    /// Returns the curve of a metric's difference to the method that others are held against.
    func differenceCurve(_ metric: Metric, of entry: Entry) -> MeanCurve {
        var curve = MeanCurve()
        for step in 0..<rows {
            let difference = difference(of: entry) { $0[step][metric] }
            if let difference { curve.append(difference.difference, step: step) }
        }
        return curve
    }

    /// Returns the axis of steps, the same for all that is drawn.
    func stepAxis(_ label: String) -> Axis {
        Axis(label, range: 0...Double(max(1, rows - 1)))
    }

    /// Returns the line under a figure: what it is of, and what has to be said of runs that are
    /// not whole.
    func footnote(_ spread: String) -> String {
        let hasSpread = entries.contains { $0.runs.count > 1 }
        return ([caption] + (hasSpread ? [spread] : []) + remarks).joined(separator: " · ")
    }
}

extension Session {
    /// Returns what a plot of a simulation is of, with the methods that it is to show.
    func plotted(
        _ run: RunSet, _ arguments: Arguments, to: Argument? = nil
    ) throws(CommandError) -> (comparison: Comparison, shown: [Comparison.Entry]) {
        let comparison = try comparison([run], to: to)
        let wanted = arguments.words("methods")
        let shown = comparison.entries.filter { wanted.isEmpty || wanted.contains($0.name) }
        guard !shown.isEmpty else {
            throw CommandError(
                .missing, "\(run.name) has no step of these methods",
                span: arguments.first("methods")?.span,
                hint: "it holds \(comparison.entries.map(\.name).joined(separator: ", ")).")
        }
        return (comparison, shown)
    }
}
