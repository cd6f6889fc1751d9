// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Experiments
package import Figures
package import Simulation
import WorkbenchModel

/// A mean over seeds along the steps of training, with its interval.
package struct MeanCurve: Sendable {
    /// The mean at each step that has a value; NaN where it is no number.
    package private(set) var mean: [Point] = []
    /// The ends of the interval, where there is one, in stretches without a gap.
    private var stretches: [Stretch] = [Stretch()]

    /// Neighbouring steps that all have an interval.
    private struct Stretch {
        var lower: [Point] = []
        var upper: [Point] = []
    }

    /// Adds what there is at a step; a mean that is no number leaves a gap.
    package mutating func append(_ interval: Interval, step: Double) {
        append(mean: interval.mean, low: interval.low, high: interval.high, step: step)
    }

    /// Adds a mean and the ends of what spreads around it; NaN where nothing does.
    package mutating func append(mean value: Double, low: Double, high: Double, step: Double) {
        mean.append(Point(step, value.isFinite ? value : .nan))
        guard low.isFinite, high.isFinite else {
            // A band does not run through where there is none.
            if stretches.last?.lower.isEmpty == false { stretches.append(Stretch()) }
            return
        }
        stretches[stretches.count - 1].lower.append(Point(step, low))
        stretches[stretches.count - 1].upper.append(Point(step, high))
    }

    /// Every number that is drawn.
    package var extent: [Double] {
        mean.map(\.y) + stretches.flatMap { ($0.lower + $0.upper).map(\.y) }
    }

    /// Returns the interval as shaded bands, one for each stretch without a gap.
    ///
    /// - Parameters:
    ///   - style: The colour, that of the line.
    ///   - range: What the number can be at all; an interval by Student's t knows of no such
    ///     bounds.
    /// - Returns: None where no two neighbouring steps have an interval.
    package func band(style: Int, within range: ClosedRange<Double>) -> [Mark] {
        func held(_ points: [Point]) -> [Point] {
            points.map { Point($0.x, min(max($0.y, range.lowerBound), range.upperBound)) }
        }
        return stretches.filter { $0.lower.count > 1 }.map {
            .band(Mark.Band(style: style, lower: held($0.lower), upper: held($0.upper)))
        }
    }

    /// Returns the mean as a line.
    ///
    /// - Parameters:
    ///   - name: What legends call it.
    ///   - style: Its colour, dash and marker.
    ///   - identity: What people type for the method or the run.
    /// - Returns: The line, with markers where the points are few.
    package func line(name: String, style: Int, identity: String) -> Mark {
        mean.curve(name: name, style: style, identity: identity)
    }
}

extension [Point] {
    /// The most points that are shown one by one.
    private static let fewPoints = 12

    /// Returns a line through what was measured; with markers where that is little, so that it can
    /// be told from what lies between.
    func curve(name: String, style: Int, identity: String) -> Mark {
        let known = lazy.filter { $0.x.isFinite && $0.y.isFinite }.count
        return .line(
            Mark.Line(
                name: name, style: style, pieces: [self],
                markerStride: known <= Self.fewPoints ? 1 : 0, identity: identity))
    }
}

extension Metric {
    /// The metrics that have a curve: all but the step itself.
    package static let curves = allCases.filter { $0 != .step }

    /// The title with a capital letter, as a panel has it.
    var panelTitle: String { title.prefix(1).uppercased() + title.dropFirst() }
}

extension Comparison {
    /// Returns the curve of a metric under one method.
    package func curve(_ metric: Metric, of entry: Entry) -> MeanCurve {
        var curve = MeanCurve()
        for step in 0..<rows {
            let values = entry.runs.compactMap { $0.rows[step][metric] }
            if !values.isEmpty { curve.append(Statistics.interval(values), step: Double(step)) }
        }
        return curve
    }

    /// Returns the curve of a metric's difference to the method that others are held against.
    func differenceCurve(_ metric: Metric, of entry: Entry) -> MeanCurve {
        var curve = MeanCurve()
        for step in 0..<rows {
            let difference = difference(of: entry) { $0[step][metric] }
            if let difference { curve.append(difference.difference, step: Double(step)) }
        }
        return curve
    }

    /// Returns the axis of steps, the same for all that is drawn.
    func stepAxis(_ label: String) -> Axis {
        Axis(label, range: 0...Double(max(1, rows - 1)), isWhole: true)
    }

    /// Returns the parts of the line under a figure: what it is of, and what has to be said of runs that are
    /// not whole.
    func footnote(_ spread: String) -> [String] {
        let hasSpread = entries.contains { $0.runs.count > 1 }
        return captionParts
            + (hasSpread ? [spread] : isExact ? [] : [CaptionWords.oneSeed]) + remarks
    }
}

extension Workspace {
    /// Returns what a plot of simulations is of, with the methods that it is to show.
    func plotted(
        _ runs: [RunSet], _ arguments: Arguments, to: Argument? = nil
    ) throws(CommandError) -> (comparison: Comparison, shown: [Comparison.Entry]) {
        let comparison = try comparison(runs, to: to)
        let wanted = arguments[Keys.methods]
        let shown = comparison.entries.filter { entry in
            wanted?.contains { entry.name == $0 || entry.name.hasSuffix(".\($0)") } ?? true
        }
        guard !shown.isEmpty else {
            throw CommandError(
                .missing, "there is no step of these methods in \(runs.names)",
                span: arguments.span(of: Keys.methods),
                hint: "it holds \(comparison.entries.map(\.name).joined(separator: ", "))")
        }
        return (comparison, shown)
    }
}
