// SPDX-License-Identifier: GPL-3.0-or-later

/// A colour scale with its ends known, on one theme.
struct ResolvedScale: Equatable {
    let scale: ColorScale
    /// The numbers of the two ends, which are not equal.
    let range: ClosedRange<Double>
    /// Colours at equal distances.
    let table: [Color]
    /// The ends and the middle in steps of equal colour.
    private let low: Double
    private let high: Double
    private let middle: Double
    private let isColored: Bool

    /// Finds the ends of a scale.
    ///
    /// - Parameters:
    ///   - scale: The scale.
    ///   - numbers: The least and the greatest number that it has to show; nil for none.
    ///   - theme: Where the colours stand.
    init(_ scale: ColorScale, numbers: ClosedRange<Double>?, theme: Theme) {
        self.scale = scale
        let wide = [numbers?.lowerBound, numbers?.upperBound, scale.midpoint].compactMap { $0 }
        let axis = Axis("", scale: scale.scale, range: scale.range)
        let range = AxisRange.horizontal(axis, data: wide)
        self.range = range
        isColored = !theme.isColorless
        table = scale.map.colors(256, on: theme)
        low = Self.step(range.lowerBound, scale.scale)
        high = Self.step(range.upperBound, scale.scale)
        let centre = scale.midpoint.map { Self.step($0, scale.scale) } ?? (low + high) / 2
        middle = min(max(centre, low), high)
    }

    /// The number of the middle colour.
    var middleNumber: Double {
        scale.scale == .logarithmic ? exponential(middle) : middle
    }

    /// Returns the colour of a number, or nil for NaN; beyond the ends, that of the end.
    func color(of number: Double) -> Color? {
        guard !number.isNaN, !table.isEmpty else { return nil }
        return table[Int((part(of: number) * Double(table.count - 1)).rounded())]
    }

    /// Returns where a number that is not NaN lies between the least colour, 0, and the greatest, 1.
    func part(of number: Double) -> Double {
        let step = Self.step(number, scale.scale)
        let part =
            step < middle
            ? 0.5 * (step - low) / (middle - low)
            : 0.5 + 0.5 * (high > middle ? (step - middle) / (high - middle) : 0)
        return part.isNaN ? 0 : min(max(part, 0), 1)
    }

    /// Whether numbers below the middle have colours of their own, on a page with colours.
    var hasLowerSide: Bool { scale.map.isDiverging && isColored && middle > low }

    /// Returns whether a number's colour is one of the lower side, beyond those that look like the
    /// middle.
    func isOnLowerSide(_ number: Double) -> Bool {
        Self.step(number, scale.scale) < middle - 0.04 * (middle - low)
    }

    private static func step(_ number: Double, _ scale: Axis.Scale) -> Double {
        switch scale {
        case .linear, .categories: number
        case .logarithmic: logarithm(max(number, .leastNormalMagnitude))
        }
    }
}

/// The colour scales of a figure; equal ones are one, over the numbers of all panels.
struct ScaleBook {
    private var scales: [ColorScale: ResolvedScale] = [:]

    /// Finds the ends of every scale in some panels.
    init(_ contents: [PanelContent], theme: Theme) {
        var numbers: [ColorScale: ClosedRange<Double>] = [:]
        var all: [ColorScale] = []
        for (scale, values) in contents.flatMap(\.scaledValues) {
            if !all.contains(scale) { all.append(scale) }
            guard scale.range == nil, let found = Self.range(values, scale.scale) else { continue }
            let known = numbers[scale] ?? found
            numbers[scale] =
                min(known.lowerBound, found.lowerBound)...max(known.upperBound, found.upperBound)
        }
        for scale in all {
            scales[scale] = ResolvedScale(scale, numbers: numbers[scale], theme: theme)
        }
    }

    /// The scale with its ends known; nil for one that no panel has.
    subscript(scale: ColorScale) -> ResolvedScale? { scales[scale] }

    /// Returns the least and greatest number that a scale can show; nil where there is none.
    private static func range(
        _ values: [Double], _ scale: Axis.Scale
    ) -> ClosedRange<Double>? {
        let least = scale == .logarithmic ? Double.leastNormalMagnitude : -.greatestFiniteMagnitude
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value >= least && value <= .greatestFiniteMagnitude {
            low = min(low, value)
            high = max(high, value)
        }
        return low <= high ? low...high : nil
    }
}
