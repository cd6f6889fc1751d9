// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import Simulation
package import TokenWeights

/// An answer that a network was trained on, token by token.
package struct TrainedAnswer: Sendable {
    /// The simulation.
    package let set: RunSet

    /// The method and the seed of the run.
    package let method: RunSet.TrainedMethod
    package let seed: Int

    /// The answer.
    package let answer: WrittenAnswer

    /// What stands for each token, as people read it.
    package let pieces: [String]

    /// The same with the signs between tokens, which read as one text: `×2=`, `1`, `4 `.
    package let readable: [String]

    /// Whether each token belongs to a false step.
    package let isFalse: [Bool]

    /// The question, as people type it.
    package let prompt: String

    /// The tokens in the last update that they were part of.
    package var tokens: [Token] { answer.scored }

    /// What captions call it: `the answer to 07>20 of GRPO, seed 1, step 40`.
    package let title: String
}

extension TrainedAnswer {
    fileprivate init(
        _ answer: WrittenAnswer, of method: RunSet.TrainedMethod, _ seed: Int, in set: RunSet,
        _ task: WrittenTask
    ) {
        (self.set, self.method, self.seed, self.answer) = (set, method, seed, answer)
        readable = task.shown(answer.tokens[...])
        pieces = readable.map(\.trimmingBlanks)
        isFalse =
            task.prompt(answer.prompt).map { task.falseTokens($0, answer.tokens[...]) }
            ?? answer.tokens.map { _ in false }
        prompt = task.text(answer.prompt)
        title = "the answer to \(prompt) of \(method.title), seed \(seed), step \(answer.step)"
    }
}

extension Workspace {
    /// The last simulation whose written answers are kept; nil where there is none.
    package var answeredRun: RunSet? {
        workbench.runs.last { set in
            World.named(set.worldName)?.task != nil && set.runs.contains { !$0.answers.isEmpty }
        }
    }

    /// Returns the answer that is kept of a step of a simulation: that of one method, with its first
    /// seed.
    ///
    /// - Parameters:
    ///   - set: The simulation.
    ///   - step: The step; nil for the first.
    ///   - methods: The methods in question, of which the first is taken that the simulation has.
    ///   - span: Where in the line the step stands.
    /// - Returns: The answer.
    /// - Throws: Where none is kept.
    package func trainedAnswer(
        of set: RunSet, step: Int?, methods: [String], span: Range<Int>?
    ) throws(CommandError) -> TrainedAnswer {
        guard let task = World.named(set.worldName)?.task else {
            throw CommandError(
                .missing, "nobody writes answers in world \(set.worldName)", span: span,
                hint: "simulate world=reach has a transformer write them")
        }
        let names = methods.filter { name in set.methods.contains { $0.name == name } }
        let name = names.first ?? set.methods.first?.name
        let run = set.runs.first { $0.method == name && !$0.answers.isEmpty }
        guard let run, let method = set.methods.first(where: { $0.name == name }) else {
            throw CommandError(
                .missing, "the answers of \(set.name) are not kept: it came from a file",
                span: span, hint: "make it again with \(set.command)")
        }
        let trained = run.answers.filter { !$0.scored.isEmpty }
        guard let answer = trained.first(where: { step == nil || $0.step == step }) else {
            throw CommandError(
                .missing, "no answer was trained on at step \(step ?? 0)", span: span,
                hint: trained.last.map { "the last one is of step=\($0.step)" })
        }
        return TrainedAnswer(answer, of: method, run.seed, in: set, task)
    }

    /// Adds the tokens of an answer that a network was trained on to the bench.
    package mutating func addTokens(of trained: TrainedAnswer) {
        for (place, token) in trained.tokens.enumerated() {
            var added = BenchToken(
                name: BenchToken.name(for: "\(place):\(trained.pieces[place])"),
                old: Probability(logarithm: min(0, token.oldLogProbability)),
                new: Probability(logarithm: min(0, token.logProbability)),
                advantage: token.advantage, entropy: token.entropy)
            added.engine = token.engineLogProbability.map { Probability(logarithm: min(0, $0)) }
            added.reference = token.referenceLogProbability.map {
                Probability(logarithm: min(0, $0))
            }
            added.response = BenchToken.name(for: "step \(trained.answer.step)")
            workbench.bench.tokens.put(added)
        }
        remark("\(counted(trained.tokens.count, "token")) of \(trained.title)")
    }
}

extension String {
    /// The text without what stands between it and the next.
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.last == " " || text.last == "=" { text.removeLast() }
        return String(text)
    }
}
