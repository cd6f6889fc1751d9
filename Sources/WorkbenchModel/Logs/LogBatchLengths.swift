// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenLogs

/// The batches of a log: what a trainer adds up to one loss each.
///
/// Responses of one step, and of its epoch and minibatch where the log has these, are a batch; a log
/// without any is one batch.
package struct LogBatchLengths {
    private var lengths: [[Int]] = []
    private var prompts: [[Int]] = []
    private var places: [(batch: Int, response: Int)] = []
    private var known: [Moment: Int] = [:]
    private var knownPrompts: [LogIdentifier: Int] = [:]
    private var namesPrompts = false

    /// When a batch was trained on.
    private struct Moment: Hashable {
        let step: Int?
        let epoch: Int?
        let minibatch: Int?
    }

    package init() {}

    /// How many batches there are.
    package var count: Int { lengths.count }

    /// Adds the tokens of a response, of which the first says when it was trained on.
    package mutating func add(_ response: [LoggedToken]) {
        guard let first = response.first else { return }
        let moment = Moment(step: first.step, epoch: first.epoch, minibatch: first.minibatch)
        let batch = known[moment] ?? lengths.count
        if batch == lengths.count {
            known[moment] = batch
            lengths.append([])
            prompts.append([])
        }
        places.append((batch, lengths[batch].count))
        lengths[batch].append(response.count)
        prompts[batch].append(prompt(first.prompt))
    }

    /// Returns the factor with which the tokens of each response enter the loss, in the order in which
    /// they were added.
    package func factors(_ aggregation: ScaledAggregation) -> [Double] {
        let factors = zip(lengths, prompts).map {
            aggregation.factors(lengths: $0, prompts: namesPrompts ? $1 : nil)
        }
        return places.map { factors[$0.batch][$0.response] }
    }

    private mutating func prompt(_ name: LogIdentifier?) -> Int {
        guard let name else { return -places.count }
        namesPrompts = true
        if let known = knownPrompts[name] { return known }
        knownPrompts[name] = knownPrompts.count + 1
        return knownPrompts.count
    }
}
