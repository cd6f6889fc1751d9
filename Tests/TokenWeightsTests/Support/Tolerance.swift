// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Returns the natural logarithm; a name that no parameter hides.
func logarithm(_ number: Double) -> Double { log(number) }

/// Returns e to the power of a number.
func exponential(_ number: Double) -> Double { exp(number) }

/// Returns whether two numbers agree to a relative error, or to an absolute one near zero.
func agrees(
    _ actual: Double, _ expected: Double, relative: Double = 1e-12, absolute: Double = 0
) -> Bool {
    abs(actual - expected) <= max(relative * abs(expected), absolute)
}

/// Returns whether two lists agree number by number.
func agrees(
    _ actual: [Double], _ expected: [Double], relative: Double = 1e-12, absolute: Double = 0
) -> Bool {
    actual.count == expected.count
        && zip(actual, expected).allSatisfy {
            agrees($0, $1, relative: relative, absolute: absolute)
        }
}
