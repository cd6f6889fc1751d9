// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import Simulation
import TextFiles
import TokenWeights

/// One answer as it stands in a simulation's file, before its world is known.
struct RunFileAnswer {
    private var step = -1
    private var origin = ""
    private var prompt = ""
    private var text = ""
    private var isRight = false
    private var isWrong = false
    private var columns: [String: [Double?]] = [:]
    private var isHigh: [Bool] = []

    /// The most tokens that an answer has in any world.
    private static let mostTokens = 4096

    /// Reads an answer.
    ///
    /// - Throws: What is wrong with it, and where.
    init(_ reader: inout JSONReader) throws(JSONReader.Failure) {
        try reader.object { reader, key throws(JSONReader.Failure) in
            switch key {
            case "step": step = try reader.integer(in: 0...10_000_000)
            case "origin": origin = try reader.line(atMost: 40)
            case "prompt": prompt = try reader.line(atMost: 400)
            case "text": text = try reader.string(atMost: Self.mostTokens)
            case "right": isRight = try reader.flag()
            case "wrong": isWrong = try reader.flag()
            case "weights", "logp_old", "logp", "advantage", "entropy", "logp_engine", "logp_ref":
                var numbers: [Double?] = []
                try reader.array { reader, index throws(JSONReader.Failure) in
                    guard index < Self.mostTokens else {
                        throw reader.failure("there are too many")
                    }
                    numbers.append(try reader.optionalNumber())
                }
                columns[key] = numbers
            case "high_entropy":
                try reader.array { reader, index throws(JSONReader.Failure) in
                    guard index < Self.mostTokens else {
                        throw reader.failure("there are too many")
                    }
                    isHigh.append(try reader.flag())
                }
            default: try reader.skip()
            }
        }
    }

    /// Returns the answer to a task; nil where it is none.
    func answer(_ task: WrittenTask, steps: Int) -> WrittenAnswer? {
        guard let origin = WrittenAnswer.Origin(rawValue: origin), (0...steps).contains(step),
            let prompt = task.tokens(prompt), prompt.count == task.promptLength,
            let tokens = task.tokens(text), (1...task.answerLength).contains(tokens.count),
            columns.values.allSatisfy({ $0.count == tokens.count }),
            isHigh.isEmpty || isHigh.count == tokens.count
        else { return nil }
        var answer = WrittenAnswer(
            origin: origin, step: step, prompt: prompt, tokens: tokens, isRight: isRight,
            isWrong: isWrong)
        guard let weights = columns["weights"] else { return answer }
        guard let scored = scored(tokens.count), !weights.contains(where: { $0 == nil }) else {
            return nil
        }
        (answer.weights, answer.scored) = (weights.compactMap(\.self), scored)
        return answer
    }

    /// Returns the tokens as the rule saw them; nil where a number is missing.
    private func scored(_ count: Int) -> [Token]? {
        guard let old = columns["logp_old"], let new = columns["logp"],
            let advantages = columns["advantage"]
        else { return nil }
        var tokens: [Token] = []
        for place in 0..<count {
            guard let old = old[place], let new = new[place], let advantage = advantages[place]
            else { return nil }
            tokens.append(
                Token(
                    oldLogProbability: old, logProbability: new, advantage: advantage,
                    entropy: columns["entropy"]?[place],
                    isHighEntropy: !isHigh.isEmpty && isHigh[place],
                    engineLogProbability: columns["logp_engine"]?[place],
                    referenceLogProbability: columns["logp_ref"]?[place]))
        }
        return tokens
    }
}
