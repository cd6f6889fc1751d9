// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns eˣ within 1.5 units in the last place, for x ≤ 700.
///
/// Below −708 the result is exactly 0, and e⁰ is exactly 1. Made of additions, products and bit
/// shifts only, so the bits are the same on every system, and those of the loops in C, which work
/// on several numbers at a time; NaN gives a meaningless number.
///
/// - Source: x = k ln 2 + f by Cody and Waite's split; Taylor's polynomial of degree 13 in f,
///   whose remainder is below 5e-18 for |f| ≤ ½ ln 2, by hand.
func exponential(_ x: Double) -> Double {
    guard x >= -708 else { return 0 }
    // Adding 1.5 · 2⁵² leaves the nearest whole number in the low bits of the sum.
    let shifted = x * 1.44269504088896338700 + 0x1.8p52
    let k = shifted - 0x1.8p52
    let high = x - k * 6.93147180369123816490e-01
    let f = high - k * 1.90821492927058770002e-10
    return Double(bitPattern: exponentialSeries(f).bitPattern &+ shifted.bitPattern &<< 52)
}

/// Returns Σ fⁿ/n! up to n = 13, with short chains of dependent operations.
@inline(__always)
private func exponentialSeries(_ f: Double) -> Double {
    let f2 = f * f
    let f4 = f2 * f2
    let a = f2 * (1 / 2 + f * (1 / 6))
    let b = (1 / 24 + f * (1 / 120)) + f2 * (1 / 720 + f * (1 / 5_040))
    let c = (1 / 40_320 + f * (1 / 362_880)) + f2 * (1 / 3_628_800 + f * (1 / 39_916_800))
    let d = 1 / 479_001_600 + f * (1 / 6_227_020_800)
    return 1 + (f + (a + f4 * (b + f4 * (c + f4 * d))))
}
