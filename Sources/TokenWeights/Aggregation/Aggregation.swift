// SPDX-License-Identifier: GPL-3.0-or-later

/// A named way to add the tokens of a batch up to one loss.
///
/// The loss is the sum over tokens of a factor times the token's own loss, so that the gradient is the
/// sum of factor · (w · A + u) · ∇log π. Trainers differ in what they divide by; the factor is the same
/// for all tokens of a response.
///
/// One value here is all that a new way needs.
public struct Aggregation: Sendable {
    /// What people type: the trainer and its own name, such as `verl:token-mean`.
    public let name: String

    /// What it does, in one sentence.
    public let summary: String

    /// The factor of a token of response i as a formula in Unicode: N counts the batch's tokens, B its
    /// responses (B₊ those that are not empty), T the tokens of the response.
    public let formula: String

    /// Where it was read and run.
    public let source: String

    /// The number that it takes beside the batch; nil for none.
    public let number: AggregationNumber?

    private let factor: @Sendable (_ batch: AggregationBatch, _ response: Int, Double) -> Double

    /// Makes a way to aggregate.
    ///
    /// `factor` is handed the batch, the place of a response in it, and the number: what was given, else
    /// its default, else NaN.
    init(
        _ name: String, _ summary: String, formula: String, source: String,
        number: AggregationNumber? = nil,
        factor: @escaping @Sendable (AggregationBatch, Int, Double) -> Double
    ) {
        (self.name, self.summary, self.formula) = (name, summary, formula)
        (self.source, self.number, self.factor) = (source, number, factor)
    }

    /// Returns the factor with which each token of a response enters the loss.
    ///
    /// - Parameters:
    ///   - batch: The responses whose losses are added up.
    ///   - given: What ``number`` names; without it, its default.
    /// - Returns: One unitless factor a response, above 0 and finite for every response that has tokens.
    ///   What it is for an empty response says nothing: no token has it.
    public func factors(_ batch: AggregationBatch, number given: Double? = nil) -> [Double] {
        let number = given ?? number?.value(batch) ?? .nan
        return batch.lengths.indices.map { factor(batch, $0, number) }
    }
}

extension Aggregation: Equatable {
    /// Returns whether two ways have the same name.
    public static func == (first: Self, second: Self) -> Bool { first.name == second.name }
}

/// A number that a way to aggregate takes beside the batch.
public struct AggregationNumber: Sendable {
    /// What people type.
    public let name: String

    /// What it means, in one sentence.
    public let summary: String

    /// What counts where nothing is given, in words: `512`, or `the longest response`.
    public let defaultText: String

    /// Returns what counts where nothing is given.
    let value: @Sendable (AggregationBatch) -> Double
}

extension AggregationNumber {
    /// Every number that some way takes, each once, in the order of lists.
    public static let all: [AggregationNumber] = [
        .maxCompletionLength, .lossScaleFactor, .maxSequenceLength, .promptCount, .globalBatchSize,
    ]

    static let maxCompletionLength = AggregationNumber(
        name: "max_completion_length",
        summary: "The longest answer that sampling allows, by which dr_grpo divides.",
        defaultText: "512", value: { _ in 512 })

    static let lossScaleFactor = AggregationNumber(
        name: "loss_scale_factor", summary: "What verl's seq-mean-token-sum-norm divides by.",
        defaultText: "the longest response of the batch", value: { $0.width })

    static let maxSequenceLength = AggregationNumber(
        name: "max_seq_len", summary: "What SkyRL's seq_mean_token_sum_norm divides by.",
        defaultText: "the longest response of the batch", value: { $0.width })

    /// Where nothing says which response answers which prompt, this many groups of neighbours do.
    static let promptCount = AggregationNumber(
        name: "prompt_count", summary: "How many prompts the batch has, for SkyRL's prompt_mean.",
        defaultText: "what the log says, else one a response", value: { $0.promptCount })

    static let globalBatchSize = AggregationNumber(
        name: "global_batch_size", summary: "How many responses slime's step divides by.",
        defaultText: "the responses of the batch", value: { Double($0.lengths.count) })
}
