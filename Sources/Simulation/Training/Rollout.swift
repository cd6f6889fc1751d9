// SPDX-License-Identifier: GPL-3.0-or-later

/// Samples responses from the frozen policy, scores them, and keeps what they teach.
struct Rollout {
    private let topology: Topology
    private let settings: TrainingSettings
    private let seed: UInt32

    /// Whether the rule needs whole responses.
    private let keepsResponses: Bool

    /// Whether all responses count the same, rather than all tokens.
    private let averagesResponses: Bool

    /// Whether groups without advantages are kept, for a penalty or bonus to act on.
    private let keepsAll: Bool
    private var advantages: GroupAdvantages
    private var group: SampleGroup
    private var statistics: SampleStatistics

    /// The entries of the prompt being kept, by token and sign.
    private var merged: StampedTable

    /// Makes room for one group at a time.
    init(
        _ topology: Topology, _ settings: TrainingSettings, _ method: TrainingMethod, seed: UInt32
    ) {
        self.topology = topology
        self.settings = settings
        self.seed = seed
        keepsResponses = method.needsResponses
        averagesResponses = method.aggregation(settings) == .sequenceMean
        keepsAll = settings.isRegularized && !settings.dynamic
        advantages = GroupAdvantages(settings)
        let length = topology.automaton.length
        group = SampleGroup(size: settings.group, length: length)
        statistics = SampleStatistics(topology.automaton, group: settings.group)
        merged = StampedTable(capacity: settings.group * length)
    }

    /// Samples all training prompts of a step.
    ///
    /// - Returns: What the samples teach, in `signal`; their statistics, in `row`.
    mutating func run(
        step: Int, _ policy: FrozenPolicy, into signal: inout Signal,
        _ row: inout StepMetrics
    ) {
        signal.removeAll()
        statistics.removeAll()
        for (prompt, start) in topology.automaton.trainingStarts.enumerated() {
            group.sample(
                from: start, policy, topology,
                random: GroupRandom(seed: seed, step: step, prompt: prompt))
            if settings.noise > 0 { turnRewardsRound(step, prompt) }
            statistics.add(group)
            if keepsAll || group.hasSignal { keep(&signal) }
            signal.endPrompt(tokens: group.tokens)
        }
        statistics.report(into: &row)
    }

    /// Turns the rewards round that a noisy verifier gets wrong.
    private func turnRewardsRound(_ step: Int, _ prompt: Int) {
        let random = Philox(seed: seed, .verifier)
        for sample in 0..<settings.group
        where random.uniform(step, prompt, sample, 0) < settings.noise {
            group.isRight[sample].toggle()
        }
    }

    /// Keeps the tokens of the group with their advantages.
    private mutating func keep(_ signal: inout Signal) {
        let advantages = advantages.pair(right: group.rightCount)
        if keepsResponses {
            keepResponses(&signal, advantages)
        } else {
            keepCounts(&signal, advantages)
        }
    }

    /// Keeps equal tokens with equal rewards as one entry.
    private mutating func keepCounts(
        _ signal: inout Signal, _ advantages: GroupAdvantages.Pair
    ) {
        merged.removeAll()
        for sample in 0..<settings.group {
            let isRight = group.isRight.base[sample]
            let advantage = isRight ? advantages.right : advantages.wrong
            let share = share(sample)
            for index in group.tokenIndices(sample) {
                let context = group.contexts.base[index]
                let cell = Int(context) * topology.stride + Int(group.tokenNumbers.base[index])
                let key = UInt64(cell) << 1 | (isRight ? 1 : 0)
                if let entry = merged.find(key, orInsert: signal.entries.count) {
                    signal.entries[entry].count += 1
                    signal.entries[entry].share += share
                } else {
                    signal.entries.append(
                        .init(
                            context: context, cell: Int32(cell), count: 1, share: share,
                            advantage: advantage))
                }
            }
        }
    }

    /// How much of the loss's sum one token of a response is.
    private func share(_ sample: Int) -> Double {
        averagesResponses ? 1 / Double(group.lengths.base[sample]) : 1
    }

    /// Keeps every token, response after response.
    private func keepResponses(
        _ signal: inout Signal, _ advantages: GroupAdvantages.Pair
    ) {
        for sample in 0..<settings.group {
            let advantage = group.isRight.base[sample] ? advantages.right : advantages.wrong
            let share = share(sample)
            for index in group.tokenIndices(sample) {
                let context = group.contexts.base[index]
                let cell = Int(context) * topology.stride + Int(group.tokenNumbers.base[index])
                signal.entries.append(
                    .init(
                        context: context, cell: Int32(cell), count: 1, share: share,
                        advantage: advantage))
            }
            signal.responseEnds.append(signal.entries.count)
        }
    }
}
