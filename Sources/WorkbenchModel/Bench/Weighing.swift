// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// What a method makes of one token: score = w · A · f + u.
package struct Weighing: Sendable, Equatable {
    /// w, the base weight.
    package let weight: Double
    /// f, the factor of the correction; 1 without one.
    package let factor: Double
    /// The whole coefficient of ∇log π.
    package let score: Double
    /// Whether the mask of low entropies leaves the token.
    package var isKept = true

    /// w · f.
    package var total: Double { weight == 0 ? 0 : weight * factor }

    /// Returns the size of the gradient on the sampled token's logit, |score| · (1 − π).
    package func gradientSize(_ token: Token) -> Double {
        let gradient = SampledTokenGradient(
            weight: abs(score), advantage: 1, logProbability: token.logProbability)
        return abs(gradient.onSampledLogit)
    }
}

/// A penalty in the loss for moving away from the reference policy, with its coefficient.
package struct ScaledPenalty: Sendable {
    package let penalty: ReferencePenalty
    package let coefficient: Double

    /// Whether k3 has no gradient beyond a value of 10.
    package let isClamped: Bool

    /// Whether the correction's factor multiplies it too.
    package let isCorrected: Bool

    package init(
        _ penalty: ReferencePenalty, coefficient: Double, isClamped: Bool = false,
        isCorrected: Bool = false
    ) {
        (self.penalty, self.coefficient) = (penalty, coefficient)
        (self.isClamped, self.isCorrected) = (isClamped, isCorrected)
    }

    /// Returns u, what it adds to the coefficient of ∇log π.
    func additive(_ token: Token, factor: Double) -> Double {
        let pull = penalty.additive(token, coefficient: coefficient, isClamped: isClamped)
        return isCorrected ? pull * factor : pull
    }

    /// The same as a function that statistics of logs take.
    package var pull: @Sendable (Token, _ factor: Double) -> Double {
        { token, factor in additive(token, factor: factor) }
    }
}

extension Method {
    /// Returns what the method makes of tokens, in their order.
    ///
    /// - Parameters:
    ///   - tokens: The tokens.
    ///   - responses: For each of them the response it belongs to; nil for a token that is one by itself.
    ///     Where the method weighs responses the sign of each token's own advantage counts.
    ///   - seed: What a method that draws tokens draws from.
    /// - Returns: One for each token.
    package func weigh(_ tokens: [Token], responses: [String?], seed: Int = 1) -> [Weighing] {
        let places = groups(responses)
        var first = 0
        let ranges = places.map { group in
            defer { first += group.count }
            return first..<first + group.count
        }
        let order = places.flatMap { $0 }
        let batch = TokenBatch(
            tokens: order.map { tokens[$0] }, responses: ranges,
            seed: UInt64(truncatingIfNeeded: seed))
        var weighings: [Weighing?] = tokens.map { _ in nil }
        for (place, weighing) in zip(order, weigh(batch)) { weighings[place] = weighing }
        return weighings.compactMap { $0 }
    }

    /// Returns what the method makes of a batch's tokens, in their order.
    package func weigh(_ given: TokenBatch) -> [Weighing] {
        var batch = given
        if policies != .own { batch.tokens = batch.tokens.map(policies.applied) }
        let (tokens, found) = (batch.tokens, bound.weights(batch))
        var factors = tokens.map { _ in 1.0 }
        if let correction {
            factors = batch.responses.flatMap { correction.factors(Array(tokens[$0])) }
        }
        let kept = entropyMask?.kept(tokens)
        return tokens.indices.map { place in
            var weighing = weighing(
                tokens[place], found.weights[place], factors[place], found.additive?[place] ?? 0)
            if let kept { weighing.isKept = kept[place] }
            return weighing
        }
    }

    /// Returns score/A, the weight that curves show.
    ///
    /// With a term of its own, or a penalty, it is of either sign; without, it is w itself. 0 where A is 0
    /// or no number.
    package func effectiveWeight(_ token: Token) -> Double {
        guard addsTerms || correction != nil || policies != .own else {
            return bound.weight(token)
        }
        return token.advantageSign == .none ? 0 : weigh(token).score / token.advantage
    }

    /// Returns score/A of each token of a response of equal tokens, which curves over responses show.
    ///
    /// A method on groups sees beside it one response of the other sign that has not moved.
    ///
    /// - Parameters:
    ///   - token: Each of the tokens.
    ///   - length: How many there are.
    /// - Returns: A unitless number, 0 where A is 0 or no number.
    package func responseWeight(_ token: Token, length: Int = 1) -> Double {
        guard token.advantageSign != .none, length > 0 else { return 0 }
        let tokens = [Token](repeating: token, count: length)
        let still = Token(
            oldLogProbability: token.oldLogProbability, logProbability: token.oldLogProbability,
            advantage: -token.advantage)
        let batch =
            rule.scope == .group
            ? TokenBatch(tokens: tokens + [still], responses: [0..<length, length..<length + 1])
            : TokenBatch(tokens: tokens, responses: [0..<length])
        return weigh(batch)[0].score / token.advantage
    }

    /// Returns what the method makes of a token that is a response by itself.
    package func weigh(_ token: Token) -> Weighing { weigh([token], responses: [nil])[0] }

    private func weighing(
        _ token: Token, _ weight: Double, _ factor: Double, _ additive: Double
    ) -> Weighing {
        let product = weight == 0 ? 0 : weight * token.advantage * factor
        let pull = penalty?.additive(token, factor: factor) ?? 0
        return Weighing(weight: weight, factor: factor, score: product + additive + pull)
    }

    /// Returns the places of each response's tokens, in the order in which responses begin.
    private func groups(_ responses: [String?]) -> [[Int]] {
        guard bound.responses != nil || bound.batch != nil || correction != nil else {
            return responses.indices.map { [$0] }
        }
        var groups: [[Int]] = []
        var known: [String: Int] = [:]
        for (place, response) in responses.enumerated() {
            if let response, let group = known[response] {
                groups[group].append(place)
            } else {
                if let response { known[response] = groups.count }
                groups.append([place])
            }
        }
        return groups
    }
}
