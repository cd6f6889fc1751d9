// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@testable import TokenLogs

/// Returns a token of a response at a place.
private func token(
    step: Int? = nil, epoch: Int? = nil, minibatch: Int? = nil, prompt: Int? = nil,
    position: Int? = nil, ratio: Double = 1, advantage: Double = 1
) -> LoggedToken {
    var token = LoggedToken(
        row: 1, oldLogProbability: log(0.5), logProbability: log(0.5) + log(ratio),
        advantage: advantage, importanceRatio: ratio)
    (token.step, token.epoch, token.minibatch) = (step, epoch, minibatch)
    token.prompt = prompt.map(LogIdentifier.number)
    token.position = position
    return token
}

/// Returns the counts of the tokens of each part, with what names it.
private func counts(
    by grouping: LogGrouping, _ responses: [[LoggedToken]]
) -> [(key: LogKey?, count: Int)] {
    var parts = LogParts(by: grouping, empty: 0)
    for response in responses { parts.add(response) { $0 += $1.count } }
    return parts.parts.map { ($0.key, $0.sums) }
}

private func number(_ value: Int) -> LogIdentifier? { .number(value) }

@Test("Bins of positions are one place each up to 15, then four to a doubling, without gaps")
func positionBins() {
    var next = 0
    for bin in 0..<60 {
        let places = PositionBins.positions(bin)
        #expect(places.lowerBound == next, "bin \(bin)")
        #expect(places.allSatisfy { PositionBins.index($0) == bin } || places.count > 1000)
        #expect(PositionBins.index(places.upperBound) == bin)
        next = places.upperBound + 1
    }
    #expect(PositionBins.positions(15) == 15...15)
    #expect(PositionBins.positions(16) == 16...19)
    #expect(PositionBins.positions(20) == 32...39)
    #expect(PositionBins.index(-3) == 0)
}

@Test("Parts that come again go on, and stand in the order of their numbers")
func returningParts() {
    let responses = [3, 1, 3, 2].map { [token(step: $0), token(step: $0)] }
    let found = counts(by: .step, responses)
    #expect(found.map(\.key?.parts) == [[number(1)], [number(2)], [number(3)]])
    #expect(found.map(\.count) == [2, 2, 4])
}

@Test("Each grouping has a value for each of its columns", arguments: LogGrouping.allCases)
func keyColumns(grouping: LogGrouping) {
    let found = counts(by: grouping, [[token(step: 1, epoch: 0, minibatch: 2, prompt: 7)]])
    #expect(found.first?.key?.parts.count == grouping.columns.count)
}

@Test("By epoch, minibatch and prompt: what is told apart and what is put together")
func whatIsTogether() {
    let responses = [
        [token(step: 1, epoch: 0, minibatch: 0, prompt: 1)],
        [token(step: 2, epoch: 0, minibatch: 1, prompt: 1)],
        [token(step: 2, epoch: 1, minibatch: 1, prompt: 1)],
    ]
    #expect(counts(by: .epoch, responses).map(\.count) == [2, 1])
    #expect(counts(by: .minibatch, responses).map(\.count) == [1, 1, 1])
    #expect(counts(by: .prompt, responses).map(\.count) == [1, 2])
    #expect(counts(by: .response, responses).map(\.count) == [1, 1, 1])
}

@Test("By position a response is cut, by its own positions or by places where it has none")
func positionsOfResponses() {
    let own = (0..<3).map { token(position: 14 + $0) }
    let found = counts(by: .position, [own, own])
    #expect(
        found.map(\.key?.parts) == [
            [number(14), number(14)], [number(15), number(15)], [number(16), number(19)],
        ])
    #expect(found.map(\.count) == [2, 2, 2])
    #expect(counts(by: .position, [(0..<3).map { _ in token() }]).map(\.count) == [1, 1, 1])
}

@Test("More parts than are told apart are one, the last, without a name")
func foldedParts() {
    let most = 100
    var parts = LogParts(by: .step, empty: 0, most: most)
    for step in 0..<most + 5 { parts.add([token(step: step)]) { $0 += $1.count } }
    parts.add([token(step: 0)]) { $0 += $1.count }
    let found = parts.parts
    #expect(found.count == most + 1 && parts.isFolded)
    #expect(found[0].sums == 2, "a part that is known goes on")
    #expect(found.last?.key == nil && found.last?.sums == 5)
    #expect(found.dropLast().allSatisfy { $0.key != nil })
}

// MARK: Statistics of parts

private let logs = ["tiny-grpo-tokens.csv", "tiny-aspo-responses.jsonl"]

@Test("The parts have the numbers of logs that hold only them", arguments: logs)
func partsAreLogs(name: String) throws {
    for grouping in [LogGrouping.step, .epoch, .prompt] {
        var keyed = KeyedStatistics(by: grouping, methods: localRules, epsilonHigh: 0.25)
        var alone: [LogKey: LogStatistics] = [:]
        _ = try readLog(path: resource(name)) { response in
            keyed.add(response)
            guard let first = response.first else { return }
            let key = LogKey(grouping, first, number: 0)
            alone[key, default: LogStatistics(methods: localRules, epsilonHigh: 0.25)]
                .add(response)
        }
        #expect(keyed.rows.count == alone.count && alone.count > 1)
        for row in keyed.rows {
            let wanted = try #require(row.key.flatMap { alone[$0] }).methods
            for (found, wanted) in zip(row.methods, wanted) {
                for (one, other) in zip(found.entries, wanted.entries) {
                    if one.key == "ratio_median" {
                        #expect(one.value == .absent)
                    } else {
                        #expect(one.value == other.value, "\(one.key)")
                    }
                }
            }
        }
    }
}

@Test("A method on whole responses weighs them before positions cut them")
func responseRuleByPosition() throws {
    let gspo = try #require(WeightRule.named("gspo"))
    let rule = gspo.bound(["eps_low": 0.9, "eps_high": 0.9])
    var keyed = KeyedStatistics(by: .position, methods: [("gspo", rule)])
    let ratios = [0.5, 2, 1.5]
    keyed.add(ratios.map { token(ratio: $0) })
    let mean = pow(ratios.reduce(1, *), 1.0 / 3)
    #expect(keyed.rows.count == 3)
    for row in keyed.rows {
        #expect(abs((row.methods[0].weightMeanPositive ?? 0) - mean) < 1e-12)
    }
}

@Test("A method on batches has the same numbers by minibatch as over the log")
func batchRuleByMinibatch() throws {
    let rule = try #require(WeightRule.named("clip-cov")).bound([:])
    var keyed = KeyedStatistics(by: .minibatch, methods: [("clip-cov", rule)])
    var whole = LogStatistics(methods: [("clip-cov", rule)])
    _ = try readLog(path: resource("tiny-grpo-tokens.csv")) { response in
        keyed.add(response)
        whole.add(response)
    }
    let rows = keyed.rows
    #expect(rows.count > 4)
    let positive = rows.reduce(0.0) {
        $0 + ($1.methods[0].weightMeanPositive ?? 0) * Double($1.overall.positive)
    }
    let wanted = try #require(whole.methods[0].weightMeanPositive)
    #expect(abs(positive / Double(whole.overall.positive) - wanted) < 1e-12)
    #expect(keyed.batchCounts?.count == whole.batchCounts?.count)
}
