// SPDX-License-Identifier: GPL-3.0-or-later

extension World {
    /// `steps`: a few key steps among filler.
    public static let steps = World(
        name: "steps",
        title: "Key steps among filler",
        summary: "Write the key steps of a question in order, among any amount of filler.",
        details: """
            Each question needs M key steps in order, and for each step two tokens will do. Any \
            other token is filler: it does no harm and no good. Token 0 ends the answer, which is \
            right if all key steps are there. The policy sees the type of the question, how many key \
            steps are done, and the token before. A right answer may hold useless or repeated \
            tokens, and a wrong one may hold right steps; yet all tokens of an answer get the same \
            advantage. With share = yes the policy keeps one table per question and one that all \
            questions share, so what it learns on one question moves the others.
            """,
        picture: """
            question y:  [.] filler [KEY 1] filler filler [KEY 2] [KEY 3] end: right
                         [.] filler [KEY 1] filler end: wrong, yet KEY 1 was right
            """,
        usedSettings: [
            "types", "vocabulary", "length", "keysteps", "share", "zipf", "sigma", "know", "qknow",
            "eos_bias",
        ] + trainingSettings,
        defaults: stepsDefaults(),
        make: makeSteps)
}

/// Returns the settings of `steps` where nothing is set: those at which the rules differ most.
private func stepsDefaults() -> TrainingSettings {
    var settings = TrainingSettings()
    settings.know = 2
    settings.knowProbability = 0.7
    settings.learningRate = 40
    settings.steps = 200
    return settings
}

/// Makes the key-step world of a seed.
private func makeSteps(
    _ settings: TrainingSettings, seed: UInt32, _ budget: inout CancellationBudget
) throws(Interruption) -> ContextAutomaton {
    let task = KeySteps(settings)
    try Interruption.failing { () throws(SimulationError) in
        try settings.checkMemory(
            contexts: task.contexts, contextsPerType: task.stages * task.vocabulary,
            rows: task.rows, prompts: task.types)
    }
    let keys = task.keys(Philox(seed: seed, .environment))
    let next = try task.next(keys, &budget)
    let random = Philox(seed: seed, .initialPolicy)
    let parameters = try task.parameters(keys, settings, random, &budget)
    return ContextAutomaton(
        contexts: task.contexts, vocabulary: task.vocabulary, length: settings.length,
        contextsPerType: task.stages * task.vocabulary, next: next,
        rows: task.rowTable(), rowsPerContext: settings.share ? 2 : 1,
        parameters: parameters,
        trainingStarts: (0..<task.types).map { Int32($0 * task.stages * task.vocabulary) },
        heldOutStarts: [])
}

/// The shape of the world: context (y, k, u) has index (y · stages + k) · V + u.
private struct KeySteps {
    let types: Int
    let vocabulary: Int
    let keySteps: Int
    let share: Bool

    /// How many key steps can be done: 0 to M.
    var stages: Int { keySteps + 1 }

    /// The number of contexts and of parameter rows.
    var contexts: Int { types * stages * vocabulary }
    var rows: Int { share ? types * stages + stages * vocabulary : contexts }

    init(_ settings: TrainingSettings) {
        types = settings.types
        vocabulary = settings.vocabulary
        keySteps = settings.keySteps
        share = settings.share
    }

    /// Returns the two key tokens of each question and stage, which may coincide.
    func keys(_ random: Philox) -> [[Int]] {
        (0..<types * stages).map { index in
            let (type, stage) = (index / stages, index % stages)
            guard stage < keySteps else { return [0] }
            return (0..<2).map { 1 + random.integer(below: vocabulary - 1, 1, type, stage, $0) }
        }
    }

    /// Returns the next context of each context and token.
    func next(_ keys: [[Int]], _ budget: inout CancellationBudget) throws(Interruption) -> [Int32] {
        var next: [Int32] = []
        next.reserveCapacity(contexts * vocabulary)
        for context in 0..<contexts {
            try budget.countRow()
            let index = context / vocabulary
            let isDone = index % stages == keySteps
            next.append(isDone ? ContextAutomaton.Ending.right : ContextAutomaton.Ending.wrong)
            for token in 1..<vocabulary {
                let advances = !isDone && keys[index].contains(token)
                next.append(Int32((index + (advances ? 1 : 0)) * vocabulary + token))
            }
        }
        return next
    }

    /// Returns the parameter rows of each context: (y, k) and (k, u), or one of its own.
    func rowTable() -> [Int32] {
        guard share else { return (0..<contexts).map { Int32($0) } }
        return (0..<contexts).flatMap { context -> [Int32] in
            let (index, previous) = (context / vocabulary, context % vocabulary)
            let shared = types * stages + index % stages * vocabulary + previous
            return [Int32(index), Int32(shared)]
        }
    }

    /// Returns the untrained policy: noise, the prior, and some knowledge.
    func parameters(
        _ keys: [[Int]], _ settings: TrainingSettings, _ random: Philox,
        _ budget: inout CancellationBudget
    ) throws(Interruption) -> [Double] {
        let scale = share ? settings.sigma / 2.0.squareRoot() : settings.sigma
        var parameters: [Double] = []
        parameters.reserveCapacity(rows * vocabulary)
        for row in 0..<rows {
            try budget.countRow()
            for token in 0..<vocabulary {
                parameters.append(scale * random.normal(2, 0, row, token))
            }
        }
        let prior = settings.tokenPrior
        for index in keys.indices {
            let draw = random.uniform(1, 0, index / stages, index % stages)
            let known = draw < settings.knowProbability ? keys[index] : []
            for row in share ? index..<index + 1 : index * vocabulary..<(index + 1) * vocabulary {
                try budget.countRow()
                for token in 0..<vocabulary {
                    parameters[row * vocabulary + token] +=
                        prior[token] + (known.contains(token) ? settings.know : 0)
                }
            }
        }
        return parameters
    }
}
