// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the sum of the absolute values; 0 for none, NaN where one is NaN.
package func l1Norm(_ components: [Double]) -> Double {
    components.reduce(0) { $0 + abs($1) }
}

/// Returns the square root of the sum of the squares; 0 for none, NaN where one is NaN.
package func l2Norm(_ components: [Double]) -> Double {
    components.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
