// SPDX-License-Identifier: GPL-3.0-or-later

/// How a line is drawn.
public struct Stroke: Sendable, Hashable {
    /// The colour.
    public var color: Color
    /// The width in points.
    public var width: Double
    /// Lengths of dashes and gaps in points; empty for a solid line.
    public var dash: [Double]

    package init(color: Color, width: Double, dash: [Double] = []) {
        self.color = color
        self.width = width
        self.dash = dash
    }
}
