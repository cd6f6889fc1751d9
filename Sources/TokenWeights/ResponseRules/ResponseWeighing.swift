// SPDX-License-Identifier: GPL-3.0-or-later

/// How a rule weighs whole responses, its parameters fixed.
///
/// For a response of T tokens with log-ratios x_t = log π − log π_old and one advantage A, the
/// loss L and the effective weights w_t belong together by
///
///     ∂L/∂x_t = −w_t A / T   where the response's tokens are averaged (GSPO, GMPO)
///     ∂L/∂x_t = −w_t A       where they are added up (LUSPO, TOPR)
///
/// so that w is 1 where nothing has moved, as for a rule that looks at one token.
public struct ResponseWeighing: Sendable {
    /// How the tokens of a response add up to its loss.
    public let reduction: ResponseReduction

    /// Replaces the log-ratios of a response by the effective weights of its tokens.
    ///
    /// Of the advantage its sign alone counts.
    /// In place, so that inner loops need no memory; ``weights(_:advantage:)`` returns a list.
    public let weigh: @Sendable (_ logRatios: inout [Double], _ advantage: Double) -> Void

    /// Returns the loss of a response, with what the method stops gradients through taken from
    /// `frozen`, the same response's log-ratios.
    ///
    /// In units of the advantage; 0 for a response without tokens, or where A is 0 or NaN. Up to
    /// |x| = 20 its derivative at `logRatios == frozen` is the one above; beyond, the clamp
    /// makes it a constant, while the weights keep the clamped value.
    public let loss:
        @Sendable (_ logRatios: [Double], _ frozen: [Double], _ advantage: Double) -> Double

    /// Returns the ratios at which the weight of a response of one token jumps or bends, in rising
    /// order, for one sign of the advantage.
    public let edges: @Sendable (_ advantage: Double) -> [Double]

    /// Makes it.
    public init(
        reduction: ResponseReduction,
        weigh: @escaping @Sendable (_ logRatios: inout [Double], _ advantage: Double) -> Void,
        loss:
            @escaping @Sendable (
                _ logRatios: [Double], _ frozen: [Double], _ advantage: Double
            ) -> Double,
        edges: @escaping @Sendable (_ advantage: Double) -> [Double]
    ) {
        self.edges = edges
        self.reduction = reduction
        self.weigh = weigh
        self.loss = loss
    }

    /// Returns the effective weight of each token of a response.
    ///
    /// - Parameters:
    ///   - logRatios: log π − log π_old of each token in nats; taken as if clamped to ±20.
    ///   - advantage: The advantage that the tokens share, unitless.
    /// - Returns: One unitless weight a token: finite and never negative for finite input, and 0
    ///   where A is 0 or NaN. A NaN among the log-ratios gives NaN where the weight is not masked.
    public func weights(_ logRatios: [Double], advantage: Double) -> [Double] {
        var numbers = logRatios
        weigh(&numbers, advantage)
        return numbers
    }
}

extension ResponseWeighing {
    /// Returns the effective weight of each token of a response, by the sign of its own advantage.
    ///
    /// Weights depend on the advantage by its sign alone. In a response whose tokens differ in it,
    /// as per-token advantages do, each token has the weight that it has where all of them share its
    /// sign: the ratios of all decide what is averaged or multiplied, its own advantage whether it is
    /// masked. 0 where the token's A is 0 or NaN.
    ///
    /// Where a log-probability is not a number, as in logs that hold only ratios, the ratio counts.
    package func weights(_ response: [Token]) -> [Double] {
        let logRatios = response.map { token in
            let difference = token.logProbability - token.oldLogProbability
            return difference.isNaN ? logarithm(token.importanceRatio) : difference
        }
        guard let first = response.first?.advantageSign else { return [] }
        guard response.contains(where: { $0.advantageSign != first }) else {
            return weights(logRatios, advantage: response[0].advantage)
        }
        let positive = weights(logRatios, advantage: 1)
        let negative = weights(logRatios, advantage: -1)
        return response.indices.map { place in
            switch response[place].advantageSign {
            case .positive: positive[place]
            case .negative: negative[place]
            case .none: 0
            }
        }
    }
}

/// How the tokens of a response add up to the response's loss.
public enum ResponseReduction: Sendable, Equatable {
    /// Averaged: every response counts the same, so that tokens of long ones count for less.
    case mean
    /// Added up: every token counts the same.
    case sum
}
