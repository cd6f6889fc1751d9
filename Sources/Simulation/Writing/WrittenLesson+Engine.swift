// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension WrittenLesson {
    /// Works out the correction's factors of all answers, once for all updates.
    mutating func fillFactors(_ correction: BoundCorrection) {
        let unbounded = correction.correction.unbounded
        factors = batch.answers.map { answer in
            let tokens = oldTokens(answer)
            let factors = correction.factors(tokens)
            guard answer.advantage != 0 else { return factors }
            for (factor, uncut) in zip(factors, unbounded.factors(tokens)) {
                tally.add(considered: 1, isCut: factor != uncut)
            }
            return factors
        }
    }

    /// Returns the correction's factors of an answer's tokens; empty for none.
    mutating func factors(of index: Int, _ tokens: [Token]) -> [Double] {
        guard let correction else { return [] }
        if !correction.correction.readsPolicy { return factors[index] }
        let found = correction.factors(
            tokens.map { token in
                // Where no engine differs, μ is π_old.
                var token = token
                token.engineLogProbability = token.engineLogProbability ?? token.oldLogProbability
                return token
            })
        if batch.answers[index].advantage != 0 {
            for factor in found { tally.add(considered: 1, isCut: factor != 1) }
        }
        return found
    }

    /// Returns an answer's tokens before the updates.
    private func oldTokens(_ answer: AnswerBatch.Answer) -> [Token] {
        answer.oldLogs.enumerated().map { place, log in
            let log = Double(log)
            var token = Token(
                oldLogProbability: log, logProbability: log, advantage: answer.advantage)
            token.engineLogProbability =
                answer.engineLogs.isEmpty ? log : answer.engineLogs[place]
            return token
        }
    }

    /// Puts into a row how far μ is from π_old, where an engine samples, over the samples.
    func reportEngine(into row: inout StepMetrics) {
        if correction != nil, row[.engineCut] == nil { row[.engineCut] = 0 }
        guard batch.answers.contains(where: { !$0.engineLogs.isEmpty }) else { return }
        var (drift, tokens, ratios, taught) = (0.0, 0.0, 0.0, 0.0)
        for answer in batch.answers {
            for (old, log) in zip(answer.oldLogs, answer.engineLogs) {
                drift += log - Double(old)
                tokens += 1
                guard answer.advantage != 0 else { continue }
                ratios += exponential(Token.clampedLogRatio(Double(old) - log))
                taught += 1
            }
        }
        row[.klFromEngine] = tokens > 0 ? drift / tokens : 0
        row[.engineRatio] = taught > 0 ? ratios / taught : 1
    }
}
