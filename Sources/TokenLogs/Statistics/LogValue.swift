// SPDX-License-Identifier: GPL-3.0-or-later

/// One statistic, as tables and JSON show it.
package enum LogValue: Sendable, Equatable {
    /// A count.
    case count(Int)
    /// A number; finite.
    case real(Double)
    /// Counts by bin of the old probability (``ProbabilityBins``).
    case counts([Int])
    /// Numbers by bin of the old probability.
    case reals([Double])
    /// A statistic that does not apply: a mean over nothing, a cap that the method does not have.
    case absent

    /// Wraps a number, or says that there is none; NaN and infinities count as none.
    init(_ number: Double?) {
        self = number.flatMap { $0.isFinite ? .real($0) : nil } ?? .absent
    }

    /// Wraps numbers, or says that there are none.
    init(_ numbers: [Double]?) {
        self = numbers.map { .reals($0) } ?? .absent
    }
}
