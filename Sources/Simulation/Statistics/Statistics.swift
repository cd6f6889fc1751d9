// SPDX-License-Identifier: GPL-3.0-or-later

/// Statistics of a few numbers, such as one metric over seeds.
public enum Statistics {
    /// Returns the arithmetic mean; NaN for no values.
    public static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    /// Returns the sample standard deviation, over n − 1; NaN for fewer than two values.
    public static func standardDeviation(_ values: [Double]) -> Double {
        guard values.count > 1 else { return .nan }
        let center = mean(values)
        let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    /// Returns the mean with its 95 % interval by Student's t: mean ± t s/√n.
    ///
    /// One value a seed; NaN makes everything NaN.
    public static func interval(_ values: [Double]) -> Interval {
        let center = mean(values)
        guard values.count > 1 else { return Interval(mean: center, low: .nan, high: .nan) }
        let quantile = StudentT.twoSidedQuantile(0.95, degrees: values.count - 1)
        let half = quantile * standardDeviation(values) / Double(values.count).squareRoot()
        return Interval(mean: center, low: center - half, high: center + half)
    }
}
