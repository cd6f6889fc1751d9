// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Student's t distribution with a whole number of degrees of freedom.
public enum StudentT {
    /// Returns t such that |T| ≤ t with some probability: 12.7062… for 95 % and 1 degree.
    ///
    /// - Parameters:
    ///   - probability: The probability of the symmetric interval, in [0, 1).
    ///   - degrees: The degrees of freedom, at least 1.
    /// - Returns: A number of at least 0, within about 1e-12 relative; NaN outside the domains.
    /// - Source: Abramowitz and Stegun, 26.7.3 and 26.7.4, solved for the angle by bisection.
    public static func twoSidedQuantile(_ probability: Double, degrees: Int) -> Double {
        guard probability >= 0, probability < 1, degrees >= 1 else { return .nan }
        var (low, high) = (0.0, Double.pi / 2)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if probabilityWithin(angle: middle, degrees: degrees) < probability {
                low = middle
            } else {
                high = middle
            }
        }
        return Double(degrees).squareRoot() * tan((low + high) / 2)
    }

    /// Returns P(|T| ≤ √ν tan θ) for ν degrees of freedom.
    private static func probabilityWithin(angle: Double, degrees: Int) -> Double {
        let (sine, cosine) = (sin(angle), cos(angle))
        let isOdd = degrees % 2 == 1
        var term = isOdd ? cosine : 1
        var sum = degrees == 1 ? 0 : term
        for n in stride(from: isOdd ? 3 : 2, to: degrees, by: 2) {
            term *= cosine * cosine * Double(n - 1) / Double(n)
            sum += term
        }
        return isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum
    }
}
