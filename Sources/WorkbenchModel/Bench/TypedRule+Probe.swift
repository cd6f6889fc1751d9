// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenWeights

extension TypedRule {
    /// Tries the rule on a grid of tokens and refuses one that is no number everywhere, or that is
    /// negative somewhere and no score.
    ///
    /// Of the tokens that refuse it, the most ordinary one is named: the one that has moved least, among
    /// those the one whose engine agrees best, then the one whose π_old is nearest to 0.3.
    func probe(span: Range<Int>) throws(CommandError) {
        let weight = compiledWeight([:])
        let engines = uses("m") || uses("rho") ? Self.engineMoves : [0]
        let wrong = Self.grid(engines: engines).lazy.map { ($0, weight($0)) }
            .filter { !$0.1.isFinite || (!isScore && $0.1 < 0) }
        guard let (token, value) = wrong.min(by: { Self.isMoreOrdinary($0.0, $1.0) }) else {
            return
        }
        let what = value.isNaN ? "no number" : NumberText.significant(value, digits: 4)
        guard value.isFinite else {
            throw CommandError(
                .domain, "at \(Self.point(token)) this is \(what); a rule is a number everywhere",
                span: span, hint: "keep it in range with clip(…, 0, 10) or max(…, 0)")
        }
        throw CommandError(
            .domain, "at \(Self.point(token)) this is \(what); a weight is 0 or more", span: span,
            hint: "keep it in range with max(…, 0), or allow both signs: "
                + "rule \(name) score = (\(expression.source))*A")
    }

    private static func point(_ token: Token) -> String {
        variables.map { "\($0.name) = \(NumberText.significant($0.value(token), digits: 3))" }
            .joined(separator: ", ")
    }

    /// Returns whether a token is nearer to what people have on a bench than another.
    private static func isMoreOrdinary(_ one: Token, _ other: Token) -> Bool {
        strangeness(one).lexicographicallyPrecedes(strangeness(other))
    }

    /// How far a token has moved, how far its engine is away, and how far its other numbers are from
    /// ordinary ones, what counts most first; in steps below which nothing differs but by rounding.
    private static func strangeness(_ token: Token) -> [Int] {
        let engine = token.engineLogProbability ?? token.oldLogProbability
        return [
            token.logProbability - token.oldLogProbability, engine - token.oldLogProbability,
            token.oldLogProbability - logarithm(0.3), (token.entropy ?? 0) - 0.5,
            abs(token.advantage) - 1, min(0, token.advantage),
        ].map { Int((abs($0) * 1e6).rounded()) }
    }

    /// How far the engine is away from π_old where a rule looks at it: ρ from 0.05 to 20.
    private static let engineMoves = [0, -0.4, 0.4, -1.6, 1.6, -3, 3]

    /// Returns tokens of every sort: rare and sure, lagging and leading, good and bad.
    ///
    /// - Parameter engines: log μ − log π_old in nats, each of them tried; μ is at most 1.
    /// - Returns: A token for each combination.
    private static func grid(engines: [Double]) -> [Token] {
        var tokens: [Token] = []
        for oldLogProbability in [-12, -5, -2, -1.2, -0.7, -0.05, 0] {
            for logRatio in [-20, -6, -2.4, -1.2, -0.7, -0.3, 0, 0.1, 0.3, 1.2, 6] {
                for engine in engines {
                    tokens += variants(oldLogProbability, logRatio, engine)
                }
            }
        }
        return tokens
    }

    /// Returns tokens of all advantages and entropies at one place.
    private static func variants(
        _ oldLogProbability: Double, _ logRatio: Double, _ engine: Double
    ) -> [Token] {
        [-2.5, -1, 1, 2.5].flatMap { advantage in
            [0, 0.5, 3].map { entropy in
                Token(
                    oldLogProbability: oldLogProbability,
                    logProbability: min(0, oldLogProbability + logRatio), advantage: advantage,
                    entropy: entropy, engineLogProbability: min(0, oldLogProbability + engine),
                    // The reference differs from π_old here and there.
                    referenceLogProbability: min(0, oldLogProbability - 0.2))
            }
        }
    }
}
