// SPDX-License-Identifier: GPL-3.0-or-later

/// What a transformer says of one response; valid only inside the closure that is handed it.
public struct ScoredResponse {
    /// Which of the texts it is, counted from 0.
    public let text: Int

    /// How many tokens the response has.
    public let count: Int

    private let pass: Pass
    private let place: Int

    init(text: Int, place: Int, pass: Pass) {
        self.text = text
        self.place = place
        self.pass = pass
        count = pass.texts.tailStarts[place + 1] - pass.texts.tailStarts[place]
    }

    /// Returns a token of the response, counted from 0.
    public func token(_ index: Int) -> Int {
        Int(pass.texts.chosen[pass.texts.tailStarts[place] + index])
    }

    /// Returns the log-probability of a token of the response, in nats.
    public func logProbability(_ index: Int) -> Float {
        row(index).logProbabilities[token(index)]
    }

    /// The log-probabilities of the response's tokens, in nats.
    public var logProbabilities: [Float] { (0..<count).map { logProbability($0) } }

    /// Returns the policy at a token of the response.
    public func row(_ index: Int) -> TokenRow {
        precondition(index >= 0 && index < count, "a token of the response")
        return pass.row(text: place, token: index)
    }
}

/// What the loss asks of one response token.
///
/// The loss's gradient by the logits of its row is
///
///     coefficient · (π − onehot) + entropyCoefficient · π · (log π + H)
///
/// so a coefficient above 0 pushes the token up, and an entropy coefficient above 0 the entropy H.
public struct TokenPush: Sendable, Equatable {
    /// w · A / N of a rule with weight w.
    public var coefficient: Float

    /// β / N of a bonus β · H.
    public var entropyCoefficient: Float

    /// Makes a push.
    public init(coefficient: Float = 0, entropyCoefficient: Float = 0) {
        self.coefficient = coefficient
        self.entropyCoefficient = entropyCoefficient
    }
}
