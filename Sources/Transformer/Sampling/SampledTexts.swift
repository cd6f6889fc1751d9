// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a token is to be chosen.
public struct SamplePlace: Sendable, Hashable {
    /// Which prompt, counted from 0.
    public let prompt: Int

    /// Which of its samples, counted from 0.
    public let sample: Int

    /// How many tokens of the response were chosen before.
    public let position: Int
}

/// What is kept of the rows from which tokens were chosen, besides the tokens' own numbers.
public enum KeptRows: Sendable {
    /// Nothing.
    case none
    /// The log-probabilities of all tokens.
    case all
}

/// Responses to some prompts; response r is sample r mod `samples` of prompt r / `samples`.
public struct SampledTexts: Sendable, Equatable {
    /// How many responses each prompt has.
    public let samples: Int

    /// The most tokens of a response.
    public let maximum: Int

    /// How many tokens the vocabulary has.
    public let vocabulary: Int

    private var allTokens: [UInt8]
    private var allLengths: [Int]
    private var allLogs: [Float]
    private var allEntropies: [Double]
    private var allRows: [Float]

    init(prompts: Int, samples: Int, maximum: Int, vocabulary: Int, keeping: KeptRows) {
        self.samples = samples
        self.maximum = maximum
        self.vocabulary = vocabulary
        let places = prompts * samples * maximum
        allTokens = Array(repeating: 0, count: places)
        allLengths = Array(repeating: 0, count: prompts * samples)
        allLogs = Array(repeating: 0, count: places)
        allEntropies = Array(repeating: 0, count: places)
        allRows = keeping == .all ? Array(repeating: 0, count: places * vocabulary) : []
    }

    /// How many responses there are.
    public var count: Int { allLengths.count }

    /// Returns how many tokens a response has.
    public func length(_ response: Int) -> Int { allLengths[response] }

    /// Returns the tokens of a response.
    public func tokens(_ response: Int) -> ArraySlice<UInt8> { allTokens[places(response)] }

    /// Returns the log-probabilities of the tokens that were chosen, in nats.
    public func logProbabilities(_ response: Int) -> ArraySlice<Float> {
        allLogs[places(response)]
    }

    /// Returns the entropies of the rows that the tokens were chosen from, in nats.
    public func entropies(_ response: Int) -> ArraySlice<Double> {
        allEntropies[places(response)]
    }

    /// Returns the log-probabilities of all tokens at a place of a response, if they were kept.
    public func row(_ response: Int, _ position: Int) -> ArraySlice<Float> {
        precondition(!allRows.isEmpty, "rows that were kept")
        let first = (response * maximum + position) * vocabulary
        return allRows[first..<first + vocabulary]
    }

    private func places(_ response: Int) -> Range<Int> {
        let first = response * maximum
        return first..<first + allLengths[response]
    }

    /// Appends a token that was chosen from a row to a response.
    mutating func append(_ token: Int, from row: TokenRow, to response: Int) {
        let place = response * maximum + allLengths[response]
        allTokens[place] = UInt8(token)
        allLogs[place] = row.logProbabilities[token]
        allEntropies[place] = row.entropy
        if !allRows.isEmpty {
            for (index, log) in row.logProbabilities.enumerated() {
                allRows[place * vocabulary + index] = log
            }
        }
        allLengths[response] += 1
    }
}
