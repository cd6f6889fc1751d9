// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// One answer, kept for people to read.
package struct WrittenAnswer: Sendable, Equatable {
    /// How it came about.
    package enum Origin: String, Sendable, CaseIterable {
        /// Sampled to train on.
        case training
        /// Sampled in an evaluation.
        case sampled
        /// The likeliest tokens, in an evaluation.
        case greedy
    }

    /// How it came about.
    package let origin: Origin

    /// The step before whose update it was written, counted from 0.
    package let step: Int

    /// The tokens of its prompt.
    package let prompt: [UInt8]

    /// Its own tokens, its end with them.
    package let tokens: [UInt8]

    /// Whether the verifier calls it right.
    package let isRight: Bool

    /// Whether a step of it is false or cannot be read.
    package let isWrong: Bool

    /// The weight of each token in the last update that it was part of; empty where there was none.
    package var weights: [Double] = []

    /// Its tokens as the rule saw them then.
    package var scored: [Token] = []

    /// About the memory that its lists take, in bytes.
    package var bytes: Int {
        prompt.count + tokens.count + weights.count * MemoryLayout<Double>.stride
            + scored.count * MemoryLayout<Token>.stride + 64
    }

    package init(
        origin: Origin, step: Int, prompt: [UInt8], tokens: [UInt8], isRight: Bool, isWrong: Bool
    ) {
        (self.origin, self.step, self.prompt, self.tokens) = (origin, step, prompt, tokens)
        (self.isRight, self.isWrong) = (isRight, isWrong)
    }
}
