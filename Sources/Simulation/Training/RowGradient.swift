// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The gradient of one update, kept for the parameter rows that it reaches.
struct RowGradient {
    /// The rows that the update reaches, each once, are the first ``count`` of these.
    let rows: Memory<Int32>
    private(set) var count = 0

    /// The gradient by row; of the rows that are not reached it is old.
    let values: Memory<Double>

    private let topology: Topology

    /// The update that last reached each row.
    private let reachedAt: Memory<Int64>
    private var update = 0

    init(_ topology: Topology) {
        let rows = topology.automaton.parameters.count / topology.automaton.vocabulary
        self.topology = topology
        self.rows = Memory(repeating: 0, count: rows)
        values = Memory(repeating: 0, count: rows * topology.stride)
        reachedAt = Memory(repeating: 0, count: rows)
    }

    /// Makes the gradient zero.
    mutating func removeAll() {
        count = 0
        update += 1
    }

    /// Adds −(coefficient − π Σ coefficients) / divisor, and the entropy's part, of some contexts to
    /// the rows
    /// that their logits are the sum of.
    mutating func add(
        _ contexts: UnsafeBufferPointer<Int32>, _ policy: Policy, coefficients: Memory<Double>,
        divisor: Double, _ regularizer: Regularizer
    ) {
        let tables = tables(coefficients.base, divisor: divisor, regularizer)
        withUnsafePointer(to: tables) { gradient in
            withUnsafePointer(to: policy.tables) { policy in
                count = Int(
                    csim_add_up(
                        policy, gradient, contexts.baseAddress, Int64(contexts.count),
                        Int64(count), topology.path))
            }
        }
    }

    /// Takes the gradient times a rate off the parameters; `number` is the update.
    func descend(_ policy: Policy, rate: Double, update number: Int) {
        var tables = tables(nil, divisor: 1, nil)
        tables.update = Int64(number)
        withUnsafePointer(to: tables) { gradient in
            withUnsafePointer(to: policy.tables) { policy in
                csim_descend(policy, gradient, Int64(count), rate, topology.path)
            }
        }
    }

    /// Returns whether the update reaches a row.
    func reaches(_ row: Int) -> Bool { reachedAt.base[row] == update }

    /// The Euclidean norm over all parameters.
    var norm: Double {
        withUnsafePointer(to: tables(nil, divisor: 1, nil)) { gradient in
            csim_squares(gradient, Int64(count), Int64(topology.stride / 4), topology.path)
                .squareRoot()
        }
    }

    /// Returns the gradient as the innermost loops take it.
    private func tables(
        _ coefficients: UnsafeMutablePointer<Double>?, divisor: Double, _ regularizer: Regularizer?
    ) -> csim_gradient {
        csim_gradient(
            coefficients: coefficients, values: values.base, reached_at: reachedAt.base,
            rows: rows.base,
            mass: regularizer?.entropyMass,
            entropy_coefficient: regularizer?.entropyCoefficient ?? 0,
            scale: -1 / divisor, update: Int64(update))
    }
}
