// SPDX-License-Identifier: GPL-3.0-or-later

/// The edges of a question type by the state that they leave, and by the one that they lead to.
///
/// States are contexts counted from the first of the type.
struct TypeEdges {
    /// The edges of state s are `starts[s]..<starts[s + 1]`.
    let starts: Memory<Int32>

    /// The state that each edge leads to.
    let targets: Memory<Int32>

    /// The edges that lead to state s are `arrivalStarts[s]..<arrivalStarts[s + 1]` of these.
    let arrivalStarts: Memory<Int32>

    /// The state that each of them comes from, in rising order.
    let arrivalSources: Memory<Int32>

    /// Its index among the edges by the state that they leave.
    let arrivalEdges: Memory<Int32>

    /// Sorts the edges of a type.
    init(_ topology: Topology, type: Int) {
        let contexts = topology.contexts(of: type)
        let edges = topology.edges(of: type)
        starts = Memory(
            topology.edgeStart[contexts.lowerBound...contexts.upperBound].map {
                $0 - Int32(edges.lowerBound)
            })
        targets = Memory(Array(topology.edgeTarget[edges]))
        arrivalStarts = Memory(repeating: 0, count: contexts.count + 1)
        arrivalSources = Memory(repeating: 0, count: edges.count)
        arrivalEdges = Memory(repeating: 0, count: edges.count)
        for edge in 0..<edges.count { arrivalStarts[Int(targets[edge]) + 1] += 1 }
        for state in 0..<contexts.count { arrivalStarts[state + 1] += arrivalStarts[state] }
        let next = arrivalStarts.copy()
        for state in 0..<contexts.count {
            for edge in starts[state]..<starts[state + 1] {
                let target = Int(targets[Int(edge)])
                let place = Int(next[target])
                next[target] += 1
                arrivalSources[place] = Int32(state)
                arrivalEdges[place] = edge
            }
        }
    }
}
