// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights
import Transformer

@testable import Simulation

/// The golden file of transformers: what two programs written apart agree on, in double precision.
struct WrittenGolden: Decodable {
    let philox: [String: [Double]]
    let prompts: Prompts
    let demonstrations: [String]
    let verify: [Judged]
    let runConfig: Config
    let base: [Float]
    let runs: [Run]

    struct Prompts: Decodable {
        let trained, held: Int
        let firstTrained, firstHeld: [[Int]]
    }

    struct Judged: Decodable {
        let s, g: Int
        let text: String
        let right, timeout, wrong, steps, revisits: Int
    }

    struct Config: Decodable {
        let d, layers, heads, ff, num, dmin, dmax, walk, prompts, group, epochs, minibatches: Int
        let eval, every, steps: Int
        let lr, wrong, lost: Double
        let answerLength: Int

        enum CodingKeys: String, CodingKey {
            case d, layers, heads, ff, num, dmin, dmax, walk, prompts, group, epochs, minibatches
            case eval, every, steps, lr, wrong, lost
            case answerLength = "T"
        }
    }

    struct Run: Decodable {
        let rule: String
        let seed: UInt32
        let metrics: [[String: Double]]
        let samples: [[Sample]]
        let weightsSum, weightsSumsq: Double
        let weightsFirst8: [Double]
    }

    struct Sample: Decodable {
        let prompt, text: String
        let reward: Int
        let advantage: Double
        let logpOld, entropy: [Double]
    }

    /// Reads it, once.
    static func load() throws -> WrittenGolden { try read.get() }

    private static let read = Result { try readFile() }

    private static func readFile() throws -> WrittenGolden {
        let url = try #require(
            Bundle.module.url(
                forResource: "transformer", withExtension: "json", subdirectory: "Resources"))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(WrittenGolden.self, from: Data(contentsOf: url))
    }
}

extension WrittenGolden.Config {
    var task: WrittenTask {
        var shape = ReachShape()
        (shape.count, shape.distance, shape.answerLength) = (num, dmin...dmax, answerLength)
        (shape.walk, shape.slip, shape.lost) = (walk, wrong, lost)
        return .reach(shape)
    }

    var size: TransformerSize {
        TransformerSize(
            width: d, heads: heads, layers: layers, expansion: ff, vocabulary: 16,
            positions: 5 + answerLength - 1)
    }

    func run(_ base: [Float]) -> WrittenRun {
        var settings = World.reach.defaults
        (settings.prompts, settings.group, settings.epochs) = (prompts, group, epochs)
        (settings.minibatches, settings.every, settings.steps) = (minibatches, every, steps)
        settings.learningRate = lr
        var run = WrittenRun(
            task: task, base: TransformerWeights(size: size, values: base), settings: settings)
        run.evaluated = eval
        return run
    }
}

extension TestRule {
    /// The rules that golden runs of transformers name besides.
    static func written(_ name: String) -> BoundRule? {
        switch name {
        case "cispo":
            let cap = Cap(sides: .both) { $0.importanceRatio > 1.2 }
            return bound(cap: cap) { min($0.importanceRatio, 1.2) }.called(name)
        case "typed":
            return bound { token in
                let (ratio, entropy) = (token.importanceRatio, token.entropy ?? .nan)
                return token.advantage > 0
                    ? min(1 / ratio, 3) * (1 + 0.5 * entropy) : ratio * (1 - token.oldProbability)
            }.called(name, entropyUse: .value)
        default: return method(name, low: 0.2, high: 0.2, cap: 3)
        }
    }
}
