// SPDX-License-Identifier: GPL-3.0-or-later

extension AnswerBatch {
    /// Puts into a row what the samples of a step come to.
    func report(into row: inout StepMetrics) {
        let count = Double(answers.count)
        func share(_ holds: (Answer) -> Bool) -> Double {
            Double(answers.count(where: holds)) / count
        }
        row[.reward] = share(\.isRight)
        row[.entropy] = meanEntropy
        row[.length] = Double(tokenCount) / count
        row[.timeout] = share(\.reading.isTimeout)
        row[.wrongSteps] = share(\.reading.isWrong)
        row[.duplicates] = duplicates
        row[.repeatedBigrams] = repeatedBigrams
        let steps = answers.reduce(0) { $0 + $1.reading.steps }
        let revisits = answers.reduce(0) { $0 + $1.reading.revisits }
        row[.repeatedContexts] = Double(revisits) / Double(max(1, steps))
        let silent = rightCounts.count { $0 == 0 || $0 == group }
        row[.zeroGroups] = Double(silent) / Double(prompts.count)
    }

    /// The mean entropy of the rows that tokens were drawn from, in nats.
    var meanEntropy: Double {
        let sum = answers.reduce(0) { $0 + $1.entropies.reduce(0, +) }
        return sum / Double(max(1, tokenCount))
    }

    /// The share of answers that copy another one of their group.
    private var duplicates: Double {
        let shares = prompts.indices.map { prompt in
            let distinct = Set(answers[answers(to: prompt)].map(\.tokens)).count
            return 1 - Double(distinct) / Double(group)
        }
        return Statistics.mean(shares)
    }

    /// The share of token pairs that their answer has written before.
    private var repeatedBigrams: Double {
        var (pairs, repeated) = (0, 0)
        for answer in answers {
            var seen: Set<UInt16> = []
            for (first, second) in zip(answer.tokens, answer.tokens.dropFirst()) {
                pairs += 1
                if !seen.insert(UInt16(first) << 8 | UInt16(second)).inserted { repeated += 1 }
            }
        }
        return Double(repeated) / Double(max(1, pairs))
    }
}
