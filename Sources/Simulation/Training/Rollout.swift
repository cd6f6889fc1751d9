// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// Samples responses from the frozen policy, scores them, and keeps what they teach.
struct Rollout {
    private let topology: Topology
    private let settings: TrainingSettings
    private let seed: UInt32

    /// Whether the rule needs whole responses.
    private let keepsResponses: Bool

    /// Whether all responses count the same, rather than all tokens.
    private let averagesResponses: Bool

    /// Whether groups without advantages are kept, for a penalty or bonus to act on, or a rule to count.
    private let keepsAll: Bool
    private var advantages: GroupAdvantages
    private let block: SampleBlock
    private var statistics: SampleStatistics

    /// The entries of the prompt being kept, and where those of each token and sign may be.
    private let merged: Memory<Signal.Entry>
    private let places: Memory<Int32>

    init(
        _ topology: Topology, _ settings: TrainingSettings, _ method: BoundRule, seed: UInt32
    ) {
        self.topology = topology
        self.settings = settings
        self.seed = seed
        keepsResponses = settings.needsResponses(method)
        averagesResponses = method.aggregation(settings) == .sequenceMean
        keepsAll = (settings.actsOnAll(method) || method.batch != nil) && !settings.dynamic
        advantages = GroupAdvantages(settings)
        let length = topology.automaton.length
        let places = topology.automaton.contextsPerType * topology.stride * 2
        block = SampleBlock(size: settings.group, length: length)
        statistics = SampleStatistics(topology, group: settings.group)
        let empty = Signal.Entry(context: 0, cell: 0, count: 0, share: 0, advantage: 0)
        merged = Memory(repeating: empty, count: min(settings.group * length, places))
        self.places = Memory(repeating: 0, count: places)
    }

    /// Samples all training prompts of a step.
    ///
    /// - Returns: What the samples teach, in `signal`; their statistics, in `row`.
    /// - Throws: ``Interruption/cancelled``; sampling the same step again gives the same.
    mutating func run(
        step: Int, _ frozen: FrozenPolicy, into signal: inout Signal,
        _ row: inout StepMetrics, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        signal.removeAll()
        statistics.removeAll()
        let prompts = topology.automaton.trainingStarts.count
        for first in stride(from: 0, to: prompts, by: block.prompts) {
            let range = first..<min(first + block.prompts, prompts)
            try block.sample(range, step: step, seed: seed, frozen, topology, &budget) {
                sampled, budget throws(Interruption) in
                for prompt in range {
                    try score(prompt, step, block.group(prompt - first), sampled, &signal, &budget)
                }
            }
        }
        statistics.report(into: &row)
    }

    /// Counts the responses to a prompt, and keeps what they teach.
    private mutating func score(
        _ prompt: Int, _ step: Int, _ responses: Range<Int>,
        _ sampled: UnsafePointer<csim_block>, _ signal: inout Signal,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        var (tokens, right) = try statistics.add(
            sampled, responses, start: topology.automaton.trainingStarts[prompt], &budget)
        if settings.noise > 0 { right += turnRewardsRound(step, prompt, responses) }
        let hasSignal = right > 0 && right < settings.group
        if !hasSignal { statistics.addGroupWithoutSignal() }
        var hasAdvantages = false
        if keepsAll || hasSignal {
            let first = responses.lowerBound
            let advantages = advantages.pair(
                right: right, isRight: block.isRight.base + first,
                lengths: block.lengths.base + first)
            hasAdvantages =
                right > 0 && advantages.right != 0
                || right < settings.group && advantages.wrong != 0
            if keepsResponses {
                try keepResponses(responses, &signal, advantages, &budget)
            } else {
                try keepCounts(responses, sampled, &signal, advantages, &budget)
            }
        }
        signal.endPrompt(tokens: tokens, hasAdvantages: hasAdvantages)
    }

    /// Turns the rewards round that a noisy verifier gets wrong; returns how many right responses
    /// that adds.
    private func turnRewardsRound(_ step: Int, _ prompt: Int, _ responses: Range<Int>) -> Int {
        let random = Philox(seed: seed, .verifier)
        var added = 0
        for (sample, response) in responses.enumerated()
        where random.uniform(step, prompt, sample, 0) < settings.noise {
            added += block.isRight[response] ? -1 : 1
            block.isRight[response].toggle()
        }
        return added
    }

    /// Keeps equal tokens with equal rewards as one entry.
    private func keepCounts(
        _ responses: Range<Int>, _ sampled: UnsafePointer<csim_block>, _ signal: inout Signal,
        _ advantages: GroupAdvantages.Pair, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let cells = topology.automaton.contextsPerType * topology.stride
        let start = Int(block.places[responses.lowerBound * block.row].context)
        let merging = csim_merging(
            entries: merged.base, places: places.base, cells: Int64(cells),
            first_cell: Int64(start * topology.stride / cells * cells),
            right_advantage: advantages.right, wrong_advantage: advantages.wrong,
            averages: averagesResponses)
        var known: Int64 = 0
        for part in Parts(of: responses, cells: topology.automaton.length) {
            try budget.count(part.count &* topology.automaton.length &* 2)
            known = withUnsafePointer(to: merging) {
                csim_merge(
                    sampled, $0, Int64(part.lowerBound), Int64(part.upperBound), known,
                    topology.path)
            }
        }
        signal.entries.append(
            contentsOf: UnsafeBufferPointer(start: merged.base, count: Int(known)))
    }

    /// How much of the loss's sum one token of a response is.
    private func share(_ response: Int) -> Double {
        averagesResponses ? 1 / Double(block.lengths.base[response]) : 1
    }

    /// Keeps every token, response after response.
    private func keepResponses(
        _ responses: Range<Int>, _ signal: inout Signal, _ advantages: GroupAdvantages.Pair,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        for response in responses {
            try budget.count(block.tokenIndices(response).count &* 4)
            let advantage = block.isRight.base[response] ? advantages.right : advantages.wrong
            let share = share(response)
            for index in block.tokenIndices(response) {
                let place = block.places.base[index]
                let cell = Int(place.context) * topology.stride + Int(place.token)
                signal.entries.append(
                    .init(
                        context: place.context, cell: Int32(cell), count: 1, share: share,
                        advantage: advantage))
            }
            signal.responseEnds.append(signal.entries.count)
        }
    }
}
