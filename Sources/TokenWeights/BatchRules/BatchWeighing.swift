// SPDX-License-Identifier: GPL-3.0-or-later

/// The tokens that a trainer's loss sees at once, response after response.
public struct TokenBatch: Sendable {
    /// The tokens.
    public var tokens: [Token]

    /// Which of the tokens each response has, in their order and without gaps.
    public let responses: [Range<Int>]

    /// For each response the group it belongs to: the responses to one prompt have the same number.
    public let groups: [Int]

    /// What random choices are drawn from; equal batches with equal seeds are weighed equally.
    public let seed: UInt64

    /// Makes a batch.
    ///
    /// - Parameters:
    ///   - tokens: The tokens, response after response.
    ///   - responses: Which of them each response has; nil where each is one by itself.
    ///   - groups: The group of each response; nil where all belong to one.
    ///   - seed: What random choices are drawn from.
    public init(
        tokens: [Token], responses: [Range<Int>]? = nil, groups: [Int]? = nil, seed: UInt64 = 1
    ) {
        self.tokens = tokens
        self.responses = responses ?? tokens.indices.map { $0..<$0 + 1 }
        self.groups = groups ?? self.responses.map { _ in 0 }
        self.seed = seed
    }
}

/// What a rule on batches makes of a batch's tokens.
public struct BatchWeights: Sendable, Equatable {
    /// w of each token, unitless.
    public var weights: [Double]

    /// u of each token, what is added whatever the advantage is; nil where nothing is.
    public var additive: [Double]?

    /// Makes it.
    public init(weights: [Double], additive: [Double]? = nil) {
        self.weights = weights
        self.additive = additive
    }
}

/// How a rule weighs batches, its parameters fixed: which tokens it masks, or how, depends on all others.
///
/// The loss L of a batch and the weights belong together by
///
///     ∂L/∂log π_t = −(w_t A_t + u_t)        where tokens are added up
///     ∂L/∂log π_t = −(w_t A_t + u_t) / T_i  where those of a response of T_i tokens are averaged
///
/// with what the rule chooses or counts taken as it was.
public struct BatchWeighing: Sendable {
    /// How the tokens of a response add up to its loss; nil where that is the trainer's choice.
    public let reduction: ResponseReduction?

    /// Whether what counts is the group of a prompt's responses and not the whole batch.
    public let isOfGroups: Bool

    /// Whether the rule may give u, which does not vanish with the advantage.
    public let addsTerms: Bool

    /// Returns the weights of a batch's tokens, in their order.
    ///
    /// Finite for finite input.
    public let weigh: @Sendable (TokenBatch) -> BatchWeights

    /// Returns the loss of a batch, with what the method stops gradients through, chooses or counts
    /// taken from `frozen`, the same batch.
    ///
    /// In units of the advantage; not divided by the number of tokens, responses or groups.
    public let loss: @Sendable (_ batch: TokenBatch, _ frozen: TokenBatch) -> Double

    /// Returns whether a token's ratio lies outside the clip interval; nil without a fixed one.
    public let isOutside: (@Sendable (Token) -> Bool)?

    /// The bound c on large weights, or nil where the method has none.
    public let cap: Cap?

    /// Returns the ratios at which the weight of a batch of one token jumps or bends, in rising order,
    /// for one sign of the advantage.
    public let edges: @Sendable (_ advantage: Double) -> [Double]

    /// Makes it.
    public init(
        reduction: ResponseReduction? = nil, isOfGroups: Bool = false, addsTerms: Bool = false,
        weigh: @escaping @Sendable (TokenBatch) -> BatchWeights,
        loss: @escaping @Sendable (_ batch: TokenBatch, _ frozen: TokenBatch) -> Double,
        isOutside: (@Sendable (Token) -> Bool)? = nil, cap: Cap? = nil,
        edges: @escaping @Sendable (_ advantage: Double) -> [Double]
    ) {
        (self.reduction, self.isOfGroups, self.addsTerms) = (reduction, isOfGroups, addsTerms)
        (self.weigh, self.loss, self.edges) = (weigh, loss, edges)
        (self.isOutside, self.cap) = (isOutside, cap)
    }
}

/// What decides the weight of a token.
public enum WeighingScope: Sendable, Equatable, CaseIterable {
    /// The token alone.
    case token
    /// All tokens of its response.
    case response
    /// All responses to its prompt.
    case group
    /// All tokens that the loss sees at once.
    case batch
}
