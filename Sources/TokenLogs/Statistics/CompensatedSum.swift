// SPDX-License-Identifier: GPL-3.0-or-later

/// A running sum that keeps what rounding takes away.
///
/// Its relative error does not grow with the number of terms, so that a billion tokens are summed
/// as well as ten.
///
/// - Source: Neumaier 1974; Knuth's branch-free two-sum.
struct CompensatedSum: Sendable {
    private var sum = 0.0
    private var lost = 0.0

    /// Adds a term.
    @inline(__always)
    mutating func add(_ term: Double) {
        let total = sum + term
        let added = total - sum
        lost += (sum - (total - added)) + (term - added)
        sum = total
    }

    /// Adds the terms of another sum.
    mutating func add(_ other: CompensatedSum) {
        add(other.sum)
        add(other.lost)
    }

    /// The sum of all terms so far.
    var value: Double { sum + lost }
}
