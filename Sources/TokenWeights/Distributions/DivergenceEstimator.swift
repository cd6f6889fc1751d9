// SPDX-License-Identifier: GPL-3.0-or-later

/// An estimate of KL(p ‖ q) from one token sampled from p.
///
/// All of them are functions of x = log p − log q of that token, in nats, and use x as it is:
/// verl clamps the exponent of k3 at ±20 and its value at 10, with no gradient beyond; TRL does
/// not.
///
/// - Source: Schulman, Approximating KL Divergence (2020).
public enum DivergenceEstimator: String, Sendable, CaseIterable {
    /// x: unbiased, of either sign.
    case k1
    /// x²/2: biased, never negative.
    case k2
    /// e⁻ˣ + x − 1: unbiased, never negative.
    case k3

    /// Returns the estimate in nats.
    ///
    /// - Parameter logRatio: x = log p − log q in nats, where the token was sampled from p.
    /// - Returns: k3 is infinite below about −709; NaN for NaN.
    public func value(_ logRatio: Double) -> Double {
        switch self {
        case .k1: logRatio
        case .k2: logRatio * logRatio / 2
        case .k3: exponentialMinusOne(-logRatio) + logRatio
        }
    }

    /// Returns the derivative of the estimate by log p: 1, x and 1 − e⁻ˣ.
    ///
    /// In expectation over p it is the gradient of the divergence for k2 only; k1's is 0.
    ///
    /// - Parameter logRatio: x = log p − log q in nats, where the token was sampled from p.
    /// - Returns: Nats a nat; NaN for NaN, but for k1.
    public func gradient(_ logRatio: Double) -> Double {
        switch self {
        case .k1: 1
        case .k2: logRatio
        case .k3: -exponentialMinusOne(-logRatio)
        }
    }
}
