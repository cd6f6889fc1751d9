// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// The factors that trainers' own functions give to the tokens of some batches, padded ones included.
private struct GoldenFactors: Decodable {
    let cases: [Batch]

    struct Batch: Decodable {
        let T: [Int]
        let width: Int
        let group: Int
        let factor: [String: [[Double]]]
    }
}

/// A column of the golden file, the way of ours that must reproduce it, and the number it was run with.
private struct FactorCase: Sendable, CustomStringConvertible {
    let column: String
    let name: String
    var number: Double?
    /// What a division outside the function that was run takes off.
    var isUndivided = false
    var tolerance = 1e-12

    var description: String { column }
}

private let verlNames = [
    "token-mean", "token-sum", "seq-mean-token-sum", "seq-mean-token-sum-norm",
    "seq-mean-token-mean",
]
private let rollNames = [
    "token-mean", "seq-mean-token-sum", "seq-mean-token-mean", "seq-mean-token-sum-norm",
]

private let cases: [FactorCase] =
    verlNames.map { FactorCase(column: "verl:\($0)", name: "verl:\($0)") }
    + rollNames.map { FactorCase(column: "roll:\($0)", name: "roll:\($0)") }
    + ["grpo", "sapo", "bnpo", "dr_grpo", "dapo", "cispo", "vespo", "luspo"].map {
        FactorCase(column: "trl:\($0)", name: "trl:\($0)", number: 16)
    }
    + ["grpo", "bnpo", "dr_grpo", "dapo", "cispo", "fipo"].map {
        FactorCase(column: "swift:\($0)", name: "ms-swift:\($0)", number: 16)
    }
    + ["grpo", "dapo", "dr_grpo"].map {
        FactorCase(column: "trl:\($0)+sequence level", name: "trl:\($0)", number: 16)
    }
    + ["token_mean", "sequence_mean", "seq_mean_token_sum_norm", "prompt_mean"].map {
        FactorCase(column: "skyrl:\($0)", name: "skyrl:\($0)", number: 16, tolerance: 2e-6)
    }
    + [
        FactorCase(
            column: "verl:seq-mean-token-sum-norm/scale16", name: "verl:seq-mean-token-sum-norm",
            number: 16),
        FactorCase(column: "openrlhf:token_level_loss", name: "openrlhf:token_level_loss"),
        FactorCase(column: "openrlhf:sample", name: "openrlhf:sample"),
        FactorCase(column: "prime:default", name: "prime-rl"),
        FactorCase(column: "areal", name: "areal"),
        FactorCase(column: "nemo:token", name: "nemo-rl:token"),
        FactorCase(column: "nemo:seq", name: "nemo-rl:sequence"),
        FactorCase(column: "slime:sample-sum", name: "slime:default", number: 1),
        FactorCase(
            column: "slime:per-token", name: "slime:calculate_per_token_loss", isUndivided: true),
    ]

@Test("A token enters the loss with the factor of the trainers' own functions", arguments: cases)
private func factors(_ golden: FactorCase) throws {
    let way = try #require(Aggregation.named(golden.name))
    let batches = try TokenWeightsTests.golden("aggregation2.json", as: GoldenFactors.self).cases
    #expect(batches.count == 4)
    for batch in batches {
        let expected = try #require(batch.factor[golden.column])
        let prompts = batch.T.indices.map { $0 / batch.group }
        let found = way.factors(
            AggregationBatch(lengths: batch.T, prompts: prompts, width: batch.width),
            number: way.number == nil || way.number?.name == "prompt_count" ? nil : golden.number)
        let divisor = golden.isUndivided ? Double(batch.T.reduce(0, +)) : 1
        for (response, length) in batch.T.enumerated() {
            for token in 0..<length {
                #expect(
                    agrees(
                        found[response] * divisor, expected[response][token],
                        relative: golden.tolerance, absolute: golden.tolerance / 10),
                    "response \(response): \(found[response])")
            }
        }
    }
}

@Test("Every golden column of factors is compared with a way of ours, and every way with a column")
private func everyColumn() throws {
    let batches = try golden("aggregation2.json", as: GoldenFactors.self).cases
    #expect(Set(batches.flatMap(\.factor.keys)) == Set(cases.map(\.column)))
    #expect(Set(Aggregation.all.map(\.name)) == Set(cases.map(\.name)))
    #expect(Set(Aggregation.all.map(\.name)).count == Aggregation.all.count)
}

@Test(
    "Means over tokens or responses add up to 1 over the batch",
    arguments: Aggregation.all.map(\.name))
private func sums(name: String) throws {
    let way = try #require(Aggregation.named(name))
    // A sum, and a division by a constant, are no means.
    let others = ["token-sum", "norm", "dr_grpo", "luspo"]
    guard !others.contains(where: name.hasSuffix), name != "roll:seq-mean-token-sum" else { return }
    let batch = AggregationBatch(lengths: [3, 1, 5, 2], prompts: [0, 0, 1, 1])
    let sum = zip(way.factors(batch), batch.lengths).reduce(0) { $0 + $1.0 * Double($1.1) }
    #expect(abs(sum - 1) < 1e-7, "\(sum)")
}
