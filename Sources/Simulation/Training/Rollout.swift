// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

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
    /// - Throws: ``Halt/cancelled``; sampling the same step again gives the same.
    mutating func run(
        step: Int, _ policy: FrozenPolicy, into signal: inout Signal,
        _ row: inout StepMetrics, _ watch: inout Watch
    ) throws(Halt) {
        signal.removeAll()
        statistics.removeAll()
        for (prompt, start) in topology.automaton.trainingStarts.enumerated() {
            try group.sample(
                from: start, policy, topology,
                random: GroupRandom(seed: seed, step: step, prompt: prompt), &watch)
            if settings.noise > 0 { turnRewardsRound(step, prompt) }
            try statistics.add(group, &watch)
            if keepsAll || group.hasSignal { try keep(&signal, &watch) }
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
    private mutating func keep(_ signal: inout Signal, _ watch: inout Watch) throws(Halt) {
        let advantages = advantages.pair(right: group.rightCount)
        if keepsResponses {
            try keepResponses(&signal, advantages, &watch)
        } else {
            try keepCounts(&signal, advantages, &watch)
        }
    }

    /// Keeps equal tokens with equal rewards as one entry.
    private mutating func keepCounts(
        _ signal: inout Signal, _ advantages: GroupAdvantages.Pair, _ watch: inout Watch
    ) throws(Halt) {
        merged.removeAll()
        for sample in 0..<settings.group {
            try watch.spend(group.tokenIndices(sample).count &* 8)
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
        _ signal: inout Signal, _ advantages: GroupAdvantages.Pair, _ watch: inout Watch
    ) throws(Halt) {
        for sample in 0..<settings.group {
            try watch.spend(group.tokenIndices(sample).count &* 4)
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
