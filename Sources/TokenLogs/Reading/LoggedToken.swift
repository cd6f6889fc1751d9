// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// What names a prompt or a response in a log: a whole number, or a text such as a UUID.
public enum LogIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// A whole number.
    case number(Int)
    /// Any other text; valid UTF-8, but not cleaned of control characters.
    case text(String)

    /// The identifier as the file has it.
    public var description: String {
        switch self {
        case .number(let number): String(number)
        case .text(let text): text
        }
    }
}

/// One usable row of a log: the fields that were found, under our names.
public struct LoggedToken: Sendable, Equatable {
    /// The row's number in the file from 1, counting the rows that were dropped.
    public var row: Int

    /// The rollout step, or nil where the log does not say.
    public var step: Int?

    /// The pass over the step's batch, or nil.
    public var epoch: Int?

    /// The minibatch within the pass, or nil.
    public var minibatch: Int?

    /// The prompt, or nil.
    public var prompt: LogIdentifier?

    /// The response, or nil.
    public var response: LogIdentifier?

    /// The token's place in the response, or nil.
    public var position: Int?

    /// The turn of a response that goes to and fro, from 1, or nil where the log has no mask.
    ///
    /// A new one begins where the mask left tokens out, such as a tool's answer.
    public var turn: Int?

    /// The token's text, or nil.
    ///
    /// Valid UTF-8, with U+FFFD where the file's bytes were not; control characters are kept, so
    /// it must be escaped before it goes to a terminal.
    public var text: String?

    /// The token's number in the vocabulary, or nil.
    public var tokenID: Int?

    /// log π_old in nats; NaN where the log holds only a ratio.
    public var oldLogProbability: Double

    /// log π in nats; NaN where the log holds only a ratio.
    public var logProbability: Double

    /// log μ in nats, what the rollout engine computed, or nil.
    public var engineLogProbability: Double?

    /// log π_ref in nats, or nil.
    public var referenceLogProbability: Double?

    /// The advantage, finite.
    public var advantage: Double

    /// The entropy of the next-token distribution in nats, or nil.
    public var entropy: Double?

    /// The reward, or nil.
    public var reward: Double?

    /// The loss mask, not 0, or nil where the log has none.
    public var mask: Double?

    /// The importance ratio π/π_old, from a log-ratio clamped to ±20; finite and above 0.
    public var importanceRatio: Double

    /// Whether the token's entropy is above the 0.8-quantile of its response.
    ///
    /// - Source: wizard-III/Archer2.0, `dp_actor.py`; quantile by linear interpolation.
    public var isHighEntropy: Bool

    /// The token as a weighting rule sees it.
    public var token: Token {
        var token = Token(
            oldLogProbability: oldLogProbability, logProbability: logProbability,
            advantage: advantage, entropy: entropy, isHighEntropy: isHighEntropy,
            importanceRatio: importanceRatio)
        token.engineLogProbability = engineLogProbability
        token.referenceLogProbability = referenceLogProbability
        return token
    }

    /// Makes a token with its log-probabilities and advantage; all else is unknown at first.
    public init(
        row: Int, oldLogProbability: Double, logProbability: Double, advantage: Double,
        importanceRatio: Double
    ) {
        self.row = row
        self.oldLogProbability = oldLogProbability
        self.logProbability = logProbability
        self.advantage = advantage
        self.importanceRatio = importanceRatio
        isHighEntropy = false
    }
}
