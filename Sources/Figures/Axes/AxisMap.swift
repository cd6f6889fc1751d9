// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the numbers of an axis stand on the page.
struct AxisMap: Equatable {
    /// How numbers become places.
    let scale: Axis.Scale
    /// The numbers at the two ends: finite, not equal, and positive on a logarithmic axis.
    let range: ClosedRange<Double>
    /// Where the lower number stands, in points.
    let start: Double
    /// Where the upper number stands.
    let end: Double

    /// Returns where a number stands; nil where it stands nowhere: NaN, infinities, and numbers
    /// up to 0 on a logarithmic axis.
    ///
    /// Far outside the axis places stop growing, so that back ends need not fear overflow.
    func place(_ number: Double) -> Double? {
        guard number.isFinite else { return nil }
        let part: Double
        switch scale {
        case .linear, .categories:
            part = (number - range.lowerBound) / (range.upperBound - range.lowerBound)
        case .logarithmic:
            guard number > 0 else { return nil }
            let low = logarithm(range.lowerBound)
            part = (logarithm(number) - low) / (logarithm(range.upperBound) - low)
        }
        guard part.isFinite else { return nil }
        return start + min(max(part, -1000), 1000) * (end - start)
    }
}
