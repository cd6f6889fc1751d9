// SPDX-License-Identifier: GPL-3.0-or-later

/// Which colour a number has, and what its colour bar says.
public struct ColorScale: Sendable, Hashable {
    /// The words beside the colour bar.
    public var label: String
    /// The colours from the least number to the greatest.
    public var map: ColorMap
    /// Whether equal steps or equal factors are equal distances in colour.
    public var scale: Axis.Scale
    /// The numbers of the two ends; nil to take them from what is drawn.
    ///
    /// Numbers beyond an end have its colour.
    public var range: ClosedRange<Double>?
    /// The number of a diverging map's middle colour, such as 1 for weights.
    ///
    /// Each side reaches its full colour at its own end. Nil for the middle of the range.
    public var midpoint: Double?

    /// Makes a scale.
    public init(
        _ label: String, map: ColorMap = .lagoon, scale: Axis.Scale = .linear,
        range: ClosedRange<Double>? = nil, midpoint: Double? = nil
    ) {
        self.label = label
        self.map = map
        self.scale = scale
        self.range = range
        self.midpoint = midpoint
    }

    /// Makes a scale whose neutral colour is at a number.
    public static func diverging(
        _ label: String, midpoint: Double, scale: Axis.Scale = .linear,
        range: ClosedRange<Double>? = nil
    ) -> ColorScale {
        ColorScale(label, map: .poles, scale: scale, range: range, midpoint: midpoint)
    }
}
