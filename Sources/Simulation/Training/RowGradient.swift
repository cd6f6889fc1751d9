// SPDX-License-Identifier: GPL-3.0-or-later

/// The gradient of one update, kept for the parameter rows that it reaches.
struct RowGradient {
    /// The rows that the update reaches, each once.
    private(set) var rows: [Int32] = []

    /// The gradient by row; of the rows that are not reached it is old.
    let values: Memory<Double>

    private let topology: Topology

    /// The update that last reached each row.
    private let reachedAt: Memory<Int>
    private var update = 0

    /// Makes a gradient of zero.
    init(_ topology: Topology) {
        let rows = topology.automaton.parameters.count / topology.automaton.vocabulary
        self.topology = topology
        values = Memory(repeating: 0, count: rows * topology.stride)
        reachedAt = Memory(repeating: 0, count: rows)
    }

    /// Makes the gradient zero.
    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        update += 1
    }

    /// Adds the gradient of a context's logits to the rows that they are the sum of.
    @inline(__always)
    mutating func add(_ logits: UnsafeMutablePointer<Lanes>, context: Int) {
        let count = topology.automaton.rowsPerContext
        for index in 0..<count {
            let row = topology.automaton.rows[context &* count &+ index]
            let target = (values.base + Int(row) &* topology.stride).lanes
            let isNew = reachedAt.base[Int(row)] != update
            if isNew {
                reachedAt.base[Int(row)] = update
                rows.append(row)
            }
            for lane in 0..<topology.stride / 4 {
                target[lane] = isNew ? logits[lane] : target[lane] + logits[lane]
            }
        }
    }

    /// Returns whether the update reaches a row.
    func reaches(_ row: Int) -> Bool { reachedAt.base[row] == update }

    /// The Euclidean norm over all parameters.
    var norm: Double {
        var squares = Lanes.zero
        for row in rows {
            let source = (values.base + Int(row) &* topology.stride).lanes
            for lane in 0..<topology.stride / 4 { squares += source[lane] * source[lane] }
        }
        return squares.total.squareRoot()
    }
}
