// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

@testable import TokenLogs

/// Returns a response of a step to a prompt.
private func response(
    _ generator: inout SeededGenerator, step: Int?, prompt: Int? = nil, length: Int = 3
) -> [LoggedToken] {
    let advantage = generator.number(-1...1)
    return (0..<length).map { row in
        let old = generator.number(-3 ... -0.6)
        let shift = generator.number(-0.5...0.5)
        var token = LoggedToken(
            row: row, oldLogProbability: old, logProbability: old + shift, advantage: advantage,
            importanceRatio: exponential(shift))
        (token.step, token.prompt) = (step, prompt.map { .number($0) })
        token.entropy = generator.number(0...2)
        return token
    }
}

@Test("A batch is a run of responses of the same step, and a group the responses to a prompt")
func runsOfSteps() throws {
    var generator = SeededGenerator(seed: 1)
    var batches = LogBatches(seed: 7)
    var ended: [TokenBatch] = []
    for (step, prompt) in [(1, 5), (1, 6), (1, 5), (2, 5), (1, 5)] {
        let response = response(&generator, step: step, prompt: prompt)
        if let batch = batches.add(response) { ended.append(batch) }
    }
    let last = batches.finish()
    ended.append(try #require(last))
    #expect(batches.finish() == nil && batches.count == 3 && batches.cuts == 0)
    #expect(ended.map(\.tokens.count) == [9, 3, 3])
    #expect(ended[0].responses == [0..<3, 3..<6, 6..<9])
    #expect(ended[0].groups[0] == ended[0].groups[2] && ended[0].groups[0] != ended[0].groups[1])
    #expect(Set(ended.map(\.seed)).count == 3)
}

@Test("A batch that is too long is cut between responses")
func cuts() {
    var generator = SeededGenerator(seed: 2)
    let response = response(&generator, step: nil, length: 1 << 16)
    var batches = LogBatches(seed: 1)
    var sizes: [Int] = []
    for _ in 0..<33 {
        if let batch = batches.add(response) { sizes.append(batch.tokens.count) }
    }
    #expect(sizes == [LogBatches.largest, LogBatches.largest])
    #expect(batches.cuts == 2 && batches.count == 3)
    #expect(batches.finish()?.responses.count == 1)
}

@Test(
    "Statistics of rules on batches are those of their weights, batch after batch",
    arguments: WeightRule.ofBatches.map(\.name) + ["grpo", "gspo"])
func batchStatistics(name: String) throws {
    var rule = try #require(WeightRule.named(name)).bound(["bapo_target": 2, "kl_cov_ratio": 0.3])
    if ["grpo", "gspo"].contains(name) { rule = rule.masked(EntropyMask(top: 0.3)) }
    var generator = SeededGenerator(seed: 3)
    var statistics = LogStatistics(methods: [(name, rule)], seed: 4)
    var batches = LogBatches(seed: 4)
    var (sum, count) = (0.0, 0)
    func add(_ batch: TokenBatch) {
        for (token, weight) in zip(batch.tokens, rule.weights(batch).weights)
        where token.advantage > 0 {
            sum += weight
            count += 1
        }
    }
    for index in 0..<40 {
        let response = response(&generator, step: index / 10, prompt: index / 5)
        statistics.add(response)
        if let batch = batches.add(response) { add(batch) }
    }
    // Asking in between changes nothing.
    #expect(statistics.methods == statistics.methods)
    if let batch = batches.finish() { add(batch) }
    let found = try #require(statistics.methods.first?.weightMeanPositive)
    #expect(abs(found - sum / Double(count)) < 1e-12)
    #expect(statistics.overall.tokens == 120 && statistics.batchCounts?.count == 4)
}
