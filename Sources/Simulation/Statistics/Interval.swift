// SPDX-License-Identifier: GPL-3.0-or-later

/// A mean over seeds with its 95 % interval.
public struct Interval: Sendable, Equatable {
    /// The mean.
    public let mean: Double

    /// The lower end; NaN for a single value, which has no interval.
    public let low: Double

    /// The upper end; NaN for a single value.
    public let high: Double

    /// Whether the interval excludes 0, so that a sign may be claimed.
    ///
    /// Two ends of equal sign do; an interval of a single value never does.
    public var excludesZero: Bool { low > 0 || high < 0 }
}
