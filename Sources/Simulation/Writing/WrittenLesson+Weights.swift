// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights
import Transformer

extension WrittenLesson {
    /// Learns from answers one after the other, under a rule that looks at a token or a response.
    mutating func learnEach(_ taught: [Int], _ divisor: Double) throws(Interruption) {
        let texts = taught.map { batch.answers[$0].text }
        try state.network.addGradient(
            of: texts, promptLength: state.run.task.promptLength
        ) { response, pushes throws(Interruption) in
            let index = taught[response.text]
            let tokens = tokens(of: response, answer: batch.answers[index])
            let weights =
                batch.answers[index].advantage == 0
                ? Array(repeating: 0, count: tokens.count)
                : method.responses?.weights(tokens) ?? tokens.map(method.weight)
            let added = method.additive.map { tokens.map($0) } ?? []
            try push(index, tokens, weights, added, divisor, pushes)
        }
    }

    /// Learns from answers together, under a rule that looks at all of them.
    mutating func learn(
        _ taught: [Int], by rule: BatchWeighing, _ divisor: Double
    ) throws(Interruption) {
        let texts = taught.map { batch.answers[$0].text }
        var (all, responses): ([Token], [Range<Int>]) = ([], [])
        state.network.score(texts, promptLength: state.run.task.promptLength) { response in
            let first = all.count
            all += tokens(of: response, answer: batch.answers[taught[response.text]])
            responses.append(first..<all.count)
        }
        let seed = UInt64(state.seed) << 32 ^ UInt64(state.updates)
        let found = rule.weigh(
            TokenBatch(
                tokens: all, responses: responses,
                groups: taught.map { batch.answers[$0].prompt }, seed: seed))
        try state.network.addGradient(
            of: texts, promptLength: state.run.task.promptLength
        ) { response, pushes throws(Interruption) in
            let range = responses[response.text]
            try push(
                taught[response.text], Array(all[range]), Array(found.weights[range]),
                found.additive.map { Array($0[range]) } ?? [], divisor, pushes)
        }
    }

    /// Returns the tokens of an answer as rules see them.
    private func tokens(of response: ScoredResponse, answer: AnswerBatch.Answer) -> [Token] {
        let readsEntropy = method.entropyUse != .none
        let entropies = readsEntropy ? (0..<response.count).map { response.row($0).entropy } : []
        let isHigh = method.entropyUse == .quantile ? highEntropyFlags(entropies) : []
        return (0..<response.count).map { place in
            let old = Double(answer.oldLogs[answer.oldLogs.startIndex + place])
            let log = Double(response.logProbability(place))
            var token = Token(
                oldLogProbability: old, logProbability: log, advantage: answer.advantage,
                entropy: readsEntropy ? entropies[place] : nil,
                isHighEntropy: isHigh.isEmpty ? false : isHigh[place],
                importanceRatio: exponential(Token.clampedLogRatio(log - old)))
            if !answer.engineLogs.isEmpty { token.engineLogProbability = answer.engineLogs[place] }
            if !answer.referenceLogs.isEmpty {
                token.referenceLogProbability = Double(answer.referenceLogs[place])
            }
            return token
        }
    }

    /// Says how hard each token of an answer is pushed, and counts what is told of it.
    private mutating func push(
        _ index: Int, _ tokens: [Token], _ weights: [Double], _ added: [Double],
        _ divisor: Double, _ pushes: UnsafeMutableBufferPointer<TokenPush>
    ) throws(Interruption) {
        let share = averagesResponses ? 1 / Double(tokens.count) : 1
        let factors = factors(of: index, tokens)
        if index == watched { (watchedWeights, watchedTokens) = (weights, tokens) }
        for (place, token) in tokens.enumerated() {
            let factor = factors.isEmpty ? 1 : factors[place]
            let term = added.isEmpty ? 0 : added[place]
            guard weights[place] >= 0, weights[place] < .infinity, term.isFinite else {
                throw unusable(weights[place], term, token)
            }
            count(token, weights[place], factor, term)
            let score = weights[place] * factor * token.advantage + term + penalty(token)
            let coefficient = Float(score * share / divisor)
            guard coefficient.isFinite else { throw unusable(weights[place], term, token) }
            pushes[place] = TokenPush(
                coefficient: coefficient,
                entropyCoefficient: Float(settings.entropyCoefficient * share / divisor))
        }
    }

    /// Whether all responses count the same, rather than all tokens.
    private var averagesResponses: Bool { method.aggregation(settings) == .sequenceMean }

    /// What the KL penalty adds to a token's coefficient.
    private func penalty(_ token: Token) -> Double {
        guard settings.klCoefficient > 0, let reference = token.referenceLogProbability else {
            return 0
        }
        return -settings.klCoefficient
            * settings.klPenalty.slope(
                Token.clampedLogRatio(token.logProbability - reference),
                importanceRatio: token.importanceRatio)
    }

    /// Counts a token with an advantage.
    private mutating func count(
        _ token: Token, _ weight: Double, _ factor: Double, _ term: Double
    ) {
        let logRatio = Token.clampedLogRatio(token.logProbability - token.oldLogProbability)
        tally.add(largestLogRatio: abs(logRatio))
        guard token.advantage != 0 else { return }
        tally.add(
            token, weight: weight, factor: factor,
            isHeld: weight > 0 && (method.isHeld ?? heldByBatch)?(token) ?? false,
            isOutside: method.isOutside?(token) ?? false)
        tally.add(
            added: term, count: 1, advantage: token.advantage,
            logProbability: token.logProbability, hasWeight: weight != 0)
        guard isFresh else { return }
        if token.advantage > 0 {
            freshPositive = (freshPositive.count + 1, freshPositive.sum + token.importanceRatio)
        } else {
            freshNegative = (freshNegative.count + 1, freshNegative.sum + token.importanceRatio)
        }
    }

    /// Whether a batch rule's cap acts on a token.
    private var heldByBatch: (@Sendable (Token) -> Bool)? { method.batch?.cap?.isActive }

    /// Returns the error of a weight or term that cannot be used.
    private func unusable(_ weight: Double, _ term: Double, _ token: Token) -> Interruption {
        let place = "at r = \(token.importanceRatio), A = \(token.advantage)"
        guard term.isFinite else {
            return .failed(
                SimulationError(
                    "the rule adds \(term.isNaN ? .nan : term) \(place)",
                    hint: "what a rule adds must be finite"))
        }
        guard weight >= 0, weight < .infinity else {
            return .failed(
                SimulationError(
                    "the weight is \(weight.isNaN ? .nan : weight) \(place)",
                    hint: "a weight must be a finite number of at least 0"))
        }
        return .failed(
            SimulationError(
                "the weight is \(weight) \(place), too much for a network's numbers",
                hint: "hold it with min(w, c), or the like"))
    }
}
