// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

@testable import Transformer

/// Returns the weights of a seed before any training.
func untrainedWeights(_ size: TransformerSize, seed: UInt32) -> TransformerWeights {
    let numbers = Philox(seed: seed, stream: 9)
    return TransformerWeights(size: size) { numbers.normal($0, 0, 0, $1) }
}

/// Returns texts of several lengths, of random tokens.
func someTexts(_ count: Int, _ size: TransformerSize, seed: UInt32) -> [[UInt8]] {
    let numbers = Philox(seed: seed, stream: 1)
    return (0..<count).map { text in
        let length = 4 + numbers.integer(below: size.positions - 2, text, 0, 0, 0)
        return (0..<length).map {
            UInt8(numbers.integer(below: size.vocabulary, text, 1, 0, $0))
        }
    }
}

extension TransformerWeights {
    /// The sum of the numbers, and of their squares.
    var sums: (sum: Double, squares: Double) {
        values.reduce((0, 0)) { ($0.0 + Double($1), $0.1 + Double($1) * Double($1)) }
    }

    /// The same with all numbers half as large again, so that a row is far from uniform.
    var sharpened: TransformerWeights {
        TransformerWeights(size: size, values: values.map { 1.5 * $0 })
    }
}

extension [Float] {
    /// The bits of the numbers.
    var bits: [UInt32] { map(\.bitPattern) }

    /// A digest of the bits: FNV-1a over words.
    var digest: UInt64 {
        reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3 }
    }
}

extension TransformerSize {
    /// Shapes whose rows, heads and vocabulary fill vectors and do not.
    static let odd = [
        TransformerSize(width: 8, heads: 2, layers: 1, expansion: 2, vocabulary: 6, positions: 6),
        TransformerSize(width: 24, heads: 3, layers: 3, vocabulary: 11, positions: 17),
        TransformerSize(width: 40, heads: 8, layers: 2, expansion: 3, positions: 23),
    ]
}
