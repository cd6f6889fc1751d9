// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import WorkbenchModel

extension Workspace {
    /// Returns the range of ratios or probabilities over which a kind samples its curves: the one that a
    /// line gives.
    ///
    /// Both are above 0. On a linear axis a range may begin at 0; curves begin just above it.
    func plotRange(
        _ arguments: Arguments, default usual: ClosedRange<Double>, example: String = "0.2..5"
    ) throws(CommandError) -> ClosedRange<Double> {
        guard let (_, from, to) = arguments[PlotKeys.range] else { return usual }
        let isLinear = arguments[AxisKeys.spacing] == false
        if from == 0, isLinear, to > 0, to.isFinite { return (to / 1000)...to }
        guard from > 0, from < to, to.isFinite else {
            let turned = "\(NumberText.shortest(to))..\(NumberText.shortest(from))"
            let fromZero = from == 0 && to > 0 && to.isFinite
            throw CommandError(
                .domain, "the range must rise and stay above 0",
                span: arguments.span(of: PlotKeys.range),
                hint: fromZero && !arguments.has(AxisKeys.spacing)
                    ? "write axes=linear \(PlotKeys.range.name)=0..\(NumberText.shortest(to))"
                    : to > 0 && to < from && from.isFinite
                        ? "write range=\(turned)" : "write range=\(example)")
        }
        return from...to
    }
}
