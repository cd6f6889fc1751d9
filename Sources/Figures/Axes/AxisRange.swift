// SPDX-License-Identifier: GPL-3.0-or-later

/// Decides where axes begin and end.
enum AxisRange {
    /// Returns the ends of a horizontal axis: those given, else those of the data.
    static func horizontal(_ axis: Axis, data: [Double]) -> ClosedRange<Double> {
        if let range = categories(axis) { return range }
        if let range = axis.range, let usable = given(range, axis.scale) { return usable }
        return extent(data, axis.scale)
    }

    /// Returns the ends of a vertical axis: those given, else some that leave air around the data.
    ///
    /// Data that are never negative and come near 0 get an axis from 0; where they touch it, from
    /// slightly below, so that a line along 0 is seen whole. The top is a round number if one
    /// is near.
    ///
    /// - Parameters:
    ///   - axis: The axis.
    ///   - data: What it has to show; what is not finite does not count.
    ///   - headroom: How much higher than the data the axis reaches at least, as a part of their
    ///     extent; room for words.
    ///   - isGrounded: Whether the axis begins at 0 itself where data touch it, as under bars.
    /// - Returns: Finite ends, positive on a logarithmic axis.
    static func vertical(
        _ axis: Axis, data: [Double], headroom: Double, isGrounded: Bool = false
    ) -> ClosedRange<Double> {
        if let range = categories(axis) { return range }
        if let range = axis.range, let usable = given(range, axis.scale) { return usable }
        let extent = extent(data, axis.scale)
        switch axis.scale {
        case .linear, .categories: return padded(extent, headroom: headroom, isGrounded: isGrounded)
        case .logarithmic:
            let low = decimalLogarithm(extent.lowerBound)
            let span = decimalLogarithm(extent.upperBound) - low
            let top = low + span * (1.04 + headroom)
            return max(1e-300, power(10, low - 0.04 * span))...min(largest, power(10, top))
        }
    }

    /// Returns half a step more than the places of an axis's categories; nil for an axis with
    /// numbers.
    private static func categories(_ axis: Axis) -> ClosedRange<Double>? {
        guard case .categories(let names) = axis.scale else { return nil }
        return -0.5...(Double(max(1, names.count)) - 0.5)
    }

    /// Returns a linear range with air around it.
    private static func padded(
        _ extent: ClosedRange<Double>, headroom: Double, isGrounded: Bool
    ) -> ClosedRange<Double> {
        var low = extent.lowerBound
        let dataTop = extent.upperBound
        // There are no numbers beyond for air to be of.
        guard abs(low) < 1e305, abs(dataTop) < 1e305 else { return extent }
        if low >= 0, low < 0.35 * dataTop {
            low = low < 0.02 * dataTop && !isGrounded ? -0.03 * dataTop * (1 + headroom) : 0
        } else {
            low -= 0.04 * (dataTop - low)
        }
        let span = dataTop - low
        let top = dataTop + span * (0.03 + headroom)
        return low...roundTop(top, span: top - low)
    }

    /// Returns a round number not far above the top of the data, or that top where none is near.
    private static func roundTop(_ top: Double, span: Double) -> Double {
        let unit = AxisNumbers.power(Int(decimalLogarithm(span).rounded(.down)) - 1)
        let steps = [1.0, 2, 5, 10, 20, 50].map { $0 * unit }
        let usual = steps.filter { step in (3.0...8.5).contains(span / step) }
        let tops = usual.map { (top / $0 - 1e-9).rounded(.up) * $0 }
        return tops.filter { $0 - top <= 0.12 * span }.min() ?? top
    }

    /// Returns the least range that holds some numbers; where they leave it open, one around them.
    private static func extent(_ data: [Double], _ scale: Axis.Scale) -> ClosedRange<Double> {
        let numbers = data.filter { number in
            switch scale {
            case .linear, .categories: number.isFinite
            case .logarithmic: number >= 1e-300 && number.isFinite
            }
        }
        guard let low = numbers.min(), let high = numbers.max() else {
            return scale == .logarithmic ? 0.1...10 : 0...1
        }
        return usable(low...high, scale) ?? 0...1
    }

    /// The numbers that an axis can end at are at most as large.
    private static let largest = Double.greatestFiniteMagnitude

    /// Returns the ends that somebody chose, as far as an axis can have them.
    private static func given(
        _ range: ClosedRange<Double>, _ scale: Axis.Scale
    ) -> ClosedRange<Double>? {
        let isWide = scale == .logarithmic && range.lowerBound >= 1e-300
        let isUsual = isWide && range.upperBound.isFinite && range.upperBound > range.lowerBound * 2
        return isUsual ? range : usable(range, scale)
    }

    /// Returns a range with ends that an axis can have, or nil where nothing can be made of it.
    ///
    /// Numbers that differ by less than a part in 10¹² count as equal: most such differences are of
    /// rounding. So do those that differ by less than 10⁻³⁰⁰, below which numbers lose digits.
    private static func usable(
        _ range: ClosedRange<Double>, _ scale: Axis.Scale
    ) -> ClosedRange<Double>? {
        var low = max(range.lowerBound, -largest)
        var high = min(range.upperBound, largest)
        switch scale {
        case .linear, .categories:
            let size = max(abs(low), abs(high))
            if size == 0 { return 0...1 }
            if high - low < max(1e-12 * size, 1e-300) {
                let air = max(size / 2, 1e-300)
                (low, high) = (max(low - air, -largest), min(high + air, largest))
            }
        case .logarithmic:
            guard high > 0 else { return nil }
            low = max(low, high * 1e-30, 1e-300)
            if high / low < 1 + 1e-12 {
                low = max(1e-300, low / 2)
                high = min(largest, high * 2)
            }
        }
        return low < high ? low...high : nil
    }
}
