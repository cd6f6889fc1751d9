// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// Puts the responses of a log together into the batches that a trainer's loss would see.
///
/// A batch is a run of responses with the same step, epoch and minibatch, as far as the log names them;
/// else the whole log is one. Responses to one prompt are a group; without prompts the batch is.
/// Memory is bounded: a longer batch is cut.
package struct LogBatches: Sendable {
    /// The most tokens of a batch, but for those of its last response.
    package static let largest = 1 << 20

    private let seed: Int
    private var key: Key?
    private var tokens: [Token] = []
    private var responses: [Range<Int>] = []
    private var groups: [Int] = []
    private var known: [LogIdentifier: Int] = [:]

    /// How many batches have been begun.
    package private(set) var count = 0

    /// How many of them are parts of longer ones.
    package private(set) var cuts = 0

    /// What the responses of a batch share.
    private struct Key: Equatable {
        let step: Int?
        let epoch: Int?
        let minibatch: Int?

        init(_ token: LoggedToken) {
            (step, epoch, minibatch) = (token.step, token.epoch, token.minibatch)
        }
    }

    /// Starts without responses.
    ///
    /// - Parameter seed: What the batches' random choices are drawn from.
    package init(seed: Int) { self.seed = seed }

    /// Takes a response; returns the batch before it where a new one starts with it.
    package mutating func add(_ response: [LoggedToken]) -> TokenBatch? {
        guard let first = response.first else { return nil }
        var ended: TokenBatch?
        if key != Key(first) {
            ended = finish()
        } else if tokens.count >= Self.largest {
            ended = finish()
            cuts += 1
        }
        if tokens.isEmpty { count += 1 }
        key = Key(first)
        responses.append(tokens.count..<tokens.count + response.count)
        groups.append(group(first.prompt))
        for token in response { tokens.append(token.token) }
        return ended
    }

    /// Returns the batch under way; nil where there is none.
    package mutating func finish() -> TokenBatch? {
        guard !tokens.isEmpty else { return nil }
        let batch = TokenBatch(
            tokens: tokens, responses: responses, groups: groups,
            seed: UInt64(truncatingIfNeeded: seed) << 32 ^ UInt64(count))
        tokens.removeAll(keepingCapacity: true)
        responses.removeAll(keepingCapacity: true)
        groups.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        return batch
    }

    /// Returns the number of a prompt within the batch.
    private mutating func group(_ prompt: LogIdentifier?) -> Int {
        guard let prompt else { return 0 }
        if let number = known[prompt] { return number }
        known[prompt] = known.count + 1
        return known.count
    }
}
