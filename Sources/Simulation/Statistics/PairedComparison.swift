// SPDX-License-Identifier: GPL-3.0-or-later

/// How one method differs from another over seeds that both have.
public struct PairedComparison: Sendable, Equatable {
    /// The mean difference with its 95 % interval.
    public let difference: Interval

    /// On how many seeds the method is above the baseline.
    public let above: Int

    /// On how many seeds it is below.
    public let below: Int

    /// On how many seeds both are exactly equal.
    public let equal: Int

    /// How many seeds both have a value for.
    public var pairs: Int { above + below + equal }
}

extension Statistics {
    /// Compares two methods seed by seed.
    ///
    /// - Parameters:
    ///   - values: One value a seed, nil where the run has none, such as a level never reached.
    ///   - baseline: The same of the other method, in the same order of seeds; surplus values
    ///     are ignored.
    /// - Returns: The difference over the seeds on which both have a value, with the counts of its
    ///   signs; nil where there is no such seed. NaN counts as no value.
    public static func compare(
        _ values: [Double?], with baseline: [Double?]
    ) -> PairedComparison? {
        let differences = zip(values, baseline).compactMap { value, base -> Double? in
            guard let value, let base, !value.isNaN, !base.isNaN else { return nil }
            return value - base
        }
        guard !differences.isEmpty else { return nil }
        return PairedComparison(
            difference: interval(differences), above: differences.count { $0 > 0 },
            below: differences.count { $0 < 0 }, equal: differences.count { $0 == 0 })
    }
}
