// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns eˣ of four numbers, within 1.5 units in the last place, for x ≤ 700.
///
/// Below −708 the result is exactly 0, and e⁰ is exactly 1. Made of additions, products and bit
/// shifts only, so the bits are the same on every system; NaN gives a meaningless number.
///
/// - Source: x = k ln 2 + f by Cody and Waite's split; Taylor's polynomial of degree 13 in f,
///   whose remainder is below 5e-18 for |f| ≤ ½ ln 2, by hand.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
    // Adding 1.5 · 2⁵² leaves the nearest whole number in the low bits of the sum.
    let rounder = Lanes(repeating: 0x1.8p52)
    let shifted = x * Lanes(repeating: 1.44269504088896338700) + rounder
    let k = shifted - rounder
    let high = x - k * Lanes(repeating: 6.93147180369123816490e-01)
    let f = high - k * Lanes(repeating: 1.90821492927058770002e-10)
    let series = exponentialSeries(f)
    let power = unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &<< 52
    let scaled = unsafeBitCast(series, to: SIMD4<UInt64>.self) &+ power
    let alive = x .>= Lanes(repeating: -708)
    return unsafeBitCast(scaled & unsafeBitCast(alive, to: SIMD4<UInt64>.self), to: Lanes.self)
}

/// Returns eˣ of one number; the same bits as the four-lane form.
func exponential(_ x: Double) -> Double {
    exponential(Lanes(repeating: x)).x
}

/// Returns Σ fⁿ/n! up to n = 13, with short chains of dependent operations.
@inline(__always)
private func exponentialSeries(_ f: Lanes) -> Lanes {
    let f2 = f * f
    let f4 = f2 * f2
    let a = f2 * (Lanes(repeating: 1 / 2) + f * Lanes(repeating: 1 / 6))
    let b =
        (Lanes(repeating: 1 / 24) + f * Lanes(repeating: 1 / 120))
        + f2 * (Lanes(repeating: 1 / 720) + f * Lanes(repeating: 1 / 5_040))
    let c =
        (Lanes(repeating: 1 / 40_320) + f * Lanes(repeating: 1 / 362_880))
        + f2 * (Lanes(repeating: 1 / 3_628_800) + f * Lanes(repeating: 1 / 39_916_800))
    let d = Lanes(repeating: 1 / 479_001_600) + f * Lanes(repeating: 1 / 6_227_020_800)
    return Lanes(repeating: 1) + (f + (a + f4 * (b + f4 * (c + f4 * d))))
}
