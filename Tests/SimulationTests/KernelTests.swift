// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite("The innermost loops")
struct KernelTests {
    /// Graphs with rows of one block of tokens, of several, and of one that is not full.
    private static let vocabularies = [2, 5, 16, 40]

    @Test("Both paths train to the same bits", arguments: vocabularies)
    func paths(vocabulary: Int) throws {
        let runs = try [false, Kernels.hasFastPath].map { isFast in
            let topology = try topology(vocabulary, isFast: isFast)
            let state = TrainingState(topology, settings(vocabulary), try method(), seed: 5)
            var watch = Watch { false }
            let rows = try (0...6).map {
                try state.advance(step: $0, isEvaluated: true, isTrained: $0 < 6, &watch)
            }
            return (rows, state.parameters)
        }
        #expect(runs[0].0 == runs[1].0)
        #expect(runs[0].1 == runs[1].1)
    }

    @Test("Tokens are those that the generator's numbers choose", arguments: vocabularies)
    func samples(vocabulary: Int) throws {
        let topology = try topology(vocabulary, isFast: Kernels.hasFastPath)
        let policy = FrozenPolicy(Policy(topology), topology)
        let automaton = topology.automaton
        let group = SampleGroup(size: 11, length: automaton.length)
        var watch = Watch { false }
        for (prompt, start) in automaton.trainingStarts.enumerated() {
            try group.sample(
                from: start, policy, topology,
                random: GroupRandom(seed: 9, step: 4, prompt: prompt), &watch)
            for sample in 0..<11 {
                var (context, length) = (start, 0)
                while context >= 0 && length < automaton.length {
                    let place = sample * automaton.length + length
                    let uniform = Philox(seed: 9, .rollout).uniform(4, prompt, sample, length)
                    let row = Int(context) * topology.stride
                    let sums = (row..<row + vocabulary).map { policy.cumulative[$0] }
                    let token = try #require(sums.firstIndex { uniform < $0 })
                    #expect(group.contexts[place] == context)
                    #expect(Int(group.tokenNumbers[place]) == token)
                    context = automaton.next[Int(context) * vocabulary + token]
                    length += 1
                }
                #expect(Int(group.lengths[sample]) == length)
                #expect(group.isRight[sample] == (context == ContextAutomaton.Ending.right))
            }
        }
    }

    @Test("The softmax has the bits of the functions in Swift", arguments: vocabularies)
    func softmax(vocabulary: Int) throws {
        let topology = try topology(vocabulary, isFast: Kernels.hasFastPath)
        let policy = Policy(topology)
        for context in 0..<topology.automaton.contexts {
            policy.refresh(context)
            let row = context * topology.stride
            let logits = (row..<row + topology.stride).map { policy.parameters[$0] }
            let top = try #require(logits.max())
            var sum = Lanes.zero
            for lane in 0..<topology.stride / 4 {
                sum += exponential(Lanes((0..<4).map { logits[lane * 4 + $0] - top }))
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

    private func topology(_ vocabulary: Int, isFast: Bool) throws -> Topology {
        let make = try #require(World.graph.make)
        return Topology(try make(settings(vocabulary), 5), isFast: isFast)
    }

    private func method() throws -> TrainingMethod {
        try #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3))
    }
}
