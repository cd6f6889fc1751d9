// SPDX-License-Identifier: GPL-3.0-or-later

/// What a policy is worth, exactly: the expectation over all answers, by dynamic programming.
///
/// Question types never lead to each other, so only types with a changed context are worked out
/// again; four types with the same edges are worked on at once.
struct Evaluation {
    /// How often an answer passes through each context, summed over training prompts.
    let visits: Memory<Double>

    /// The probability that an answer is right, for each training and each held-out prompt.
    let rightTraining: Memory<Double>
    let rightHeldOut: Memory<Double>

    /// Whether the likeliest tokens answer each prompt right.
    private let greedyTraining: Memory<Bool>
    private let greedyHeldOut: Memory<Bool>

    /// The expected number of answers that run out of time, by type.
    private let unfinished: Memory<Double>

    /// The number of training prompts that start at each context.
    private let starts: Memory<Double>

    private let topology: Topology

    /// Where up to four types are worked out.
    private var batch: EvaluationBatch

    init(_ topology: Topology, _ budget: inout CancellationBudget) throws(Interruption) {
        let automaton = topology.automaton
        self.topology = topology
        visits = Memory(repeating: 0, count: automaton.contexts)
        rightTraining = Memory(repeating: 0, count: automaton.trainingStarts.count)
        rightHeldOut = Memory(repeating: 0, count: automaton.heldOutStarts.count)
        greedyTraining = Memory(repeating: false, count: automaton.trainingStarts.count)
        greedyHeldOut = Memory(repeating: false, count: automaton.heldOutStarts.count)
        unfinished = Memory(repeating: 0, count: topology.types)
        starts = Memory(repeating: 0, count: automaton.contexts)
        for start in automaton.trainingStarts { starts[Int(start)] += 1 }
        batch = try EvaluationBatch(topology, &budget)
    }

    private init(copying other: Evaluation) {
        visits = other.visits.copy()
        rightTraining = other.rightTraining.copy()
        rightHeldOut = other.rightHeldOut.copy()
        greedyTraining = other.greedyTraining.copy()
        greedyHeldOut = other.greedyHeldOut.copy()
        unfinished = other.unfinished.copy()
        starts = other.starts.copy()
        topology = other.topology
        batch = other.batch.copy()
    }

    /// Returns an evaluation with memory of its own.
    func copy() -> Evaluation { Evaluation(copying: self) }

    /// The expected number of tokens of all training prompts' answers together.
    var tokens: Double {
        var sum = 0.0
        for context in 0..<visits.count { sum += visits.base[context] }
        return sum
    }

    /// Works out again the types that have changed.
    ///
    /// - Throws: ``Interruption/cancelled``; some of the types must then be worked out again.
    mutating func update(
        _ policy: FrozenPolicy, changed types: [Int], _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let asked = topology.typesWithPrompts(types)
        var first = 0
        while first < asked.count {
            var end = first + 1
            while end < min(first + 4, asked.count),
                topology.pattern[asked[end]] == topology.pattern[asked[first]]
            {
                end += 1
            }
            try evaluate(asked[first..<end], policy, &budget)
            first = end
        }
        for type in types { walkGreedily(type, policy) }
    }

    /// Puts the metrics of the policy into a row.
    func report(_ policy: FrozenPolicy, into row: inout StepMetrics) {
        var (tokens, entropy, divergence) = (0.0, 0.0, 0.0)
        for context in 0..<visits.count {
            let count = visits.base[context]
            tokens += count
            entropy += count * policy.entropy.base[context]
            divergence += count * policy.klFromReference.base[context]
        }
        let prompts = Double(rightTraining.count)
        row[.entropy] = entropy / tokens
        row[.klFromReference] = divergence / tokens
        row[.length] = tokens / prompts
        row[.timeout] = sum(unfinished) / prompts
        row[.accuracy] = sum(rightTraining) / prompts
        row[.passAt16] = passAt16()
        row[.greedy] = share(greedyTraining)
        guard rightHeldOut.count > 0 else { return }
        row[.heldOutAccuracy] = sum(rightHeldOut) / Double(rightHeldOut.count)
        row[.heldOutGreedy] = share(greedyHeldOut)
    }

    /// Works out one to four types with the same edges.
    private mutating func evaluate(
        _ types: ArraySlice<Int>, _ policy: FrozenPolicy, _ budget: inout CancellationBudget
    ) throws(Interruption) {
        try batch.run(types, policy, starts: starts, &budget)
        for (lane, type) in types.enumerated() {
            let first = topology.contexts(of: type).lowerBound
            unfinished[type] = batch.unfinished[lane]
            for context in topology.contexts(of: type) {
                visits.base[context] = batch.visits(context - first, lane)
            }
            for prompt in topology.trainingPrompts[type] {
                let start = Int(topology.automaton.trainingStarts[prompt])
                rightTraining[prompt] = batch.right(start - first, lane)
            }
            for prompt in topology.heldOutPrompts[type] {
                let start = Int(topology.automaton.heldOutStarts[prompt])
                rightHeldOut[prompt] = batch.right(start - first, lane)
            }
        }
    }

    /// Works out which prompts of a type the likeliest tokens answer right.
    private func walkGreedily(_ type: Int, _ policy: FrozenPolicy) {
        for prompt in topology.trainingPrompts[type] {
            greedyTraining[prompt] = endsRight(topology.automaton.trainingStarts[prompt], policy)
        }
        for prompt in topology.heldOutPrompts[type] {
            greedyHeldOut[prompt] = endsRight(topology.automaton.heldOutStarts[prompt], policy)
        }
    }

    /// Returns whether the likeliest tokens lead from a context to a right answer in time.
    private func endsRight(_ start: Int32, _ policy: FrozenPolicy) -> Bool {
        let automaton = topology.automaton
        var context = start
        for _ in 0..<automaton.length {
            let token = Int(policy.likeliest.base[Int(context)])
            context = automaton.next[Int(context) * automaton.vocabulary + token]
            if context < 0 { return context == ContextAutomaton.Ending.right }
        }
        return false
    }

    /// Returns the mean over training prompts of 1 − (1 − q)¹⁶.
    private func passAt16() -> Double {
        var sum = 0.0
        for prompt in 0..<rightTraining.count {
            let wrong = 1 - rightTraining.base[prompt]
            let (two, count) = (wrong * wrong, Double(rightTraining.count))
            let four = two * two
            let eight = four * four
            sum += (1 - eight * eight) / count
        }
        return sum
    }

    /// Returns the sum, from the first to the last.
    private func sum(_ numbers: Memory<Double>) -> Double {
        var sum = 0.0
        for index in 0..<numbers.count { sum += numbers.base[index] }
        return sum
    }

    /// Returns the share of flags that are set.
    private func share(_ flags: Memory<Bool>) -> Double {
        var count = 0
        for index in 0..<flags.count where flags.base[index] { count += 1 }
        return Double(count) / Double(flags.count)
    }
}
