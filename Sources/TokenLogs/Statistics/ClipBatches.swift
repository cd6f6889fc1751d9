// SPDX-License-Identifier: GPL-3.0-or-later

/// The clip shares of a log, with the extremes that trainers log over their batches.
package struct ClipBatches: Sendable {
    private let empty: ClipTally
    private var whole: ClipTally
    private var batch: ClipTally
    private var key: [Int?]?

    /// The smallest share of a batch that is clipped below; nil before the first batch ends.
    private var least: Double?

    /// The largest share of a batch that is clipped above.
    private var most: Double?

    /// How many batches have ended.
    private var count = 0

    /// Starts with no tokens.
    package init(_ empty: ClipTally) {
        (self.empty, whole, batch) = (empty, empty, empty)
    }

    /// Adds the tokens of a response; a batch is a run of the same step, epoch and minibatch.
    package mutating func add(_ response: [LoggedToken]) {
        guard let first = response.first else { return }
        let new = [first.step, first.epoch, first.minibatch]
        if let key, key != new { finish() }
        key = new
        for logged in response {
            let token = logged.token
            whole.add(token)
            batch.add(token)
        }
    }

    /// The shares of all tokens, and the extremes over batches.
    package var result:
        (all: ClipStatistics, batches: Int, lowMinimum: Double?, highMaximum: Double?)
    {
        var last = self
        last.finish()
        return (whole.result, last.count, last.least, last.most)
    }

    private mutating func finish() {
        let ended = batch.result
        batch = empty
        guard ended.tokens > 0, let low = ended.clipLow, let high = ended.clipHigh else { return }
        count += 1
        least = min(least ?? low, low)
        most = max(most ?? high, high)
    }
}
