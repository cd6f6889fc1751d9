// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Transformer

/// The golden file: numbers of two independent programs in double precision that agree.
struct GoldenFile: Decodable {
    let untrained: Untrained
    let pretrain: Pretrained
    let updates: [Update]
    let runConfig: Shape

    static func load() throws -> GoldenFile {
        let url = try #require(
            Bundle.module.url(
                forResource: "transformer", withExtension: "json", subdirectory: "Resources"))
        return try JSONDecoder().decode(GoldenFile.self, from: Data(contentsOf: url))
    }

    enum CodingKeys: String, CodingKey {
        case pretrain, updates
        case untrained = "default_init"
        case runConfig = "run_config"
    }

    /// A shape by the names of the specification.
    struct Shape: Decodable {
        let d, layers, heads, ff, V, PL, T: Int

        var size: TransformerSize {
            TransformerSize(
                width: d, heads: heads, layers: layers, expansion: ff, vocabulary: V,
                positions: PL + T - 1)
        }
    }

    /// The weights before any training.
    struct Untrained: Decodable {
        let seed: UInt32
        let parameters: Int
        let sum, sumsq: Double
        let first8: [Double]
    }

    /// Three steps of pretraining.
    struct Pretrained: Decodable {
        let seed: UInt32
        let batch, steps: Int
        let losses: [Double]
        let sum, sumOfSquares: Double
        let texts: [String]

        enum CodingKeys: String, CodingKey {
            case seed, batch, steps, losses, texts
            case sum = "weights_sum"
            case sumOfSquares = "weights_sumsq"
        }

        /// The demonstrations as tokens.
        var tokens: [[UInt8]] {
            let signs = Array("0123456789>.+-*/")
            return texts.map { text in
                text.map { UInt8(signs.firstIndex(of: $0) ?? 0) }
            }
        }
    }

    /// One step on given texts.
    struct Update: Decodable {
        let config: Shape
        let lr: Double
        let weights: [Float]
        let answers: [Answer]
        let gradient: [Double]
        let norm: Double
        let after: [Double]

        enum CodingKeys: String, CodingKey {
            case config, lr, weights, answers
            case gradient = "loss_gradient"
            case norm = "grad_norm"
            case after = "weights_after"
        }

        /// How many tokens the loss is a mean over.
        var tokens: Int { answers.reduce(0) { $0 + $1.tokens.count - config.PL } }
    }

    /// A text, its advantage, the weights of its response tokens, and all rows.
    struct Answer: Decodable {
        let tokens: [UInt8]
        let advantage: Double
        let weight, entropy: [Double]
        let logp: [[Double]]
    }
}
