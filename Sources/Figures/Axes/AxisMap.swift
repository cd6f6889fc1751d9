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
            // The length of a range may overflow, a quarter of it not.
            let low = range.lowerBound / 4
            let length = range.upperBound - range.lowerBound
            part =
                length.isFinite
                ? (number - range.lowerBound) / length
                : (number / 4 - low) / (range.upperBound / 4 - low)
        case .logarithmic:
            guard number > 0 else { return nil }
            let low = range.lowerBound
            let whole = range.upperBound / low
            // Quotients are exact where logarithms of near numbers are not, and may overflow where
            // those of far ones do not.
            part =
                whole < 2
                ? precise(number / low) / precise(whole)
                : (logarithm(number) - logarithm(low))
                    / (logarithm(range.upperBound) - logarithm(low))
        }
        guard part.isFinite else { return nil }
        return start + min(max(part, -1000), 1000) * (end - start)
    }

    /// Returns the logarithm of a quotient, good to all digits for one near 1 as well.
    private func precise(_ quotient: Double) -> Double { logarithmPlusOne(quotient - 1) }
}
