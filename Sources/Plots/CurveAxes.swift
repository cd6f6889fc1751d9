// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures

/// How the axes of plot curves were asked for.
struct CurveAxes {
    /// Whether equal factors are equal distances on the vertical axis.
    let isLogarithmic: Bool
    private let range: ClosedRange<Double>?
    private let yrange: ClosedRange<Double>?

    /// Reads `axes=`, `range=` and `yrange=`.
    ///
    /// - Throws: Where a range does not rise, or a logarithmic one is not above 0.
    init(_ arguments: Arguments) throws(CommandError) {
        isLogarithmic = arguments[PlotKeys.isLogarithmic]
        range = try Self.rising(
            arguments[PlotKeys.range].map { ($0.from, $0.to) }, arguments.span(of: PlotKeys.range),
            "range=0..100")
        yrange = try Self.rising(
            arguments[PlotKeys.yrange].map { ($0.from, $0.to) },
            arguments.span(of: PlotKeys.yrange), "yrange=0.1..1")
        if isLogarithmic, let yrange, yrange.lowerBound <= 0 {
            throw CommandError(
                .domain, "a logarithmic axis has no 0 and nothing below it",
                span: arguments.span(of: PlotKeys.yrange), hint: "write yrange=0.001..1")
        }
    }

    private static func rising(
        _ ends: (from: Double, to: Double)?, _ span: Range<Int>?, _ example: String
    ) throws(CommandError) -> ClosedRange<Double>? {
        guard let ends else { return nil }
        guard ends.from < ends.to, ends.from.isFinite, ends.to.isFinite else {
            throw CommandError(.domain, "the range must rise", span: span, hint: "write \(example)")
        }
        return ends.from...ends.to
    }

    /// Returns the horizontal axis with the ends that were asked for.
    func horizontal(_ axis: Axis) -> Axis {
        Axis(axis.label, range: range ?? axis.range, isWhole: axis.isWhole)
    }

    /// Returns the ends of the vertical axis; nil where the drawing chooses them.
    ///
    /// On a logarithmic one the means decide: a band may reach to 0, which is infinitely far down.
    func vertical(_ curves: [MeanCurve]) -> ClosedRange<Double>? {
        guard isLogarithmic, yrange == nil else { return yrange }
        let positive = curves.flatMap(\.mean).map(\.y).filter { $0 > 0 && $0.isFinite }
        guard let least = positive.min(),
            let most = curves.flatMap(\.extent).filter(\.isFinite).max()
        else { return nil }
        // Curves that hardly change stand in the middle.
        let air = most / least < 2 ? 2 : 1.2
        return (least / air)...min(most * air, .greatestFiniteMagnitude)
    }

    /// Returns what bands are held within.
    func bounds(_ range: ClosedRange<Double>?) -> ClosedRange<Double> {
        (isLogarithmic ? range?.lowerBound : nil).map { $0...(.infinity) }
            ?? -.infinity...(.infinity)
    }

    /// Returns what is said of means that a logarithmic axis cannot show.
    ///
    /// Such an axis has 30 decades at most.
    func footnote(_ runs: [ShownRun]) -> [String] {
        guard isLogarithmic else { return [] }
        let means = runs.flatMap { $0.curve.mean }.map(\.y).filter(\.isFinite)
        let hidden = means.count { $0 <= 0 }
        let floor = (means.max() ?? 0) * 1e-30
        let far = yrange == nil ? means.count { $0 > 0 && $0 < floor } : 0
        return (hidden == 0 ? [] : ["\(hidden) at or below 0 not shown"])
            + (far == 0
                ? [] : ["\(far) below \(NumberText.significant(floor, digits: 2)) not shown"])
    }
}
