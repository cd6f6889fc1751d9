// SPDX-License-Identifier: GPL-3.0-or-later

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
        tally.hasInterval = rule.isOutside != nil
        for prompt in prompts {
            let range = signal.entries(of: prompt)
            if range.isEmpty { continue }
            uncertain.rank(prompt, signal)
            for index in range {
                let entry = signal.entries[index]
                let token = token(
                    entry, place, policy, old,
                    isHighEntropy: uncertain.isHigh(index - range.lowerBound))
                place &+= 1
                if place & 4_095 == 0 { try watch.spend(4_096 &* 16) }
                guard entry.advantage != 0 else { continue }
                let weight = rule.weight(token)
                guard weight >= 0, weight < .infinity else { throw unusable(weight, token) }
                // A weight of zero counts as masked, even where it is a cap that masks.
                let isCapped = weight > 0 && rule.cap?.isActive(token) ?? false
                tally.add(
                    entry.count, token, weight: weight, isCapped: isCapped,
                    isOutside: rule.isOutside?(token) ?? false)
                pull.base[Int(entry.cell)] += entry.share * weight * entry.advantage
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
                for (offset, index) in range.enumerated() {
                    let (entry, weight) = (signal.entries[index], response[offset])
                    let token = token(entry, place + offset, policy, old, isHighEntropy: false)
                    guard weight >= 0, weight < .infinity else { throw unusable(weight, token) }
                    tally.add(entry.count, token, weight: weight, isCapped: false)
                    pull.base[Int(entry.cell)] += entry.share * weight * advantage
                }
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

    /// Returns an entry as rules see it; its ratio is at a place of ``ratio``.
    @inline(__always)
    private func token(
        _ entry: Signal.Entry, _ place: Int, _ policy: Policy, _ old: FrozenPolicy,
        isHighEntropy: Bool
    ) -> Token {
        let cell = Int(entry.cell)
        return Token(
            oldLogProbability: old.logProbability.base[cell],
            logProbability: policy.logProbability.base[cell],
            advantage: entry.advantage,
            entropy: uncertain.entropy(Int(entry.context)),
            isHighEntropy: isHighEntropy,
            importanceRatio: ratio.base[place])
    }

    /// Returns the error of a weight that cannot be used.
    private func unusable(_ weight: Double, _ token: Token) -> Halt {
        .failed(
            SimulationError(
                "the weight is \(weight) at r = \(token.importanceRatio), A = \(token.advantage)",
                hint: "a weight must be a finite number of at least 0"))
    }
}
