// SPDX-License-Identifier: GPL-3.0-or-later

/// An interval of allowed numbers, each end open or closed; NaN is never inside.
public struct NumberDomain: Sendable, Hashable {
    /// The lower end, or −∞.
    public let lower: Double
    /// Whether the lower end itself is allowed.
    public let includesLower: Bool
    /// The upper end, or +∞.
    public let upper: Double
    /// Whether the upper end itself is allowed; with +∞ this allows infinity as a value.
    public let includesUpper: Bool

    /// Makes a domain.
    public init(lower: Double, includesLower: Bool, upper: Double, includesUpper: Bool) {
        self.lower = lower
        self.includesLower = includesLower
        self.upper = upper
        self.includesUpper = includesUpper
    }

    /// Returns whether a number is allowed.
    public func contains(_ number: Double) -> Bool {
        (number > lower || (includesLower && number == lower))
            && (number < upper || (includesUpper && number == upper))
    }
}

extension NumberDomain: CustomStringConvertible {
    /// The interval as mathematics writes it: `(0, 1]`, `[0, ∞)`.
    public var description: String {
        (includesLower ? "[" : "(") + Derivation.decimal(lower) + ", "
            + Derivation.decimal(upper) + (includesUpper ? "]" : ")")
    }
}

extension NumberDomain {
    /// Every number but the infinities: (−∞, ∞).
    public static let finite = NumberDomain(
        lower: -.infinity, includesLower: false, upper: .infinity, includesUpper: false)

    /// Zero and above: [0, ∞).
    public static let notNegative = NumberDomain(
        lower: 0, includesLower: true, upper: .infinity, includesUpper: false)

    /// Above zero: (0, ∞).
    public static let positive = NumberDomain(
        lower: 0, includesLower: false, upper: .infinity, includesUpper: false)

    /// The probability of a token that was sampled: (0, 1].
    public static let probability = NumberDomain(
        lower: 0, includesLower: false, upper: 1, includesUpper: true)

    /// The logarithm of such a probability, in nats: (−∞, 0].
    package static let logProbability = NumberDomain(
        lower: -.infinity, includesLower: false, upper: 0, includesUpper: true)

    /// The distance ε below 1 at which clipping starts: (0, ∞); from 1 on there is no lower bound.
    public static let clipBelow = positive

    /// A cap on weights: (1, ∞], where infinity means none.
    public static let cap = NumberDomain(
        lower: 1, includesLower: false, upper: .infinity, includesUpper: true)
}
