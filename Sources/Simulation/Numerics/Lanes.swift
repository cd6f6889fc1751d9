// SPDX-License-Identifier: GPL-3.0-or-later

/// Four numbers that are worked on at once.
typealias Lanes = SIMD4<Double>

extension SIMD4<Double> {
    /// The sum of the four, always in the same order.
    @inline(__always)
    var total: Double { (x + y) + (z + w) }
}
