// SPDX-License-Identifier: GPL-3.0-or-later

/// A penalty in the loss for moving away from the reference policy: β times an estimate of the
/// divergence, whose gradient is added to a method's whatever the advantage is.
///
/// With x = log π − log π_ref the loss gains β k(x), and the coefficient of ∇log π gains u = −β dk.
public enum ReferencePenalty: String, CaseIterable, Sendable {
    /// x itself: u = −β.
    case k1
    /// x²/2: u = −β x.
    case k2
    /// e⁻ˣ − 1 + x, the low-variance estimate: u = −β (1 − e⁻ˣ).
    case k3
    /// The value of k1 with the gradient of k2, as in verl: u = −β x.
    case k1Plus = "k1+"
    /// The value of k3 with the gradient of k2, as in verl, and NeMo's k3: u = −β x.
    case k3Plus = "k3+"
    /// |x|: u = −β sign x, 0 at x = 0.
    case abs
    /// r k3, with the gradient through r too (TRL use_bias_correction_kl, slime use_unbiased_kl):
    /// u = −β r x.
    case k3Ratio = "k3-ratio"

    /// What it adds to the loss, in a few words and symbols.
    public var summary: String {
        switch self {
        case .k1: "x = log π/π_ref: u = −β"
        case .k2: "x²/2: u = −β x"
        case .k3: "e⁻ˣ − 1 + x: u = −β (1 − e⁻ˣ)"
        case .k1Plus: "x, with the gradient of k2: u = −β x"
        case .k3Plus: "k3, with the gradient of k2: u = −β x"
        case .abs: "|x|: u = −β sign x"
        case .k3Ratio: "r k3: u = −β r x"
        }
    }

    /// Returns u, what the penalty adds to the coefficient of ∇log π.
    ///
    /// - Parameters:
    ///   - token: One token; its log π_ref must be known.
    ///   - coefficient: β, at least 0.
    ///   - isClamped: Whether k3 ends at 10, beyond which it has no gradient, as in verl, slime, ms-swift
    ///     and NeMo; TRL does not clamp.
    /// - Returns: The term in units of the advantage, of either sign; NaN where log π_ref is not known.
    public func additive(_ token: Token, coefficient: Double, isClamped: Bool = false) -> Double {
        let x = token.logProbability - (token.referenceLogProbability ?? .nan)
        let isBeyond = isClamped && DivergenceEstimator.k3.value(x) > 10
        switch self {
        case .k1: return x.isNaN ? .nan : -coefficient
        case .k2, .k1Plus: return -coefficient * x
        case .k3Plus: return isBeyond ? 0 : -coefficient * x
        case .k3: return isBeyond ? 0 : -coefficient * DivergenceEstimator.k3.gradient(x)
        case .abs: return x == 0 ? 0 : (x > 0 ? -coefficient : (x < 0 ? coefficient : .nan))
        case .k3Ratio: return -coefficient * token.importanceRatio * x
        }
    }
}
