// SPDX-License-Identifier: GPL-3.0-or-later

/// A named way to weight tokens: all that a method is.
///
/// One value here is all that a new method needs; tables, curves, simulations, legends, help and
/// the reference are read off it.
public struct WeightRule: Sendable {
    /// What people type: lower case with hyphens.
    public let name: String

    /// What legends show.
    public let title: String

    /// What the rule does, in one sentence.
    public let summary: String

    /// The effective weight as a formula in Unicode, one line a case.
    public let formula: String

    /// The effective weight of a token whose advantage is not 0, as an expression.
    ///
    /// In the language of the rules that people type: `r` is the importance ratio, `p` and `q` are
    /// π and π_old, `A` is the advantage, and the parameters go by their names. Published rules
    /// may also use `log_p` and `log_q`, and `high_entropy`, which is 1 or 0. It gives what
    /// ``BoundRule/weight`` gives, and everything that is written for other programs is made of it.
    public let expression: String

    /// Where the formula is published, and which of the authors' functions it was checked against.
    public let source: String

    /// What can be set, in the order in which people see it; empty where nothing can.
    public let parameters: [RuleParameter]

    /// What the rule reads of the policy's entropy.
    public let entropyUse: EntropyUse

    /// Returns the rule with its parameters put in.
    ///
    /// Binding looks names up once, so that the weight of a token costs no look-up. Values must
    /// be complete; ``bound(_:)`` fills in the defaults.
    public let bind: @Sendable (ParameterValues) -> BoundRule

    /// Makes a rule.
    public init(
        name: String, title: String, summary: String, formula: String, expression: String,
        source: String, parameters: [RuleParameter], entropyUse: EntropyUse = .none,
        bind: @escaping @Sendable (ParameterValues) -> BoundRule
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.formula = formula
        self.expression = expression
        self.source = source
        self.parameters = parameters
        self.entropyUse = entropyUse
        self.bind = bind
    }

    /// Returns the rule with some parameters set and the others at their defaults.
    ///
    /// Values of names that the rule does not have are ignored.
    public func bound(_ values: ParameterValues = [:]) -> BoundRule {
        var complete: ParameterValues = [:]
        for parameter in parameters {
            complete[parameter.name] = values[parameter.name] ?? parameter.defaultValue
        }
        return bind(complete)
    }
}

/// Parameter values by name, such as `["eps_low": 0.2]`.
public typealias ParameterValues = [String: Double]

/// A rule whose parameters are fixed: the functions that the rest of the program calls.
public struct BoundRule: Sendable {
    /// Returns the effective weight w of a token.
    ///
    /// The method's gradient is the mean of w · A · ∇log π, so 0 means that the token teaches
    /// nothing. Finite and never negative for finite input, and 0 where A is 0: such a token has
    /// no gradient under any method. A NaN ratio gives NaN where the formula uses the ratio
    /// otherwise than in a comparison; a NaN advantage has no sign and gives 0, while the
    /// gradient −w·A is NaN.
    public let weight: @Sendable (Token) -> Double

    /// Returns whether the token's ratio lies outside the method's clip interval.
    ///
    /// Nil where the method has no interval. Outside does not mean that the gradient is zero:
    /// the answer does not depend on the advantage.
    public let isOutside: (@Sendable (Token) -> Bool)?

    /// The bound c on large weights, or nil where the method has none.
    public let cap: Cap?

    /// Returns the loss of one token as the authors' code computes it, with what the method
    /// stops gradients through taken from `frozen`.
    ///
    /// Its derivative by `token.logProbability` at `token == frozen` is −w·A, up to the ends of
    /// the ±20 clamp of the log-ratio: beyond them the authors' clamped losses are constants,
    /// while ``weight`` keeps the clamped value.
    public let loss: @Sendable (_ token: Token, _ frozen: Token) -> Double

    /// Returns the ratios at which the weight jumps or bends, in rising order.
    ///
    /// For one old log-probability and one sign of the advantage; empty for an advantage of 0.
    /// Between them the weight is smooth, so that curves are drawn piece by piece. Ratios that
    /// π ≤ 1 does not allow may be among them; the ends of the ±20 clamp are not.
    public let edges: @Sendable (_ oldLogProbability: Double, _ advantage: Double) -> [Double]

    /// Returns which case of the formula a token falls into.
    public let derivation: @Sendable (Token) -> Derivation

    /// Makes a bound rule.
    public init(
        weight: @escaping @Sendable (Token) -> Double,
        isOutside: (@Sendable (Token) -> Bool)?,
        cap: Cap?,
        loss: @escaping @Sendable (_ token: Token, _ frozen: Token) -> Double,
        edges: @escaping @Sendable (_ oldLogProbability: Double, _ advantage: Double) -> [Double],
        derivation: @escaping @Sendable (Token) -> Derivation
    ) {
        self.weight = weight
        self.isOutside = isOutside
        self.cap = cap
        self.loss = loss
        self.edges = edges
        self.derivation = derivation
    }
}

/// A bound on large weights: where it applies and whether it acts on a token.
public struct Cap: Sendable {
    /// Which tokens the bound can act on.
    public let sides: Sides

    /// Returns whether the bound acts on a token: its unbounded weight is above c.
    public let isActive: @Sendable (Token) -> Bool

    /// The signs of the advantage.
    public enum Sides: Sendable, Equatable {
        /// A < 0 only, as the hard dual clip of PPO.
        case negative
        /// Both signs, as ASPO's soft cap.
        case both
    }

    /// Makes a cap.
    public init(sides: Sides, isActive: @escaping @Sendable (Token) -> Bool) {
        self.sides = sides
        self.isActive = isActive
    }
}

/// Which case of a method's formula a token falls into, in words and symbols.
public struct Derivation: Sendable, Equatable {
    /// The conditions with the numbers put in and what they mean: `A > 0, r ≤ 1.2 → active`.
    public let condition: String

    /// The case's formula: `1/r`, or `0`.
    public let formula: String

    /// Makes a derivation.
    public init(condition: String, formula: String) {
        self.condition = condition
        self.formula = formula
    }
}

/// One number that people can set on a method.
public struct RuleParameter: Sendable, Equatable {
    /// What people type, in ASCII: `eps_low`.
    public let name: String

    /// What the screen shows: `ε_low`.
    public let symbol: String

    /// What it means, in one sentence.
    public let summary: String

    /// The value where nothing is set.
    public let defaultValue: Double

    /// The values allowed.
    public let domain: NumberDomain

    /// Makes a parameter.
    public init(
        name: String, symbol: String, summary: String, defaultValue: Double, domain: NumberDomain
    ) {
        self.name = name
        self.symbol = symbol
        self.summary = summary
        self.defaultValue = defaultValue
        self.domain = domain
    }
}

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

    /// The distance ε below 1 at which clipping starts: (0, 1).
    public static let clipBelow = NumberDomain(
        lower: 0, includesLower: false, upper: 1, includesUpper: false)

    /// The distance ε above 1 at which clipping starts: (0, ∞).
    public static let positive = NumberDomain(
        lower: 0, includesLower: false, upper: .infinity, includesUpper: false)

    /// A cap on weights: (1, ∞], where infinity means none.
    public static let cap = NumberDomain(
        lower: 1, includesLower: false, upper: .infinity, includesUpper: true)
}
