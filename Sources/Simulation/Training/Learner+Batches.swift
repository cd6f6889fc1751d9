// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

extension Learner {
    /// Asks a rule that looks at the whole minibatch, in which the responses to a prompt are a group.
    ///
    /// What it draws depends on the run's seed and the number of the update alone.
    mutating func weighBatch(
        _ rule: BatchWeighing, _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ engine: FrozenPolicy?, _ tally: inout Tally,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let (batch, entries) = try gather(prompts, signal, policy, old, engine, &budget)
        try budget.count(batch.tokens.count &* 64)
        let found = rule.weigh(batch)
        batchTerms = zip(entries, found.additive ?? []).map { ($0, $1) }
        for (place, entry) in entries.enumerated() {
            let advantage = batch.tokens[place].advantage
            guard advantage != 0 else {
                weight.base[place] = 0
                continue
            }
            weight.base[place] = found.weights[place]
            let count = signal.entries[entry].count
            if found.weights[place] > 0, rule.cap?.isActive(batch.tokens[place]) ?? false {
                tally.add(capped: count, advantage: advantage)
            }
            if rule.isOutside?(batch.tokens[place]) ?? false {
                tally.add(outside: count, advantage: advantage)
            }
        }
    }

    /// Returns the minibatch as rules see it, and the entry that each of its tokens is.
    private mutating func gather(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ engine: FrozenPolicy?, _ budget: inout CancellationBudget
    ) throws(Interruption) -> (batch: TokenBatch, entries: [Int]) {
        var tokens: [Token] = []
        tokens.reserveCapacity(batch.count)
        var entries: [Int] = []
        var responses: [Range<Int>] = []
        var groups: [Int] = []
        for prompt in prompts where !signal.entries(of: prompt).isEmpty {
            try budget.count(signal.entries(of: prompt).count &* 32)
            uncertain.rank(prompt, signal)
            let first = signal.entries(of: prompt).lowerBound
            for response in signal.responses(of: prompt) {
                responses.append(tokens.count..<tokens.count + response.count)
                groups.append(prompt)
                for index in response {
                    let isHigh = uncertain.isHigh(index - first)
                    let ratio = ratio.base[tokens.count]
                    tokens.append(
                        token(signal.entries[index], ratio, isHigh: isHigh, policy, old, engine))
                    entries.append(index)
                }
            }
        }
        let seed = UInt64(seed) << 32 ^ UInt64(update)
        return (
            TokenBatch(tokens: tokens, responses: responses, groups: groups, seed: seed), entries
        )
    }

    /// Returns an entry as rules see it.
    private func token(
        _ entry: Signal.Entry, _ ratio: Double, isHigh: Bool, _ policy: Policy,
        _ old: FrozenPolicy, _ engine: FrozenPolicy?
    ) -> Token {
        let cell = Int(entry.cell)
        var token = Token(
            oldLogProbability: old.logProbability.base[cell],
            logProbability: policy.logProbability.base[cell], advantage: entry.advantage,
            entropy: uncertain.entropy(Int(entry.context)), isHighEntropy: isHigh,
            importanceRatio: ratio)
        token.engineLogProbability = engine?.logProbability.base[cell]
        return token
    }
}
