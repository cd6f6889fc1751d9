// SPDX-License-Identifier: GPL-3.0-or-later

/// A rule whose parameters are fixed: the functions that the rest of the program calls.
public struct BoundRule: Sendable {
    /// What people type; errors name it.
    ///
    /// Empty until a ``WeightRule`` binds it.
    public internal(set) var name = ""

    /// What legends show.
    public internal(set) var title = ""

    /// What the rule reads of the policy's entropy.
    public internal(set) var entropyUse = EntropyUse.none

    /// How the rule weighs whole responses; nil for one that weighs each token by itself.
    ///
    /// The functions of a token below are then those of a response that consists of this token.
    public let responses: ResponseWeighing?

    /// How the rule weighs batches; nil for one that looks at a token or a response by itself.
    ///
    /// The functions of a token below are then those of a batch that consists of this token.
    public let batch: BatchWeighing?

    /// Returns the effective weight w of a token.
    ///
    /// The method's gradient is the mean of w · A · ∇log π, so 0 means that the token teaches
    /// nothing. Finite and never negative for finite input, and 0 where A is 0: such a token has
    /// no gradient under any method. A NaN ratio gives NaN where the formula uses the ratio
    /// otherwise than in a comparison; a NaN advantage has no sign and gives 0, while the
    /// gradient −w·A is NaN.
    public let weight: @Sendable (Token) -> Double

    /// Returns u, what the rule adds to the coefficient of ∇log π whatever the advantage is, or nil for
    /// a rule that adds nothing.
    ///
    /// The method's gradient is then the mean of (w · A + u) · ∇log π. May have either sign; not 0
    /// where A is 0.
    public let additive: (@Sendable (Token) -> Double)?

    /// The same weights as numbers, or nil where they depend on more than the ratio and the sign
    /// of the advantage, or on the ratio in another way.
    public let ratioWeight: RatioWeight?

    /// Returns whether the token's ratio lies outside the method's clip interval.
    ///
    /// Nil where the method has no interval. Outside does not mean that the gradient is zero:
    /// the answer does not depend on the advantage.
    public let isOutside: (@Sendable (Token) -> Bool)?

    /// The bound c on large weights, or nil where the method has none.
    public let cap: Cap?

    /// Returns whether a token's weight is held at a bound with its gradient kept; nil for a rule that
    /// holds none.
    ///
    /// Whatever the bound is: ASPO's c, CISPO's 1 + ε_high, an end of the interval under GPPO. What a
    /// hard cap stops has the weight 0, and is not held.
    public internal(set) var isHeld: (@Sendable (Token) -> Bool)?

    /// Returns the loss of one token as the authors' code computes it, with what the method
    /// stops gradients through taken from `frozen`.
    ///
    /// Its derivative by `token.logProbability` at `token == frozen` is −(w·A + u), up to the ends of
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
        additive: (@Sendable (Token) -> Double)? = nil,
        ratioWeight: RatioWeight? = nil,
        isOutside: (@Sendable (Token) -> Bool)?,
        cap: Cap?,
        loss: @escaping @Sendable (_ token: Token, _ frozen: Token) -> Double,
        edges: @escaping @Sendable (_ oldLogProbability: Double, _ advantage: Double) -> [Double],
        derivation: @escaping @Sendable (Token) -> Derivation
    ) {
        (responses, batch) = (nil, nil)
        self.weight = weight
        self.additive = additive
        self.ratioWeight = ratioWeight
        self.isOutside = isOutside
        self.cap = cap
        isHeld = cap.flatMap { $0.sides == .both ? $0.isActive : nil }
        self.loss = loss
        self.edges = edges
        self.derivation = derivation
    }

    /// Makes a rule on whole responses.
    init(_ responses: ResponseWeighing) {
        @Sendable func logRatios(_ token: Token) -> [Double] {
            [Token.clampedLogRatio(token.logProbability - token.oldLogProbability)]
        }
        (self.responses, batch) = (responses, nil)
        weight = { responses.weights(logRatios($0), advantage: $0.advantage)[0] }
        additive = nil
        ratioWeight = nil
        isOutside = nil
        cap = nil
        loss = { responses.loss(logRatios($0), logRatios($1), $0.advantage) }
        edges = { _, advantage in responses.edges(advantage) }
        derivation = { token in
            .unmasked(token, positive: "that of its response", negative: "that of its response")
        }
    }

    /// Makes a rule on batches.
    init(_ batch: BatchWeighing) {
        @Sendable func weights(_ token: Token) -> BatchWeights {
            batch.weigh(TokenBatch(tokens: [token]))
        }
        (responses, self.batch) = (nil, batch)
        weight = { weights($0).weights[0] }
        if batch.addsTerms {
            additive = { weights($0).additive?[0] ?? 0 }
        } else {
            additive = nil
        }
        ratioWeight = nil
        isOutside = batch.isOutside
        cap = batch.cap
        loss = { batch.loss(TokenBatch(tokens: [$0]), TokenBatch(tokens: [$1])) }
        edges = { _, advantage in batch.edges(advantage) }
        derivation = { token in
            .unmasked(token, positive: "that of its batch", negative: "that of its batch")
        }
    }

    /// Returns the whole coefficient of ∇log π, w·A·f + u; the loss's derivative by log π is its
    /// negative.
    ///
    /// - Parameters:
    ///   - token: One token.
    ///   - factor: f, by which a correction for the rollout engine multiplies the weight.
    /// - Returns: The score, in units of the advantage; 0 for a token without an advantage under a rule
    ///   that adds nothing.
    public func score(_ token: Token, factor: Double = 1) -> Double {
        let weight = weight(token)
        let product = weight == 0 ? 0 : weight * token.advantage * factor
        return product + (additive?(token) ?? 0)
    }

    /// Returns the rule by another name, as one that no list holds.
    package func called(
        _ name: String, title: String? = nil, entropyUse: EntropyUse? = nil
    ) -> BoundRule {
        var rule = self
        (rule.name, rule.title) = (name, title ?? name)
        if let entropyUse { rule.entropyUse = entropyUse }
        return rule
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
