// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TokenLogs

/// Returns a response with some log-ratios.
private func response(
    _ logRatios: [Double], advantage: Double = 1, step: Int? = nil, prompt: Int? = nil,
    reward: Double? = nil, entropy: Double? = nil
) -> [LoggedToken] {
    logRatios.map { x in
        var token = LoggedToken(
            row: 1, oldLogProbability: -3, logProbability: -3 + x, advantage: advantage,
            importanceRatio: exp(x))
        token.step = step
        token.prompt = prompt.map(LogIdentifier.number)
        (token.reward, token.entropy) = (reward, entropy)
        return token
    }
}

private func entries(_ entries: [(key: String, value: LogValue)]) -> [String: Double] {
    Dictionary(
        entries.map { key, value in
            switch value {
            case .real(let number): (key, number)
            case .count(let count): (key, Double(count))
            case .counts, .reals, .absent: (key, Double.nan)
            }
        }, uniquingKeysWith: { $1 })
}

/// Returns the statistics of responses.
private func tally(_ responses: [[LoggedToken]]) -> [String: Double] {
    var counter = ResponseCounter()
    var tally = ResponseTally(epsilonLow: 3e-4, epsilonHigh: 4e-4)
    for response in responses { counter.next(response).map { tally.add($0) } }
    return entries(tally.entries)
}

@Test("Ratios that cancel are clipped by PPO and not by GSPO")
func cancellingRatios() {
    let found = tally([response([0.6, -0.6]), response([0.6, -0.6], advantage: -1)])
    #expect(found["ratio_geo_mean"] == 1 && found["ratio_geo_max"] == 1)
    #expect(found["gspo_clip_high_fraction"] == 0 && found["gspo_clip_low_fraction"] == 0)
    #expect(found["ppo_clip_token_fraction"] == 0.5, "one above with A > 0, one below with A < 0")
}

@Test("GSPO clips whole responses by the sign of A at its own distances")
func gspoShares() {
    let found = tally([
        response([0.001, 0.001]), response([0.0001]), response([-0.01], advantage: -1),
        response([0.01, 0.01, 0.01], advantage: -1), response([-0.01]),
    ])
    #expect(found["gspo_clip_high_fraction"] == 0.2 && found["gspo_clip_low_fraction"] == 0.2)
    #expect(found["gspo_clip_token_fraction"] == 3.0 / 8)
    #expect(found["length_mean"] == 1.6 && found["length_min"] == 1 && found["length_max"] == 3)
    #expect(found["positive"] == 3 && found["negative"] == 2)
}

@Test("Length and ratio go together as Pearson says")
func lengthCorrelation() throws {
    let found = tally([response([0.1]), response([0.2, 0.2]), response([0.3, 0.3, 0.3])])
    let ratios = [0.1, 0.2, 0.3].map { exp($0) }
    let mean = ratios.reduce(0, +) / 3
    let deviations = ratios.map { $0 - mean }
    let wanted =
        (deviations[2] - deviations[0])
        / (2 * deviations.reduce(0) { $0 + $1 * $1 }).squareRoot()
    #expect(abs(try #require(found["correlation_length_ratio"]) - wanted) < 1e-12)
    #expect(abs(try #require(found["correlation_length_distance"]) - 1) < 1e-12)
    #expect(found["correlation_length_advantage"]?.isNaN == true)
}

@Test("Responses are numbered through the log and ranked within step and epoch")
func ranks() {
    var counter = ResponseCounter()
    let numbers = [1, 1, 2, 1].compactMap { counter.next(response([0], step: $0)) }
    #expect(numbers.map(\.number) == [1, 2, 3, 4] && numbers.map(\.rank) == [1, 2, 1, 3])
}

@Test("Each order puts first what its name says", arguments: ResponseOrder.allCases)
func orders(order: ResponseOrder) throws {
    var counter = ResponseCounter()
    let all = [
        response([0.1, 0.1], reward: 0, entropy: 2), response([-0.5], reward: 1, entropy: 1),
        response([0.4, -0.1, 0], reward: 0.5, entropy: 3),
    ].compactMap { counter.next($0) }
    let wanted: [ResponseOrder: Int] = [
        .longest: 3, .shortest: 2, .largestRatio: 1, .smallestRatio: 2, .farthest: 2,
        .highestEntropy: 3, .lowestEntropy: 2, .mostClipped: 3, .highestReward: 2, .lowestReward: 1,
    ]
    let first = all.max { order.score($0) < order.score($1) }
    #expect(first?.number == wanted[order])
}

// MARK: Groups

@Test("A group carries signal where some advantage is not 0; why the others do not is counted")
func groupSignals() {
    var tally = GroupTally()
    let groups: [(prompt: Int, rewards: [Double], advantage: Double)] = [
        (1, [0, 1], 1), (2, [1, 1], 0), (3, [0, 0], 0), (4, [0.5, 0.5], 0), (5, [1, 0], 0),
    ]
    for epoch in 0..<2 {
        for group in groups {
            for reward in group.rewards {
                var tokens = response(
                    [0, 0], advantage: group.advantage, step: 7, prompt: group.prompt,
                    reward: reward)
                for index in tokens.indices { tokens[index].epoch = epoch }
                tally.add(tokens)
            }
        }
    }
    let found = entries(tally.entries)
    #expect(found["groups"] == 5 && found["with_signal"] == 1 && found["signal_fraction"] == 0.2)
    #expect(found["zero_advantages"] == 4 && found["equal_rewards"] == 3)
    #expect(found["all_best"] == 1 && found["all_worst"] == 1)
    // Two responses each, trained on twice.
    #expect(found["responses_per_group"] == 2 && found["passes"] == 2 && found["responses"] == 20)
    #expect(tally.groups.allSatisfy { $0.responses == 2 && $0.trainings == 4 })
    #expect(found["silent_tokens_fraction"] == 0.8)
    #expect(tally.groups[0].rewardMean == 0.5 && tally.groups[3].hasEqualRewards == true)
}

@Test("A response that only some passes trained on is one; without an epoch each time is another")
func groupPasses() {
    func tally(_ epochs: [Int?]) -> GroupTally {
        var tally = GroupTally()
        for epoch in epochs {
            var tokens = response([0], prompt: 1)
            for index in tokens.indices { tokens[index].epoch = epoch }
            tally.add(tokens)
        }
        return tally
    }
    let some = tally([0, 0, 0, 1, 1])
    #expect(some.groups[0].responses == 3 && some.groups[0].trainingsEach == 5.0 / 3)
    #expect(entries(some.entries)["passes"] == 5.0 / 3)
    let unnamed = tally([nil, nil])
    #expect(unnamed.groups[0].responses == 2 && entries(unnamed.entries)["passes"] == 1)
    #expect(entries(GroupTally().entries)["passes"]?.isNaN == true)
}

@Test("Groups of another step are others; without rewards nothing is said of them")
func groupsOfSteps() {
    var tally = GroupTally()
    for step in [1, 2, 1] { tally.add(response([0], step: step, prompt: 1)) }
    let found = entries(tally.entries)
    #expect(found["groups"] == 2 && found["with_signal"] == 2)
    #expect(found["equal_rewards"]?.isNaN == true && found["all_best"]?.isNaN == true)
}

@Test("Groups beyond the most that are told apart are counted as left out")
func mostGroups() {
    var tally = GroupTally()
    for prompt in 0..<GroupTally.most + 3 { tally.add(response([0], prompt: prompt)) }
    #expect(tally.groups.count == GroupTally.most && tally.leftOut == 3)
}

// MARK: Lists

@Test("A list keeps the highest scores in their order, the first of equal ones", arguments: 1...9)
func topList(most: Int) {
    let scores = [3.0, -1, .nan, 7, 3, 0, 7, 2, .infinity, 3, -5]
    var list = TopList<Int>(most: most)
    for (index, score) in scores.enumerated() { list.add(score: score, index) }
    let wanted = scores.indices.filter { !scores[$0].isNaN }
        .sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(most)
    #expect(list.elements.map(\.element) == Array(wanted))
}

@Test("Classes of tokens follow the sign of A, an edge of the interval is kept")
func tokenClasses() {
    func kind(_ ratio: Double, _ advantage: Double) -> TokenClass {
        var token = LoggedToken(
            row: 1, oldLogProbability: .nan, logProbability: .nan, advantage: advantage,
            importanceRatio: ratio
        )
        token.entropy = 1
        return TokenClass(token.token, epsilonLow: 0.25, epsilonHigh: 0.5)
    }
    #expect(kind(1.5, 1) == .kept && kind(1.5.nextUp, 1) == .clippedHigh)
    #expect(kind(0.75, -1) == .kept && kind(0.75.nextDown, -1) == .clippedLow)
    #expect(kind(9, -1) == .kept && kind(0.1, 1) == .kept && kind(9, 0) == .noAdvantage)
}
