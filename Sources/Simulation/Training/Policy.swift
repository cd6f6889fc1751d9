// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The policy being trained: a softmax at each context, worked out only where it is needed.
///
/// A context's logits are the sum of its parameter rows. Rows carry the number of the update that
/// last changed them, and contexts the number at which their softmax was worked out, so that an
/// unchanged context costs one comparison. Rows are padded with logits of −1e300, whose
/// probability is exactly 0.
struct Policy {
    /// The parameters, by row and token, in logit units.
    let parameters: Memory<Double>

    /// log π in nats by context and token; right for refreshed contexts only.
    let logProbability: Memory<Double>

    /// π by context and token; right for refreshed contexts only.
    let probability: Memory<Double>

    /// The update that last changed each row, 0 for none.
    private let rowVersion: Memory<Int64>

    /// The version at which each context was last worked out, −1 for none.
    private let contextVersion: Memory<Int64>

    /// The rows of each context, and room to list contexts.
    private let rows: Memory<Int32>
    private let stale: Memory<Int32>
    private let topology: Topology

    /// The logit of tokens that are not there.
    static let padding = -1e300

    init(_ topology: Topology, _ budget: inout CancellationBudget) throws(Interruption) {
        let automaton = topology.automaton
        let rows = automaton.parameters.count / automaton.vocabulary
        let cells = automaton.contexts * topology.stride
        self.topology = topology
        parameters = Memory(repeating: Self.padding, count: rows * topology.stride)
        logProbability = Memory(repeating: 0, count: cells)
        probability = Memory(repeating: 0, count: cells)
        rowVersion = Memory(repeating: 0, count: rows)
        contextVersion = Memory(repeating: -1, count: automaton.contexts)
        self.rows = Memory(automaton.rows)
        stale = Memory(repeating: 0, count: automaton.contexts + 1)
        let vocabulary = automaton.vocabulary
        for row in 0..<rows {
            try budget.count(topology.stride)
            for token in 0..<vocabulary {
                parameters[row * topology.stride + token] =
                    automaton.parameters[row * vocabulary + token]
            }
        }
    }

    private init(copying other: Policy) {
        parameters = other.parameters.copy()
        logProbability = other.logProbability.copy()
        probability = other.probability.copy()
        rowVersion = other.rowVersion.copy()
        contextVersion = other.contextVersion.copy()
        rows = other.rows
        stale = Memory(repeating: 0, count: other.stale.count)
        topology = other.topology
    }

    /// Returns a policy with memory of its own.
    func copy() -> Policy { Policy(copying: self) }

    /// Says that an update has changed a row.
    @inline(__always)
    func markChanged(row: Int, update: Int) {
        rowVersion.base[row] = Int64(update)
    }

    /// The tables as the innermost loops take them; they live as long as the policy.
    var tables: csim_policy {
        csim_policy(
            parameters: parameters.base, logs: logProbability.base,
            probabilities: probability.base, rows: rows.base, row_version: rowVersion.base,
            context_version: contextVersion.base, stale: stale.base,
            rows_per_context: Int64(topology.automaton.rowsPerContext),
            lanes: Int64(topology.stride / 4))
    }

    /// Works out the probabilities of those contexts whose logits have changed.
    func refresh(_ contexts: UnsafeBufferPointer<Int32>) {
        withUnsafePointer(to: tables) {
            csim_refresh($0, contexts.baseAddress, Int64(contexts.count), topology.path)
        }
    }

    /// Works out a context's probabilities if its logits have changed.
    func refresh(_ context: Int) {
        withUnsafePointer(to: Int32(truncatingIfNeeded: context)) {
            refresh(UnsafeBufferPointer(start: $0, count: 1))
        }
    }

    /// Returns the entropy at a refreshed context in nats.
    func entropy(_ context: Int) -> Double {
        let lanes = topology.stride / 4
        let logs = (logProbability.base + context * topology.stride).lanes
        let probabilities = (probability.base + context * topology.stride).lanes
        var sum = Lanes.zero
        for lane in 0..<lanes { sum -= probabilities[lane] * logs[lane] }
        return sum.total
    }
}
