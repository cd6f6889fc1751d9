// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

extension Learner {
    /// Works out importance ratios, asks the rule for the weight of every token with an advantage,
    /// and adds up their gradient coefficients.
    ///
    /// - Throws: ``Interruption`` where it is time to stop, or a weight is negative or not finite.
    mutating func weigh(
        _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ engine: FrozenPolicy?, _ tally: inout Tally, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        if let ratioRule {
            return try weighByRatio(ratioRule, signal, policy, old, &tally, &budget)
        }
        reserve(batch.count)
        try batch.forEach(signal, cost: 8, &budget) { portion throws(Interruption) in
            compare(portion, at: portion.place, policy, old, &tally)
        }
        if let rule = method.batch {
            try weighBatch(rule, prompts, signal, policy, old, engine, &tally, &budget)
        } else if let responses = method.responses {
            try weighResponses(responses, prompts, signal, policy, old, &budget)
        } else {
            try weighTokens(method, prompts, signal, policy, old, engine, &tally, &budget)
        }
        try batch.forEach(signal, cost: 4, &budget) { portion throws(Interruption) in
            try addCoefficients(portion, at: portion.place, signal, policy, old, &tally)
        }
    }

    /// Does it for a rule that is numbers, several tokens at a time and a portion after the other.
    private mutating func weighByRatio(
        _ rule: csim_rule, _ signal: Signal, _ policy: Policy, _ old: FrozenPolicy,
        _ tally: inout Tally, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        reserve(batch.largestPortion)
        try batch.forEach(signal, cost: 16, &budget) { portion throws(Interruption) in
            compare(portion, at: 0, policy, old, &tally)
            withUnsafePointer(to: rule) { rule in
                tally.withSums { sums in
                    csim_weigh(
                        portion.entries, portion.stretches, portion.count, rule, ratio.base,
                        weight.base, sums, topology.path)
                }
            }
            try addCoefficients(portion, at: 0, signal, policy, old, &tally)
        }
    }

    /// Makes room for the ratios and weights of some entries.
    private mutating func reserve(_ count: Int) {
        guard ratio.count < count + 7 else { return }
        ratio = Memory(repeating: 0, count: count * 2 + 7)
        weight = Memory(repeating: 0, count: count * 2 + 7)
    }

    /// Works out the importance ratios of a portion, and puts them at a place.
    private func compare(
        _ portion: Minibatch.Portion, at place: Int, _ policy: Policy, _ old: FrozenPolicy,
        _ tally: inout Tally
    ) {
        tally.add(
            largestLogRatio: csim_compare(
                portion.entries, portion.stretches, portion.count, policy.logProbability.base,
                old.logProbability.base, ratio.base + place, topology.path))
    }

    /// Adds up the gradient coefficients of a portion, whose ratios and weights are from a place on.
    private func addCoefficients(
        _ portion: Minibatch.Portion, at place: Int, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ tally: inout Tally
    ) throws(Interruption) {
        var bad = Int64(-1)
        try signal.withFactors { factors throws(Interruption) in
            tally.withSums { sums in
                bad = csim_gradient_coefficients(
                    portion.entries, portion.stretches, portion.count, ratio.base + place,
                    weight.base + place, factors, policy.logProbability.base, sums,
                    coefficients.base, topology.path)
            }
        }
        guard bad >= 0, let entry = portion.entry(at: Int(bad)) else { return }
        throw unusable(
            weight[place + Int(bad)],
            token(portion.entries[entry], place + Int(bad), policy, old))
    }

    /// Asks a rule that looks at one token at a time.
    private mutating func weighTokens(
        _ rule: BoundRule, _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ engine: FrozenPolicy?, _ tally: inout Tally,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        var place = 0
        for prompt in prompts {
            let entries = signal.entries(of: prompt)
            if entries.isEmpty { continue }
            uncertain.rank(prompt, signal)
            for part in Parts(of: entries) {
                try budget.count(part.count &* 16)
                ask(rule, part, place, entries.lowerBound, signal, policy, old, engine, &tally)
                place += part.count
            }
        }
    }

    /// Asks a rule for the weights of some entries of a prompt, whose ratios are from a place on.
    private func ask(
        _ rule: BoundRule, _ range: Range<Int>, _ place: Int, _ first: Int, _ signal: Signal,
        _ policy: Policy, _ old: FrozenPolicy, _ engine: FrozenPolicy?, _ tally: inout Tally
    ) {
        let (weights, ratios) = (weight.base + place, ratio.base + place)
        let (logs, oldLogs) = (policy.logProbability.base, old.logProbability.base)
        let (engineLogs, reference) = (engine?.logProbability.base, old.referenceLog.base)
        let knowsEntropy = method.entropyUse != .none
        signal.withEntries(range) { entries, count in
            guard let entries else { return }
            for index in 0..<Int(count) {
                let entry = entries[index]
                weights[index] = 0
                guard entry.advantage != 0 else { continue }
                let cell = Int(entry.cell)
                var token = Token(
                    oldLogProbability: oldLogs[cell], logProbability: logs[cell],
                    advantage: entry.advantage,
                    entropy: knowsEntropy ? uncertain.entropy(Int(entry.context)) : nil,
                    isHighEntropy: knowsEntropy
                        && uncertain.isHigh(index &+ range.lowerBound &- first),
                    importanceRatio: ratios[index])
                if let engineLogs { token.engineLogProbability = engineLogs[cell] }
                token.referenceLogProbability = reference[cell]
                let weight = rule.weight(token)
                weights[index] = weight
                // A weight of zero counts as masked, even where it is a cap that masks.
                if weight > 0, rule.isHeld?(token) ?? false {
                    tally.add(capped: entry.count, advantage: entry.advantage)
                }
                if rule.isOutside?(token) ?? false {
                    tally.add(outside: entry.count, advantage: entry.advantage)
                }
            }
        }
    }

    /// Asks a rule that looks at whole responses.
    private mutating func weighResponses(
        _ rule: ResponseWeighing, _ prompts: ArraySlice<Int>, _ signal: Signal, _ policy: Policy,
        _ old: FrozenPolicy, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        var place = 0
        for prompt in prompts {
            for range in signal.responses(of: prompt) {
                defer { place += range.count }
                let advantage = signal.entries[range.lowerBound].advantage
                guard advantage != 0 else { continue }
                try budget.count(range.count &* 32)
                loadLogRatios(signal.entries[range], policy, old)
                rule.weigh(&response, advantage)
                for offset in 0..<range.count {
                    weight.base[place + offset] = response[offset]
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
    private func unusable(_ weight: Double, _ token: Token) -> Interruption {
        .failed(
            SimulationError(
                "the weight is \(weight.isNaN ? .nan : weight) at r = \(token.importanceRatio), "
                    + "A = \(token.advantage)",
                hint: "a weight must be a finite number of at least 0"))
    }
}

extension csim_rule {
    /// Puts a rule into the form of the innermost loops, if it is numbers.
    init?(_ method: BoundRule) {
        guard let weights = method.ratioWeight else {
            return nil
        }
        self.init(
            positive: csim_curve(weights.positive), negative: csim_curve(weights.negative),
            lowest: weights.interval?.lower ?? -.infinity,
            highest: weights.interval?.upper ?? .infinity, has_cap: method.isHeld != nil)
    }
}

extension csim_curve {
    /// Puts the weights of one sign into the form of the innermost loops.
    fileprivate init(_ side: RatioWeight.Side) {
        let shape =
            switch side.shape {
            case .one: csim_one
            case .ratio: csim_ratio
            case .inverse: csim_inverse
            }
        self.init(shape: shape, lower: side.lower, upper: side.upper, cap: side.cap)
    }
}
