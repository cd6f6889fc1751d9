// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Glibc

/// What a line asks of one axis of a figure.
struct AxisWish: Sendable {
    /// How it is spaced; nil for as its kind has it.
    var scale: Axis.Scale?
    /// Its ends; nil for those of its kind.
    var range: ClosedRange<Double>?
    /// The numbers along it; nil for round ones.
    var ticks: [Double]?
    /// Whether it is the horizontal one.
    let isHorizontal: Bool

    private let keys: Keys

    /// What the line says of it, by key, with where in the line that is.
    struct Keys: Sendable {
        let scale: Argument?
        let range: Argument?
        let ticks: Argument?
    }

    /// Reads what a line asks.
    init(_ arguments: Arguments, isHorizontal: Bool) {
        self.isHorizontal = isHorizontal
        let spacing = isHorizontal ? AxisKeys.spacing : AxisKeys.ySpacing
        let rangeKey = isHorizontal ? PlotKeys.range : AxisKeys.yrange
        let tickKey = isHorizontal ? AxisKeys.ticks : AxisKeys.yTicks
        keys = Keys(
            scale: arguments.first(spacing), range: arguments.first(rangeKey),
            ticks: arguments.first(tickKey))
        scale = arguments[spacing].map { $0 ? .logarithmic : .linear }
        range = arguments[rangeKey].map { $0.from...$0.to }
        // The negative zero is 0.
        ticks = arguments[tickKey].map { Set($0.map { $0 + 0 }).sorted() }
    }

    /// The arguments, in the order of the line.
    var given: [Argument] { [keys.scale, keys.range, keys.ticks].compactMap(\.self) }

    /// The word for the axis.
    private var word: String { isHorizontal ? "horizontal" : "vertical" }

    /// The key that says how it is spaced.
    private var spacingName: String { isHorizontal ? "axes" : "yaxes" }

    /// Returns an axis as it was asked for.
    ///
    /// - Parameters:
    ///   - axis: The axis as its kind has it.
    ///   - data: The numbers that it has to show.
    ///   - panel: What errors call the panel.
    /// - Returns: The axis, with ends where a logarithmic one would not find them.
    /// - Throws: Where a logarithmic axis would have to show 0 or less.
    func applied(
        to axis: Axis, data: [Double], panel: String
    ) throws(CommandError) -> Axis {
        var axis = axis
        axis.scale = scale ?? axis.scale
        axis.range = range ?? axis.range
        if let ticks { axis.ticks = ticks.map(Tick.number) }
        if axis.scale == .logarithmic { try checkPositive(data, panel) }
        guard axis.scale == .logarithmic, range == nil, scale != nil,
            (axis.range?.lowerBound ?? 0) <= 0
        else { return axis }
        axis.range = positive(data, within: axis.range)
        return axis
    }

    /// Returns ends around the numbers above 0; nil where the layout finds them.
    private func positive(
        _ data: [Double], within ends: ClosedRange<Double>?
    ) -> ClosedRange<Double>? {
        let shown = data.filter { $0 > 0 && $0.isFinite }
        guard let least = shown.min(), let most = shown.max() else { return nil }
        if isHorizontal {
            let end = max(ends?.upperBound ?? most, most)
            return least < end ? least...end : nil
        }
        // Curves that hardly change stand in the middle.
        let air = most / least < 2 ? 2 : 1.2
        return (least / air)...min(most * air, .greatestFiniteMagnitude)
    }

    /// Says why a logarithmic axis cannot be, and what to write.
    private func checkPositive(_ data: [Double], _ panel: String) throws(CommandError) {
        if let range, range.lowerBound <= 0, let argument = keys.range {
            let text = NumberText.shortest(range.upperBound)
            let low = NumberText.shortest(range.upperBound / 100)
            let isBelow = range.upperBound <= 0
            throw CommandError(
                .domain, "a logarithmic axis has no 0 and nothing below it",
                span: isBelow ? keys.scale?.span ?? argument.span : argument.span,
                hint: !isBelow
                    ? "write \(argument.name)=\(low)..\(text)"
                    : "write \(spacingName)=linear")
        }
        if let ticks, let argument = keys.ticks, let low = ticks.first, low <= 0 {
            let others = ticks.filter { $0 > 0 }.map(NumberText.shortest)
            throw CommandError(
                .domain, "a logarithmic axis has no \(NumberText.shortest(low))",
                span: argument.span,
                hint: others.isEmpty
                    ? "a linear one has: \(spacingName)=linear"
                    : "write \(argument.name)=\(others.joined(separator: ","))")
        }
        guard let argument = keys.scale, range == nil, !data.isEmpty else { return }
        guard !data.contains(where: { $0 > 0 && $0.isFinite }) else { return }
        throw CommandError(
            .domain,
            "\(panel) has no number above 0 along its \(word) axis, which is all that "
                + "a logarithmic one can show", span: argument.span,
            hint: "write \(spacingName)=linear")
    }
}
