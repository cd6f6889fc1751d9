// SPDX-License-Identifier: GPL-3.0-or-later

// What Swift's standard library lacks is taken from the C library of the platform, here and nowhere
// else in this module. Glibc is what we build and test with; the others are untried.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#elseif canImport(Bionic)
    import Bionic
#elseif canImport(ucrt)
    import ucrt
#endif

/// Returns e to the power of x.
@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }

/// Returns the natural logarithm of x.
@inline(__always) func logarithm(_ x: Double) -> Double { log(x) }

/// Returns the natural logarithm of 1 + x, good to all digits for a small x.
@inline(__always) func logarithmPlusOne(_ x: Double) -> Double { log1p(x) }

/// Returns the logarithm of x to base 10.
@inline(__always) func decimalLogarithm(_ x: Double) -> Double { log10(x) }

/// Returns a base to the power of an exponent.
@inline(__always) func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// Returns the cube root of x.
@inline(__always) func cubeRoot(_ x: Double) -> Double { cbrt(x) }

/// Returns the sine of an angle in radians.
@inline(__always) func sine(_ angle: Double) -> Double { sin(angle) }

/// Returns the cosine of an angle in radians.
@inline(__always) func cosine(_ angle: Double) -> Double { cos(angle) }
