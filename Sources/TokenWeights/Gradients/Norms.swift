// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the square root of the sum of the squares; 0 for none, NaN where one is NaN.
package func l2Norm(_ components: [Double]) -> Double {
    components.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
