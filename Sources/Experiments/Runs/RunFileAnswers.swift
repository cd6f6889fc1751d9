// SPDX-License-Identifier: GPL-3.0-or-later

import Results
package import Simulation
import TokenWeights
import WorkbenchModel

extension RunSet {
    /// The most answers of all runs together that a file has.
    static let mostAnswersInFile = 100_000

    /// Returns what networks wrote in a run, as files have it; nil where nothing is kept.
    func answerDocument(_ run: Run) -> JSON? {
        guard !run.answers.isEmpty, let task = World.named(worldName)?.task else { return nil }
        let runs = runs.count { !$0.answers.isEmpty }
        let most = max(1, min(10_000, Self.mostAnswersInFile / runs))
        return .array(Self.thinned(run.answers, most: most).map { $0.document(task) })
    }

    /// Returns the answers that there is room for: all of them, or those of the first, the middle and
    /// the last evaluation, with such as were trained on, evenly spread.
    static func thinned(_ answers: [WrittenAnswer], most: Int) -> [WrittenAnswer] {
        guard answers.count > most else { return answers }
        let steps = WrittenAnswer.shownSteps(answers)
        var room = Dictionary(steps.map { ($0, most / 6) }, uniquingKeysWith: { first, _ in first })
        let trained = answers.indices.filter { answers[$0].origin == .training }
        let stride = max(1, (trained.count * 2 + most - 1) / most)
        let kept = Set(
            trained.enumerated().filter { $0.offset % stride == 0 }.map(\.element))
        return answers.indices.filter { index in
            let answer = answers[index]
            guard answer.origin != .training else { return kept.contains(index) }
            guard let left = room[answer.step], left > 0 else { return false }
            room[answer.step] = left - 1
            return true
        }.map { answers[$0] }
    }
}

extension WrittenAnswer {
    /// Returns the first, the middle and the last step at which there was an evaluation.
    package static func shownSteps(_ answers: [WrittenAnswer]) -> [Int] {
        let evaluated = Set(answers.filter { $0.origin == .greedy }.map(\.step)).sorted()
        guard let first = evaluated.first, let last = evaluated.last else { return [] }
        return [first, evaluated[evaluated.count / 2], last]
    }

    /// Returns the answer as files have it.
    fileprivate func document(_ task: WrittenTask) -> JSON {
        var members = [
            JSON.Member("step", .integer(step)), JSON.Member("origin", .string(origin.rawValue)),
            JSON.Member("prompt", .string(task.text(prompt))),
            JSON.Member("text", .string(task.text(tokens))), JSON.Member("right", .flag(isRight)),
            JSON.Member("wrong", .flag(isWrong)),
        ]
        guard !weights.isEmpty else { return .object(members) }
        members.append(JSON.Member("weights", .array(weights.map(JSON.number))))
        let columns: [(String, (Token) -> Double?)] = [
            ("logp_old", \.oldLogProbability), ("logp", \.logProbability),
            ("advantage", \.advantage), ("entropy", \.entropy),
            ("logp_engine", \.engineLogProbability), ("logp_ref", \.referenceLogProbability),
        ]
        for (name, value) in columns where scored.contains(where: { value($0) != nil }) {
            members.append(JSON.Member(name, .array(scored.map { .optional(value($0)) })))
        }
        if scored.contains(where: \.isHighEntropy) {
            let flags = scored.map { JSON.flag($0.isHighEntropy) }
            members.append(JSON.Member("high_entropy", .array(flags)))
        }
        return .object(members)
    }
}
