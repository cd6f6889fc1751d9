// SPDX-License-Identifier: GPL-3.0-or-later

/// An axis: its words, its scale and its ends.
public struct Axis: Sendable, Equatable {
    /// The words beside the axis.
    public var label: String
    /// Linear or logarithmic.
    public var scale: Scale
    /// The ends, or nil to take them from what is drawn.
    ///
    /// Ends that the scale cannot have, such as 0 on a logarithmic one, are moved to the nearest
    /// that it can, or count as nil.
    public var range: ClosedRange<Double>?
    /// Whether only whole numbers stand along it, as for steps, where the scale is linear.
    public var isWhole: Bool
    /// Where ticks stand and what they say; nil for round numbers that the layout chooses.
    ///
    /// Those outside the axis are left out, and labels without room.
    public var ticks: [Tick]?
    /// What the numbers along it are counted from; the layout sets it.
    var offset: AxisOffset?

    /// How numbers become places.
    public enum Scale: Sendable, Hashable {
        /// Equal steps are equal distances.
        case linear
        /// Equal factors are equal distances.
        case logarithmic
        /// Names instead of numbers: the first stands at 0, the next at 1. On a vertical axis the
        /// first is at the top.
        case categories([String])
    }

    /// Makes an axis.
    public init(
        _ label: String, scale: Scale = .linear, range: ClosedRange<Double>? = nil,
        isWhole: Bool = false, ticks: [Tick]? = nil
    ) {
        self.label = label
        self.scale = scale
        self.range = range
        self.isWhole = isWhole
        self.ticks = ticks
    }
}
