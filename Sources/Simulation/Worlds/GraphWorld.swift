// SPDX-License-Identifier: GPL-3.0-or-later

extension World {
    /// `graph`: find a way through a maze of states, then say so.
    public static let graph = World(
        name: "graph",
        title: "Reasoning graph",
        summary: "Walk from state to state and stop in one that answers the question.",
        details: """
            An answer is a walk. The policy stands in one of S states and picks a token; every \
            token but the first leads to another state, always the same one. Token 0 ends the \
            answer, which is right if the state answers the question's type and wrong otherwise. \
            The policy sees its state and the type of the question, nothing else. A prompt is a \
            start and a type, a few tokens away from a right end. Some prompts are trained, others \
            are held out: they pass through the same states, so what is learned on the way carries \
            over. All tokens of an answer share its reward, although only some of them helped. \
            Walking in circles is how this policy repeats itself.
            """,
        picture: """
            start --3--> (s7) --1--> (s2) --0--> end: right if s2 answers the question
                          |  ^
                          5  8        every token leads somewhere;
                          v  |        some lead back
                         (s9)
            """,
        usedSettings: [
            "types", "states", "vocabulary", "length", "prompts", "heldout", "zipf", "sigma",
            "know",
            "qknow", "eos_bias",
        ] + trainingSettings,
        defaults: TrainingSettings(),
        make: makeGraph)
}

/// Makes the reasoning graph of a seed.
private func makeGraph(
    _ settings: TrainingSettings, seed: UInt32, _ budget: inout CancellationBudget
) throws(Interruption) -> ContextAutomaton {
    let contexts = settings.types * settings.states
    try Interruption.failing { () throws(SimulationError) in
        try settings.checkMemory(
            contexts: contexts, contextsPerType: settings.states, rows: contexts,
            prompts: settings.prompts)
    }
    let graph = try Graph(settings, seed: seed, &budget)
    let starts = try Interruption.failing { () throws(SimulationError) in
        try graph.starts(settings, seed: seed)
    }
    let parameters = try graph.parameters(settings, seed: seed, &budget)
    return ContextAutomaton(
        contexts: contexts, vocabulary: settings.vocabulary, length: settings.length,
        contextsPerType: settings.states, next: graph.next,
        rows: (0..<contexts).map { Int32($0) }, rowsPerContext: 1,
        parameters: parameters,
        trainingStarts: Array(starts.prefix(settings.prompts)),
        heldOutStarts: Array(starts.dropFirst(settings.prompts)))
}

/// The states and how far each is from a right end.
private struct Graph {
    /// The next context of each context and token.
    let next: [Int32]

    /// The fewest tokens before ending right, or ``unreachable``.
    let distance: [Int]

    /// The distance of states from which no right end can be reached.
    static let unreachable = Int.max

    /// Draws the moves, and measures the distances for every question type.
    init(_ settings: TrainingSettings, seed: UInt32, _ budget: inout CancellationBudget)
        throws(Interruption)
    {
        let (types, states, vocabulary) = (settings.types, settings.states, settings.vocabulary)
        let random = Philox(seed: seed, .environment)
        var moves: [Int] = []
        moves.reserveCapacity(states * vocabulary)
        for state in 0..<states {
            try budget.countRow()
            for token in 0..<vocabulary {
                moves.append(random.integer(below: states, 0, 0, state, token))
            }
        }
        let arrivals = Arrivals(moves: moves, states: states, vocabulary: vocabulary)
        var next: [Int32] = []
        var distance: [Int] = []
        next.reserveCapacity(types * states * vocabulary)
        for type in 0..<types {
            distance += try arrivals.distances(&budget) { $0 % types == type }
            for state in 0..<states {
                try budget.countRow()
                let isRight = state % types == type
                next.append(
                    isRight ? ContextAutomaton.Ending.right : ContextAutomaton.Ending.wrong)
                for token in 1..<vocabulary {
                    next.append(Int32(type * states + moves[state * vocabulary + token]))
                }
            }
        }
        self.next = next
        self.distance = distance
    }

    /// Returns training starts, then held-out starts: states that are not too far from the end.
    func starts(_ settings: TrainingSettings, seed: UInt32) throws(SimulationError) -> [Int32] {
        let near = distance.indices.filter {
            distance[$0] >= 1 && distance[$0] <= settings.length / 2
        }
        let wanted = settings.prompts + settings.heldOut
        guard wanted <= near.count else {
            throw SimulationError(
                "world graph has only \(near.count) possible prompts with seed \(seed), and "
                    + "prompts + heldout = \(wanted)",
                parameter: "prompts", hint: "ask for fewer prompts, or for more states or types")
        }
        let order = Philox(seed: seed, .prompts).shuffled(near.count, 0, 0)
        return order.prefix(wanted).map { Int32(near[$0]) }
    }

    /// Returns the untrained policy: noise, a prior on short answers, and some knowledge.
    func parameters(
        _ settings: TrainingSettings, seed: UInt32, _ budget: inout CancellationBudget
    ) throws(Interruption) -> [Double] {
        let vocabulary = settings.vocabulary
        let random = Philox(seed: seed, .initialPolicy)
        let prior = settings.tokenPrior
        var parameters: [Double] = []
        parameters.reserveCapacity(distance.count * vocabulary)
        for context in distance.indices {
            try budget.countRow()
            let isKnown = random.uniform(1, 0, 0, context) < settings.knowProbability
            for token in 0..<vocabulary {
                let helps = isKnown && leadsOn(context, token, vocabulary)
                parameters.append(
                    settings.sigma * random.normal(2, 0, context, token) + prior[token]
                        + (helps ? settings.know : 0))
            }
        }
        return parameters
    }

    /// Returns whether a token ends the answer right, or brings its right end nearer.
    private func leadsOn(_ context: Int, _ token: Int, _ vocabulary: Int) -> Bool {
        let here = distance[context]
        guard token > 0 else { return here == 0 }
        return here > 0 && distance[Int(next[context * vocabulary + token])] < here
    }
}

/// For each state, the states from which one token leads to it.
private struct Arrivals {
    /// By state.
    private var from: [[Int]]

    /// Turns the table of moves round.
    init(moves: [Int], states: Int, vocabulary: Int) {
        from = Array(repeating: [], count: states)
        for state in 0..<states {
            for token in 1..<vocabulary { from[moves[state * vocabulary + token]].append(state) }
        }
    }

    /// Returns the fewest tokens from each state to one that is an end, breadth first.
    func distances(_ budget: inout CancellationBudget, isEnd: (Int) -> Bool) throws(Interruption)
        -> [Int]
    {
        var distance = from.indices.map { isEnd($0) ? 0 : Graph.unreachable }
        var queue = from.indices.filter(isEnd)
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            try budget.countRow()
            for earlier in from[state] where distance[earlier] == Graph.unreachable {
                distance[earlier] = distance[state] + 1
                queue.append(earlier)
            }
        }
        return distance
    }
}
