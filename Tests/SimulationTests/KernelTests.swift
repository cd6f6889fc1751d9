// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import Testing
import struct TokenWeights.BoundRule

@testable import Simulation

@Suite("The innermost loops")
struct KernelTests {
    /// Graphs with rows of one block of tokens, of several, and of one that is not full.
    private static let vocabularies = [2, 5, 16, 40]

    @Test("All paths train to the same bits", arguments: vocabularies)
    func paths(vocabulary: Int) throws {
        let runs = try Kernels.all.map { path in
            var budget = CancellationBudget { false }
            let topology = try topology(vocabulary, path: path)
            let state = try TrainingState(
                topology, settings(vocabulary), try method(), seed: 5, &budget)
            let rows = try (0...6).map {
                try state.advance(step: $0, isEvaluated: true, isTrained: $0 < 6, &budget)
            }
            return (rows, state.parameters)
        }
        for run in runs {
            #expect(run.0 == runs[0].0)
            #expect(run.1 == runs[0].1)
        }
    }

    @Test("Tokens are those that the generator's numbers choose", arguments: vocabularies)
    func samples(vocabulary: Int) throws {
        let topology = try topology(vocabulary, path: Kernels.fastest)
        var budget = CancellationBudget { false }
        let policy = try FrozenPolicy(Policy(topology, &budget), topology, &budget)
        let automaton = topology.automaton
        let block = SampleBlock(size: 11, length: automaton.length)
        let all = 0..<automaton.trainingStarts.count
        for prompts in [0..<min(block.prompts, all.count), all.count - 1..<all.count] {
            try block.sample(prompts, step: 4, seed: 9, policy, topology, &budget) {
                _, _ throws(Interruption) in
            }
            for (place, prompt) in prompts.enumerated() {
                for (sample, response) in block.group(place).enumerated() {
                    try check(block, response, topology, policy, prompt, sample)
                }
            }
        }
    }

    /// Checks a response of a block against the generator's numbers.
    private func check(
        _ block: SampleBlock, _ response: Int, _ topology: Topology, _ policy: FrozenPolicy,
        _ prompt: Int, _ sample: Int
    ) throws {
        let automaton = topology.automaton
        var (context, length) = (automaton.trainingStarts[prompt], 0)
        while context >= 0 && length < automaton.length {
            let place = response * block.row + length
            let uniform = Philox(seed: 9, .rollout).uniform(4, prompt, sample, length)
            let row = Int(context) * topology.stride
            var (token, sum) = (0, policy.probability[row])
            while uniform >= sum && token < automaton.vocabulary - 1 {
                token += 1
                sum += policy.probability[row + token]
            }
            #expect(block.places[place].context == context)
            #expect(Int(block.places[place].token) == token)
            context = automaton.next[Int(context) * automaton.vocabulary + token]
            length += 1
        }
        #expect(Int(block.lengths[response]) == length)
        #expect(block.places[response * block.row + length].context == context)
    }

    /// The second has so many pairs of tokens that they are hashed.
    @Test("Repeats are those that a plain count finds", arguments: [3, 300])
    func repeats(vocabulary: Int) throws {
        let topology = try topology(vocabulary, path: Kernels.fastest)
        var budget = CancellationBudget { false }
        let policy = try FrozenPolicy(Policy(topology, &budget), topology, &budget)
        let block = SampleBlock(size: 11, length: topology.automaton.length)
        var statistics = SampleStatistics(topology, group: 11)
        var (tokens, pairs, contextsAgain, pairsAgain, copies) = (0, 0, 0, 0, 0)
        for step in 0..<30 {
            try block.sample(0..<1, step: step, seed: 2, policy, topology, &budget) {
                sampled, budget throws(Interruption) in
                let start = topology.automaton.trainingStarts[0]
                _ = try statistics.add(sampled, block.group(0), start: start, &budget)
            }
            var responses: Set<[Int32]> = []
            for response in block.group(0) {
                let indices = block.tokenIndices(response)
                let written = indices.map { block.places[$0].token }
                let next = zip(written, written.dropFirst()).map { [$0, $1] }
                tokens += written.count
                pairs += next.count
                contextsAgain += written.count - Set(indices.map { block.places[$0].context }).count
                pairsAgain += next.count - Set(next).count
                copies += responses.insert(written).inserted ? 0 : 1
            }
        }
        var row = StepMetrics(step: 0)
        statistics.report(into: &row)
        #expect(contextsAgain > 0 && (copies > 0 || vocabulary > 3))
        #expect(row[.repeatedContexts] == Double(contextsAgain) / Double(tokens))
        #expect(row[.repeatedBigrams] == Double(pairsAgain) / Double(pairs))
        #expect(row[.duplicates] == Double(copies) / 330)
    }

    @Test("The softmax has the bits of the functions in Swift", arguments: vocabularies)
    func softmax(vocabulary: Int) throws {
        let topology = try topology(vocabulary, path: Kernels.fastest)
        var budget = CancellationBudget { false }
        let policy = try Policy(topology, &budget)
        for context in 0..<topology.automaton.contexts {
            policy.refresh(context)
            let row = context * topology.stride
            let logits = (row..<row + topology.stride).map { policy.parameters[$0] }
            let top = try #require(logits.max())
            var sum = Lanes.zero
            for lane in 0..<topology.stride / 4 {
                sum += Lanes((0..<4).map { exponential(logits[lane * 4 + $0] - top) })
            }
            let logTotal = naturalLogarithm(sum.total)
            for token in 0..<vocabulary {
                #expect(policy.logProbability[row + token] == logits[token] - top - logTotal)
                #expect(
                    policy.probability[row + token]
                        == exponential(logits[token] - top) * (1 / sum.total))
            }
        }
    }

    @Test("Of equally likely tokens the first counts as the likeliest", arguments: vocabularies)
    func ties(vocabulary: Int) throws {
        var settings = settings(vocabulary)
        (settings.sigma, settings.zipf, settings.know, settings.endBias) = (0, 0, 0, 0)
        let make = try #require(World.graph.make)
        for path in Kernels.all {
            var budget = CancellationBudget { false }
            let topology = try Topology(make(settings, 5, &budget), path: path, &budget)
            let policy = try FrozenPolicy(Policy(topology, &budget), topology, &budget)
            for context in 0..<topology.automaton.contexts {
                #expect(policy.likeliest[context] == 0)
            }
        }
    }

    private func settings(_ vocabulary: Int) -> TrainingSettings {
        var settings = TrainingSettings()
        settings.types = 5
        settings.states = 12
        settings.vocabulary = vocabulary
        settings.length = 8
        settings.prompts = 6
        settings.heldOut = 2
        settings.group = 11
        settings.minibatches = 2
        settings.learningRate = 20
        return settings
    }

    private func topology(_ vocabulary: Int, path: csim_path) throws -> Topology {
        let make = try #require(World.graph.make)
        var budget = CancellationBudget { false }
        return try Topology(make(settings(vocabulary), 5, &budget), path: path, &budget)
    }

    private func method() throws -> BoundRule {
        try #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3))
    }
}
