// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenWeights

@testable import TokenLogs

/// Returns a token with a ratio and an advantage, sampled at probability 1/2.
private func token(ratio: Double, advantage: Double = 1) -> LoggedToken {
    LoggedToken(
        row: 1, oldLogProbability: log(0.5), logProbability: log(0.5) + log(ratio),
        advantage: advantage, importanceRatio: ratio)
}

@Test("Of no tokens, every mean is absent and every count is 0")
func nothing() throws {
    let method = try #require(LogStatistics(methods: localRules).methods.first)
    for (key, value) in method.entries {
        switch value {
        case .count(let count): #expect(count == 0, "\(key)")
        case .counts(let counts): #expect(counts == [Int](repeating: 0, count: 8), "\(key)")
        case .absent: break
        case .real, .reals: Issue.record("\(key) has a value")
        }
    }
    #expect(method.entries.count == 26)
}

@Test("A method has the shares of its own kind of cap only")
func caps() {
    var statistics = LogStatistics(methods: localRules)
    let ratios = [(0.1, 1.0), (4, -1), (5, -1), (1, 1)]
    statistics.add(ratios.map { token(ratio: $0.0, advantage: $0.1) })
    let methods = statistics.methods
    #expect(methods.map(\.dualClipFraction) == [0.5, nil, nil])
    #expect(methods.map(\.dualClipPositiveFraction) == [nil, 0.25, nil])
    #expect(methods.map(\.dualClipNegativeFraction) == [nil, 0.5, nil])
}

@Test("Where a log has only ratios, what needs probabilities is absent")
func onlyRatios() throws {
    var statistics = LogStatistics(methods: localRules)
    let reading = try read("ratio,adv\n0.5,1\n2,-1\n1,0\n")
    statistics.add(reading.tokens)
    let method = try #require(statistics.methods.first)
    #expect(method.ratios.tokensPositiveByBin == nil)
    #expect(method.gradientMassPositiveByBin == nil)
    #expect(method.weightMeanPositive == 0.5)
    #expect(abs((method.ratios.k1 ?? 1)) < 1e-15)
    #expect(method.ratios.tokens == 3 && method.ratios.zero == 1)
}

@Test("The clip shares use the distances that are given")
func distances() {
    var statistics = LogStatistics(methods: [], epsilonLow: 0.4, epsilonHigh: 0.1)
    statistics.add([
        token(ratio: 1.15), token(ratio: 1.05), token(ratio: 0.7, advantage: -1),
        token(ratio: 0.5, advantage: -1),
    ])
    #expect(statistics.overall.clipHighFraction == 0.25)
    #expect(statistics.overall.clipLowFraction == 0.25)
}

@Test("A ratio on an edge of the interval is not clipped, the next one beyond it is")
func clipEdges() {
    func clipped(_ ratio: Double, _ advantage: Double) -> [Double?] {
        var statistics = LogStatistics(methods: [], epsilonLow: 0.25, epsilonHigh: 0.5)
        statistics.add([token(ratio: ratio, advantage: advantage)])
        return [statistics.overall.clipLowFraction, statistics.overall.clipHighFraction]
    }
    #expect(clipped(1.5, 1) == [0, 0] && clipped(1.5.nextUp, 1) == [0, 1])
    #expect(clipped(0.75, -1) == [0, 0] && clipped(0.75.nextDown, -1) == [1, 0])
    #expect(clipped(9, -1) == [0, 0] && clipped(0.1, 1) == [0, 0] && clipped(9, 0) == [0, 0])
}

extension RatioHistogram {
    /// Adds one token.
    mutating func add(logRatio: Double, advantage: Double) {
        let pair = PolicyPair(old: .nan, new: .nan, logRatio: logRatio)
        [TokenNumbers(pair, advantage: advantage)].withUnsafeBufferPointer { add($0) }
    }
}

extension RatioMedian {
    /// Adds one ratio.
    fileprivate mutating func add(ratio: Double) {
        let pair = PolicyPair(old: .nan, new: .nan, logRatio: log(ratio))
        [TokenNumbers(pair, advantage: 1)].withUnsafeBufferPointer { add($0) }
    }
}

@Test("The median of few ratios is exact", arguments: [1, 2, 3, 10, 1001])
func exactMedian(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    var median = RatioMedian()
    var ratios: [Double] = []
    for _ in 0..<count {
        let ratio = exp(Double.random(in: -20...20, using: &generator).rounded())
        ratios.append(ratio)
        median.add(ratio: ratio)
    }
    ratios.sort()
    let expected = (ratios[(count - 1) / 2] + ratios[count / 2]) / 2
    #expect(abs((median.value ?? 0) / expected - 1) < 1e-15 * 20)
}

@Test("The median of more ratios than are kept has its stated error")
func sketchedMedian() throws {
    var median = RatioMedian(exactLimit: 10_000)
    let count = 100_003
    for index in 0..<count {
        // A permutation of evenly spaced log-ratios around 0.3.
        median.add(ratio: exp(0.3 + (Double(index * 7919 % count) / Double(count) - 0.5) * 2))
    }
    #expect(!median.isExact)
    let value = try #require(median.value)
    #expect(abs(value / exp(0.3) - 1) < RatioMedian.sketchError + 2e-5)
}

@Test("A probability that rounding puts above 1 takes nothing from the others")
func roundedAboveOne() throws {
    var statistics = LogStatistics(methods: localRules)
    let sure = LoggedToken(
        row: 1, oldLogProbability: 5e-4, logProbability: 5e-4, advantage: 1, importanceRatio: 1)
    statistics.add([sure, token(ratio: 1)])
    for method in statistics.methods {
        #expect(method.gradientMassPositiveByBin?.reduce(0, +) == 1)
        #expect(method.gradientMassPositiveByBin?.contains { $0 < 0 } == false)
    }
}

@Test("Log-probabilities may be above 0 by rounding, and no more")
func roundedLogarithms() throws {
    let reading = try read("logp_old,logp,adv\n0.0005,-1,1\n-1,0.0005,1\n0.002,-1,1\n-1,0.002,1\n")
    #expect(reading.tokens.count == 2)
}

@Test("A sum of many terms loses nothing")
func compensated() {
    var sum = CompensatedSum()
    sum.add(1e16)
    for _ in 0..<1000 { sum.add(0.1) }
    sum.add(-1e16)
    #expect(abs(sum.value - 100) < 1e-11)
}

@Test("Bins hold their lower edges, and the last one also 1")
func bins() {
    let (edges, logarithms) = (ProbabilityBins.edges, ProbabilityBins.Logarithms())
    for (bin, edge) in edges.dropLast().enumerated() {
        // The least double whose exponential reaches the edge is in, the one below it is not.
        var least = log(edge)
        while bin > 0, exp(least) >= edge { least = least.nextDown }
        if bin > 0 {
            #expect(logarithms.index(least) == bin - 1)
            #expect(logarithms.index(least.nextUp) == bin)
        }
        #expect(logarithms.index(log(edges[bin + 1] * (1 - 1e-12))) == bin)
    }
    #expect(logarithms.index(0) == 7)
    #expect(logarithms.index(1e-4) == 7)
    #expect(logarithms.index(-.infinity) == 0)
}

@Test("Tokens above the 0.8-quantile of their response's entropy are marked")
func entropyQuantile() throws {
    // Of 0, 1, …, 10 the quantile is 8; of 0, 1, 2 it is 1.6, by linear interpolation.
    let eleven = (0...10).reversed().map { "\($0)" }.joined(separator: ",")
    let text =
        "{\"H\": [\(eleven)], \"logp_old\": [\(ones(11))], \"logp\": [\(ones(11))], \"A\": 1}\n"
        + "{\"H\": [0, null, 1, 2], \"logp_old\": [\(ones(4))], \"logp\": [\(ones(4))], \"A\": 1}\n"
    let tokens = try read(text).tokens
    #expect(tokens.filter(\.isHighEntropy).map(\.entropy) == [10, 9, 2])
    #expect(tokens.filter(\.token.isHighEntropy).count == 3)
}

private func ones(_ count: Int) -> String {
    Array(repeating: "-1", count: count).joined(separator: ",")
}
