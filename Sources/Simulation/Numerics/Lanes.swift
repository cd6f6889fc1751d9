// SPDX-License-Identifier: GPL-3.0-or-later

/// Four numbers that are worked on at once.
typealias Lanes = SIMD4<Double>

extension SIMD4<Double> {
    /// The sum of the four, always in the same order.
    @inline(__always)
    var total: Double { (x + y) + (z + w) }

    /// The largest of the four.
    @inline(__always)
    var largest: Double {
        let left = x > y ? x : y
        let right = z > w ? z : w
        return left > right ? left : right
    }
}

/// Returns the larger number of each lane.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes {
    Lanes(
        a.x > b.x ? a.x : b.x, a.y > b.y ? a.y : b.y, a.z > b.z ? a.z : b.z, a.w > b.w ? a.w : b.w)
}
