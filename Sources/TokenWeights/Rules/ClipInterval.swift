// SPDX-License-Identifier: GPL-3.0-or-later

/// The importance ratios that a method trusts: from 1 − ε_low to 1 + ε_high, both ends included.
///
/// Being outside does not mean that the gradient is zero: of the tokens outside, PPO's mask
/// stops only those that the advantage pushes further out.
public struct ClipInterval: Sendable, Equatable {
    /// The lower end 1 − ε_low, unitless.
    public let lower: Double

    /// The upper end 1 + ε_high, unitless.
    public let upper: Double

    /// Makes an interval from its ends.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// Makes an interval from the distances ε_low and ε_high of its ends from 1.
    public init(below: Double, above: Double) {
        self.init(lower: 1 - below, upper: 1 + above)
    }

    /// The interval of a method that trusts every ratio.
    public static let everything = ClipInterval(lower: 0, upper: .infinity)

    /// Returns whether a ratio lies outside; both ends count as inside, and so does NaN.
    public func excludes(_ ratio: Double) -> Bool { ratio < lower || ratio > upper }

    /// Returns whether PPO's mask stops the gradient of a token.
    ///
    ///     A > 0:  r > 1 + ε_high
    ///     A < 0:  r < 1 − ε_low
    ///
    /// A ratio exactly on an end is not masked, as automatic differentiation has it. Without a
    /// sign there is no mask.
    ///
    /// - Source: Schulman et al., arXiv:1707.06347, eq. 7; arXiv:2510.06062v2, Prop. 4.1.
    public func masks(_ token: Token) -> Bool {
        switch token.advantageSign {
        case .positive: token.importanceRatio > upper
        case .negative: token.importanceRatio < lower
        case .none: false
        }
    }

    /// Returns a ratio moved to the nearest end where it lies outside; NaN stays NaN.
    public func clamped(_ ratio: Double) -> Double {
        ratio < lower ? lower : (ratio > upper ? upper : ratio)
    }

    /// Returns the end at which PPO's mask begins for one sign of the advantage, in a list.
    ///
    /// Empty where there is no sign, or where the mask can stop no ratio on that side.
    func maskEdge(_ advantage: Double) -> [Double] {
        switch AdvantageSign(advantage) {
        case .positive: upper < .infinity ? [upper] : []
        case .negative: lower > 0 ? [lower] : []
        case .none: []
        }
    }
}
