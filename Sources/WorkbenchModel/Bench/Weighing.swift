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
}

extension Method {
    /// Returns what the method makes of tokens, in their order.
    ///
    /// - Parameters:
    ///   - given: The tokens.
    ///   - responses: For each of them the response it belongs to; nil for a token that is one by itself.
    ///     The tokens of a response share the first one's advantage where the method weighs responses.
    /// - Returns: One for each token.
    package func weigh(_ given: [Token], responses: [String?]) -> [Weighing] {
        let tokens = policies == .own ? given : given.map(policies.applied)
        let groups = groups(responses)
        var weights = tokens.map { bound.responses == nil ? bound.weight($0) : 0 }
        var factors = tokens.map { _ in 1.0 }
        for group in groups where bound.responses != nil || correction != nil {
            let members = group.map { tokens[$0] }
            if let rule = bound.responses {
                for (place, weight) in zip(group, rule.weights(members)) { weights[place] = weight }
            }
            if let correction {
                for (place, factor) in zip(group, correction.factors(members)) {
                    factors[place] = factor
                }
            }
        }
        return tokens.indices.map { weighing(tokens[$0], weights[$0], factors[$0]) }
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

    /// Returns what the method makes of a token that is a response by itself.
    package func weigh(_ token: Token) -> Weighing { weigh([token], responses: [nil])[0] }

    private func weighing(_ token: Token, _ weight: Double, _ factor: Double) -> Weighing {
        let product = weight == 0 ? 0 : weight * token.advantage * factor
        let additive = bound.additive?(token) ?? 0
        let pull = penalty?.additive(token, factor: factor) ?? 0
        return Weighing(weight: weight, factor: factor, score: product + additive + pull)
    }

    /// Returns the places of each response's tokens, in the order in which responses begin.
    private func groups(_ responses: [String?]) -> [[Int]] {
        guard bound.responses != nil || correction?.correction.isOfResponses == true else {
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
