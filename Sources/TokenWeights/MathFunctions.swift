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
@inline(__always) package func exponential(_ x: Double) -> Double { exp(x) }

/// Returns eˣ − 1, exact near 0 as well.
@inline(__always) func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

/// Returns the natural logarithm of x.
@inline(__always) package func logarithm(_ x: Double) -> Double { log(x) }

/// Returns the logarithm of x to base 10.
@inline(__always) func decimalLogarithm(_ x: Double) -> Double { log10(x) }

/// Returns a base to the power of an exponent.
@inline(__always) func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
