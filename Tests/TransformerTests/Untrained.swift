// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

@testable import Transformer

/// Returns the weights of a seed before any training.
func untrainedWeights(_ size: TransformerSize, seed: UInt32) -> TransformerWeights {
    let numbers = Philox(seed: seed, stream: 9)
    return TransformerWeights(size: size) { numbers.normal($0, 0, 0, $1) }
}

extension TransformerWeights {
    /// The sum of the numbers, and of their squares.
    var sums: (sum: Double, squares: Double) {
        values.reduce((0, 0)) { ($0.0 + Double($1), $0.1 + Double($1) * Double($1)) }
    }
}
