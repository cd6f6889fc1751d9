// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Expressions
import Figures
import Results
import Simulation
import WorkbenchModel

/// The panels of a sweep's figure.
struct SweepPicture {
    /// The sweep's numbers.
    package let grid: SweepGrid
    /// What legends call each method.
    package let titles: [String: String]
    /// The methods to show, some or all of the sweep's.
    package let shown: [String]
    /// Whether cells carry their numbers, where they have room for them.
    package var hasValues = true

    private var styles: [Int] { MethodStyles.styles(of: grid.methods) }

    func title(_ method: String) -> String { titles[method] ?? method }

    private func style(_ method: String) -> Int {
        grid.methods.firstIndex(of: method).map { styles[$0] } ?? 0
    }

    var reference: String { grid.methods.first.map(title) ?? "" }
}

// MARK: - One setting

extension SweepPicture {
    /// What stands under curves.
    var curveFootnote: String {
        if grid.hasOneSeed { return CaptionWords.oneSeed }
        return grid.isExact ? "one exact run a point" : "mean, 95 % interval"
    }

    /// Returns a panel with a curve a method along the only axis.
    package func curves(_ outcome: Int) -> Panel {
        let axis = grid.axes[0]
        let isCategorical = axis.values.contains { !($0.number?.isFinite ?? false) }
        let marks = shown.flatMap { method in
            isCategorical ? bars(outcome, method, axis) : curve(outcome, method, axis)
        }
        let words = SweepResult.outcomes[outcome].title
        return Panel(
            title: words.prefix(1).uppercased() + words.dropFirst(),
            x: isCategorical
                ? Axis(axis.title, scale: .categories(axis.values.map(\.shownText)))
                : Axis(
                    axis.title, scale: axis.isSpacedByFactors ? .logarithmic : .linear,
                    ticks: axis.ticks),
            y: Axis(SweepResult.outcomes[outcome].unit), marks: marks)
    }

    /// Returns an end of an interval within what the number can be; Student's t knows no bounds.
    private func held(_ end: Double, _ outcome: Int) -> Double {
        let bounds = SweepResult.outcomes[outcome].bounds
        return min(max(end, bounds.lowerBound), bounds.upperBound)
    }

    private func curve(_ outcome: Int, _ method: String, _ axis: SweepAxis) -> [Mark] {
        var (mean, lower, upper): ([Point], [Point], [Point]) = ([], [], [])
        for value in axis.values {
            guard let x = value.number, let interval = grid.mean(outcome, of: method, at: [value])
            else { continue }
            mean.append(Point(x, interval.mean))
            guard interval.halfWidth != nil else { continue }
            lower.append(Point(x, held(interval.low, outcome)))
            upper.append(Point(x, held(interval.high, outcome)))
        }
        let band = Mark.Band(style: style(method), lower: lower, upper: upper)
        let line = Mark.Line(
            name: title(method), style: style(method), pieces: [mean], markerStride: 1,
            identity: method)
        return (lower.count > 1 ? [.band(band)] : []) + [.line(line)]
    }

    /// Returns dots with their intervals, the methods beside each other over each word.
    private func bars(_ outcome: Int, _ method: String, _ axis: SweepAxis) -> [Mark] {
        let place = shown.firstIndex(of: method) ?? 0
        let offset = (Double(place) - Double(shown.count - 1) / 2) * 0.6 / Double(shown.count)
        var points: [Point] = []
        var pieces: [[Point]] = []
        for (index, value) in axis.values.enumerated() {
            guard let interval = grid.mean(outcome, of: method, at: [value]) else { continue }
            let x = Double(index) + offset
            points.append(Point(x, interval.mean))
            guard interval.halfWidth != nil else { continue }
            let ends = [interval.low, interval.high].map { Point(x, held($0, outcome)) }
            pieces.append(ends)
        }
        let line = Mark.Line(
            name: "", style: style(method), pieces: pieces, identity: method)
        let dots = Mark.Points(
            name: title(method), style: style(method), points: points,
            identity: method)
        return (pieces.isEmpty ? [] : [.line(line)]) + [.points(dots)]
    }
}

// MARK: - Words

extension SweepPicture {
    /// Returns the numbers in words, method by method.
    package func description(_ outcomes: [Int]) -> String {
        let axes = grid.axes.map {
            "\($0.name) \($0.values.map(\.shownText).joined(separator: ", "))"
        }
        let sentences = outcomes.flatMap { outcome in
            shown.map { sentence(outcome, $0) }
        }
        return "A sweep of a simulated training over \(axes.joined(separator: " and ")). "
            + sentences.joined(separator: " ")
    }

    private func sentence(_ outcome: Int, _ method: String) -> String {
        let words = SweepResult.outcomes[outcome].title
        let means = grid.points.compactMap { grid.mean(outcome, of: method, at: $0)?.mean }
        guard let low = means.min(), let high = means.max() else {
            return "\(title(method)): no \(words)."
        }
        func text(_ number: Double) -> String { NumberText.significant(number, digits: 3) }
        let range = "\(title(method)): \(words) from \(text(low)) to \(text(high))"
        let differences = grid.points.compactMap { grid.difference(outcome, of: method, at: $0) }
        guard !differences.isEmpty else { return range + "." }
        let clear = differences.filter { !isUnclear($0) }
        let above = clear.count { $0.difference.mean > 0 }
        return range
            + ", higher than \(reference) at \(above), lower at \(clear.count - above) and "
            + "without a difference seen at \(differences.count - clear.count) of "
            + "\(counted(differences.count, "point"))."
    }
}
