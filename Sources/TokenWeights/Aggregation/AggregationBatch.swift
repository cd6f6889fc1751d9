// SPDX-License-Identifier: GPL-3.0-or-later

/// The responses whose losses a trainer adds up to one number.
public struct AggregationBatch: Sendable, Equatable {
    /// The number of tokens of each response that count; 0 for one of which none does.
    public let lengths: [Int]

    /// Which prompt each response answers, by any number.
    let prompts: [Int]

    /// N, the tokens of the batch.
    let tokens: Double

    /// B, the responses of the batch, empty ones too.
    let responses: Double

    /// B₊, the responses with a token.
    let filledResponses: Double

    /// The longest response, to which trainers pad the others.
    let width: Double

    /// How many prompts the batch has.
    let promptCount: Double

    private let tokensOfPrompts: [Int: Int]

    /// Makes a batch.
    ///
    /// - Parameters:
    ///   - lengths: The number of tokens of each response.
    ///   - prompts: For each of them which prompt it answers; without it each answers its own.
    ///   - width: To how many tokens responses are padded; without it, to the longest one's length.
    /// - Precondition: `prompts`, where given, holds one number a response.
    public init(lengths: [Int], prompts: [Int]? = nil, width: Int? = nil) {
        precondition(prompts == nil || prompts?.count == lengths.count, "one prompt a response")
        let prompts = prompts ?? Array(lengths.indices)
        var tokensOfPrompts: [Int: Int] = [:]
        for (prompt, length) in zip(prompts, lengths) {
            tokensOfPrompts[prompt, default: 0] += length
        }
        (self.lengths, self.prompts, self.tokensOfPrompts) = (lengths, prompts, tokensOfPrompts)
        tokens = Double(lengths.reduce(0, +))
        responses = Double(lengths.count)
        filledResponses = Double(lengths.count { $0 > 0 })
        self.width = Double(width ?? lengths.max() ?? 0)
        promptCount = Double(tokensOfPrompts.count)
    }

    /// Returns T, the tokens of a response.
    func length(_ response: Int) -> Double { Double(lengths[response]) }

    /// Returns the tokens of all responses to the prompt that a response answers.
    func promptTokens(_ response: Int) -> Double {
        Double(tokensOfPrompts[prompts[response]] ?? 0)
    }
}
