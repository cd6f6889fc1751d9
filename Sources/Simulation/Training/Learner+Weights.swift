// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

extension Learner {
    /// Asks the rule for the weight of every token with an advantage.
    ///
    /// - Throws: ``Halt`` where it is time to stop, or a weight is negative or not finite.
    mutating func weigh(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally, _ watch: inout Watch
    ) throws(Halt) {
        switch method.weighting {
        case .tokens(let rule):
            try weighTokens(rule, prompts, signal, policy, old, &tally, &watch)
        case .responses(let rule):
            try weighResponses(rule, prompts, signal, policy, old, &tally, &watch)
        }
    }

    /// Asks a rule that looks at one token at a time.
    private mutating func weighTokens(
        _ rule: BoundRule, _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally, _ watch: inout Watch
    ) throws(Halt) {
        var place = 0
        for prompt in prompts {
            let entries = signal.entries(of: prompt)
            if entries.isEmpty { continue }
            uncertain.rank(prompt, signal)
            for part in Parts(of: entries) {
                try watch.spend(part.count &* 16)
                ask(rule, part, place, entries.lowerBound, signal, policy, old, &tally)
                try addPulls(part, place, signal, policy, old, &tally)
                place += part.count
            }
        }
    }

    /// Asks a rule for the weights of some entries of a prompt, whose ratios are from a place on.
    private func ask(
        _ rule: BoundRule, _ range: Range<Int>, _ place: Int, _ first: Int, _ signal: Signal,
        _ policy: Policy, _ old: FrozenPolicy, _ tally: inout Tally
    ) {
        let (weights, ratios) = (weight.base + place, ratio.base + place)
        let (logs, oldLogs) = (policy.logProbability.base, old.logProbability.base)
        let knowsEntropy = method.entropyUse != .none
        signal.withEntries(range) { entries, count in
            guard let entries else { return }
            for index in 0..<Int(count) {
                let entry = entries[index]
                weights[index] = 0
                guard entry.advantage != 0 else { continue }
                let cell = Int(entry.cell)
                let token = Token(
                    oldLogProbability: oldLogs[cell], logProbability: logs[cell],
                    advantage: entry.advantage,
                    entropy: knowsEntropy ? uncertain.entropy(Int(entry.context)) : nil,
                    isHighEntropy: knowsEntropy
                        && uncertain.isHigh(index &+ range.lowerBound &- first),
                    importanceRatio: ratios[index])
                let weight = rule.weight(token)
                weights[index] = weight
                // A weight of zero counts as masked, even where it is a cap that masks.
                if weight > 0, rule.cap?.isActive(token) ?? false {
                    tally.add(capped: entry.count, advantage: entry.advantage)
                }
            }
        }
    }

    /// Adds up what some weighted entries pull at; their ratios and weights are from a place on.
    ///
    /// - Throws: ``Halt`` where a weight is negative or not finite.
    private func addPulls(
        _ range: Range<Int>, _ place: Int, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally
    ) throws(Halt) {
        let bad = Int(csim_unusable(weight.base + place, Int64(range.count), topology.path))
        if bad >= 0 {
            throw unusable(
                weight.base[place + bad],
                token(signal.entries[range.lowerBound + bad], place + bad, policy, old))
        }
        tally.withSums { sums in
            signal.withEntries(range) { entries, count in
                csim_pull(
                    entries, count, ratio.base + place, weight.base + place,
                    policy.logProbability.base, sums, pull.base, topology.path)
            }
        }
    }

    /// Asks a rule that looks at whole responses.
    private mutating func weighResponses(
        _ rule: BoundSequenceRule, _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally, _ watch: inout Watch
    ) throws(Halt) {
        var place = 0
        for prompt in prompts {
            for range in signal.responses(of: prompt) {
                defer { place += range.count }
                let advantage = signal.entries[range.lowerBound].advantage
                guard advantage != 0 else { continue }
                try watch.spend(range.count &* 32)
                loadLogRatios(signal.entries[range], policy, old)
                rule.weigh(&response, advantage)
                for offset in 0..<range.count {
                    weight.base[place + offset] = response[offset]
                }
                try addPulls(range, place, signal, policy, old, &tally)
            }
        }
    }

    /// Puts the clamped log-ratios of a response where its weights will be.
    private mutating func loadLogRatios(
        _ entries: ArraySlice<Signal.Entry>, _ policy: Policy, _ old: FrozenPolicy
    ) {
        response.removeAll(keepingCapacity: true)
        for entry in entries {
            let cell = Int(entry.cell)
            response.append(
                Token.clampedLogRatio(
                    policy.logProbability.base[cell] - old.logProbability.base[cell]))
        }
    }

    /// Returns an entry as errors show it; its ratio is at a place of ``ratio``.
    private func token(
        _ entry: Signal.Entry, _ place: Int, _ policy: Policy, _ old: FrozenPolicy
    ) -> Token {
        Token(
            oldLogProbability: old.logProbability.base[Int(entry.cell)],
            logProbability: policy.logProbability.base[Int(entry.cell)],
            advantage: entry.advantage, entropy: nil, isHighEntropy: false,
            importanceRatio: ratio.base[place])
    }

    /// Returns the error of a weight that cannot be used.
    private func unusable(_ weight: Double, _ token: Token) -> Halt {
        .failed(
            SimulationError(
                "the weight is \(weight.isNaN ? .nan : weight) at r = \(token.importanceRatio), "
                    + "A = \(token.advantage)",
                hint: "a weight must be a finite number of at least 0"))
    }
}
