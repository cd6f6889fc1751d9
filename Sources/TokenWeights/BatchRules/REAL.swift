// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A group's responses as a classification: good ones have to be likelier than bad ones.
    public static let real = WeightRule(
        name: "real", title: "REAL",
        summary: """
            Weighs a group's responses as a classifier of good and bad would: a good one counts the more \
            the less likely it has become beside the other good ones, and a bad one the more likely.
            """,
        formula: """
            s_i = mean log r of response i, over the group
            A_i > 0: w = e^(−s_i/τ) / (|A| τ (1 + Σ⁺ e^(−s_j/τ)))
            A_i ≤ 0: w = e^(s_i/τ) / (|A| τ (1 + Σ⁻ e^(s_j/τ))); for A = 0 as u = −w |A|
            0 where all of the group are good, or none; tokens of a response averaged
            """,
        source: """
            arXiv:2602.05630, as ms-swift has it (loss_type real), against which it was checked
            """,
        parameters: [temperature], needs: [],
        weighBatch: { values in
            let rule = GroupClassifier(temperature: values[temperature])
            return BatchWeighing(
                reduction: .mean, isOfGroups: true, addsTerms: true, weigh: rule.weigh,
                loss: rule.loss, edges: { _ in [] })
        })

    private static let temperature = RuleParameter(
        name: "real_tau", symbol: "τ", summary: "How soft the comparison within the group is.",
        defaultValue: 0.5, domain: .positive)
}

/// REAL with its parameter put in.
private struct GroupClassifier: Sendable {
    let temperature: Double

    @Sendable func weigh(_ batch: TokenBatch) -> BatchWeights {
        var result = BatchWeights(
            weights: batch.tokens.map { _ in 0 }, additive: batch.tokens.map { _ in 0 })
        for (response, share) in zip(batch.responses, shares(batch)) {
            for place in response {
                let advantage = abs(batch.tokens[place].advantage)
                if advantage > 0 {
                    result.weights[place] = share / temperature / advantage
                } else {
                    result.additive?[place] = 0 - share / temperature
                }
            }
        }
        return result
    }

    @Sendable func loss(_ batch: TokenBatch, _ frozen: TokenBatch) -> Double {
        sides(frozen).reduce(0) { sum, side in
            let exponents = side.map { exponent(batch, $0) }
            let largest = max(0, exponents.max() ?? 0)
            let total = exponents.reduce(exponential(-largest)) { $0 + exponential($1 - largest) }
            return sum + largest + logarithm(total)
        }
    }

    /// Returns e^z/(1 + Σ e^z) of each response among those of its own side, 0 in a group of one side.
    private func shares(_ batch: TokenBatch) -> [Double] {
        var shares = batch.responses.map { _ in 0.0 }
        for side in sides(batch) {
            let exponents = side.map { exponent(batch, $0) }
            let largest = max(0, exponents.max() ?? 0)
            let terms = exponents.map { exponential($0 - largest) }
            let total = terms.reduce(exponential(-largest), +)
            for (response, term) in zip(side, terms) { shares[response] = term / total }
        }
        return shares
    }

    /// Returns the responses of each side of each group that has both sides.
    private func sides(_ batch: TokenBatch) -> [[Int]] {
        var groups: [Int: (good: [Int], bad: [Int])] = [:]
        for response in batch.responses.indices where !batch.responses[response].isEmpty {
            let group = batch.groups[response]
            if isGood(batch, response) {
                groups[group, default: ([], [])].good.append(response)
            } else {
                groups[group, default: ([], [])].bad.append(response)
            }
        }
        return groups.sorted { $0.key < $1.key }.flatMap { group in
            group.value.good.isEmpty || group.value.bad.isEmpty
                ? [] : [group.value.good, group.value.bad]
        }
    }

    private func isGood(_ batch: TokenBatch, _ response: Int) -> Bool {
        batch.tokens[batch.responses[response].lowerBound].advantage > 0
    }

    /// Returns z, −s/τ of a good response and s/τ of a bad one.
    private func exponent(_ batch: TokenBatch, _ response: Int) -> Double {
        let range = batch.responses[response]
        let mean =
            range.reduce(0) { sum, place in
                let token = batch.tokens[place]
                let logRatio = token.logProbability - token.oldLogProbability
                // Logs may hold only the ratio.
                return sum
                    + (logRatio.isNaN ? logarithm(token.importanceRatio) : logRatio)
            } / Double(range.count)
        return (isGood(batch, response) ? -mean : mean) / temperature
    }
}
