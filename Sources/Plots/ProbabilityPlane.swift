// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import WorkbenchModel

/// The part of the plane that is drawn.
struct ProbabilityPlane {
    /// The old probabilities.
    let x: ClosedRange<Double>
    /// The new ones.
    let y: ClosedRange<Double>
    let xScale: Axis.Scale
    let yScale: Axis.Scale

    /// How many cells stand side by side, and one above the other.
    static let cells = 160
}

extension Workspace {
    /// Returns the part of the plane that a line asks for: both probabilities have one range and one
    /// spacing, unless the line says otherwise of the vertical axis.
    func plane(_ arguments: Arguments) throws(CommandError) -> ProbabilityPlane {
        let isLogarithmic = arguments[AxisKeys.spacing] ?? false
        let isUpwards = arguments[AxisKeys.ySpacing] ?? isLogarithmic
        func usual(_ isLogarithmic: Bool) -> ClosedRange<Double> {
            isLogarithmic ? 0.01...1 : 0...1
        }
        let given = try arguments.first(PlotKeys.range).map { argument throws(CommandError) in
            try probabilities(
                argument, arguments[PlotKeys.range].map { ($0.from, $0.to) },
                isLogarithmic || isUpwards)
        }
        let upwards = try arguments.first(AxisKeys.yrange).map { argument throws(CommandError) in
            try probabilities(
                argument, arguments[AxisKeys.yrange].map { ($0.from, $0.to) }, isUpwards)
        }
        return ProbabilityPlane(
            x: given ?? usual(isLogarithmic), y: upwards ?? given ?? usual(isUpwards),
            xScale: isLogarithmic ? .logarithmic : .linear,
            yScale: isUpwards ? .logarithmic : .linear)
    }

    /// Returns a range of probabilities.
    private func probabilities(
        _ argument: Argument, _ ends: (from: Double, to: Double)?, _ isLogarithmic: Bool
    ) throws(CommandError) -> ClosedRange<Double> {
        let (from, to) = ends ?? (0, 1)
        guard from < to, from > 0 || !isLogarithmic && from == 0 else {
            throw CommandError(
                .domain, "the range must rise and stay above 0", span: argument.span,
                hint: "write \(argument.name)=0.05..1")
        }
        guard to <= 1 else {
            throw CommandError(
                .domain, "a probability is at most 1", span: argument.span,
                hint: "write \(argument.name)=0.05..1")
        }
        return from...to
    }
}
