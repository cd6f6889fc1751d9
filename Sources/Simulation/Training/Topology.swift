// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// How an automaton's contexts lead to each other, prepared for fast walks.
///
/// Tables of numbers have rows of ``stride`` entries, the vocabulary rounded up to whole lanes.
/// Tokens that lead from one context to the same next one are merged into one *edge*.
struct Topology: Sendable {
    /// The task.
    let automaton: ContextAutomaton

    /// The length of a row in memory: V rounded up to a multiple of 4.
    let stride: Int

    /// The length of a row of thresholds: V rounded up to a multiple of 16.
    let thresholdStride: Int

    /// Which path the innermost loops take.
    let path: csim_path

    /// The number of question types.
    let types: Int

    /// The edges of context c are `edgeStart[c]..<edgeStart[c + 1]`.
    let edgeStart: [Int32]

    /// Where each edge leads, counted from the first context of its type.
    let edgeTarget: [Int32]

    /// The edge of each context and token (rows of ``stride``), or an `Ending`.
    let tokenEdge: [Int32]

    /// The first type whose edges are the same as this type's; such types are worked on together.
    let pattern: [Int]

    /// The training prompts and the held-out prompts of each type, as indices.
    let trainingPrompts: [[Int]]
    let heldOutPrompts: [[Int]]

    /// Prepares a task.
    init(
        _ automaton: ContextAutomaton, path: csim_path = Kernels.fastest,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        self.path = path
        self.automaton = automaton
        stride = (automaton.vocabulary + 3) / 4 * 4
        thresholdStride = (automaton.vocabulary + 15) / 16 * 16
        types = automaton.contexts / automaton.contextsPerType
        let edges = try Edges(automaton, stride: stride, &budget)
        edgeStart = edges.start
        edgeTarget = edges.target
        tokenEdge = edges.tokenEdge
        pattern = try edges.patterns(
            types: types, contextsPerType: automaton.contextsPerType, &budget)
        trainingPrompts = automaton.promptsByType(automaton.trainingStarts)
        heldOutPrompts = automaton.promptsByType(automaton.heldOutStarts)
    }

    /// Returns those of some types that prompts ask for.
    func typesWithPrompts(_ types: [Int]) -> [Int] {
        types.filter { !trainingPrompts[$0].isEmpty || !heldOutPrompts[$0].isEmpty }
    }

    /// The contexts of a type.
    func contexts(of type: Int) -> Range<Int> {
        type * automaton.contextsPerType..<(type + 1) * automaton.contextsPerType
    }

    /// The edges of a type.
    func edges(of type: Int) -> Range<Int> {
        let contexts = contexts(of: type)
        return Int(edgeStart[contexts.lowerBound])..<Int(edgeStart[contexts.upperBound])
    }
}

extension ContextAutomaton {
    /// Returns the indices of prompts by the type of their start.
    fileprivate func promptsByType(_ starts: [Int32]) -> [[Int]] {
        var prompts = Array(repeating: [Int](), count: contexts / contextsPerType)
        for (prompt, start) in starts.enumerated() {
            prompts[Int(start) / contextsPerType].append(prompt)
        }
        return prompts
    }
}

/// The merged edges of an automaton.
private struct Edges {
    /// As in ``Topology``.
    var start: [Int32] = [0]
    var target: [Int32] = []
    var tokenEdge: [Int32] = []

    init(_ automaton: ContextAutomaton, stride: Int, _ budget: inout CancellationBudget)
        throws(Interruption)
    {
        let vocabulary = automaton.vocabulary
        var edgeTo = Array(repeating: Int32(-1), count: automaton.contextsPerType)
        tokenEdge.reserveCapacity(automaton.contexts * stride)
        for context in 0..<automaton.contexts {
            let first = context - context % automaton.contextsPerType
            let firstEdge = target.count
            try budget.count(vocabulary &* 6)
            for token in 0..<vocabulary {
                let next = automaton.next[context * vocabulary + token]
                guard next >= 0 else {
                    tokenEdge.append(next)
                    continue
                }
                let local = Int(next) - first
                if edgeTo[local] < firstEdge {
                    edgeTo[local] = Int32(target.count)
                    target.append(Int32(local))
                }
                tokenEdge.append(edgeTo[local])
            }
            tokenEdge += repeatElement(ContextAutomaton.Ending.wrong, count: stride - vocabulary)
            start.append(Int32(target.count))
        }
    }

    /// Returns, for each type, the first type that has the same edges.
    func patterns(
        types: Int, contextsPerType: Int, _ budget: inout CancellationBudget
    ) throws(Interruption) -> [Int] {
        var first: [[Int32]: Int] = [:]
        var patterns: [Int] = []
        for type in 0..<types {
            let contexts = type * contextsPerType...(type + 1) * contextsPerType
            let offset = start[contexts.lowerBound]
            let edges = Int(offset)..<Int(start[contexts.upperBound])
            try budget.count((contexts.count &+ edges.count) &* 8)
            let shape = start[contexts].map { $0 - offset } + target[edges]
            let earlier = first[shape]
            if earlier == nil { first[shape] = type }
            patterns.append(earlier ?? type)
        }
        return patterns
    }
}
