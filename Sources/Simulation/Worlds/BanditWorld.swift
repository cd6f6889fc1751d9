// SPDX-License-Identifier: GPL-3.0-or-later

extension World {
    /// `bandit`: one token is the whole answer.
    public static let bandit = World(
        name: "bandit",
        title: "One-token questions",
        summary: "Pick one token; a few of them are right.",
        details: """
            The smallest world: each of P questions is answered by one token, and up to M of the V \
            tokens are right. Nothing is shared between questions and no token is innocent, so it \
            shows what a rule does to one softmax and nothing else. With exact = yes samples are \
            replaced by their expectation: no luck is left in the training. The seed still draws the \
            questions and the start.
            """,
        picture: """
            question p:   0   1  [2]  3   4  [5]  6  [7]      right: 2, 5 and 7
            """,
        usedSettings: ["vocabulary", "keysteps", "prompts", "zipf", "sigma", "know", "qknow"]
            + trainingSettings,
        defaults: banditDefaults(),
        make: makeBandit)
}

/// Returns the settings of `bandit` where nothing is set.
private func banditDefaults() -> TrainingSettings {
    var settings = TrainingSettings()
    settings.prompts = 16
    settings.vocabulary = 12
    settings.learningRate = 0.5
    settings.steps = 100
    return settings
}

/// Makes the bandits of a seed.
private func makeBandit(
    _ settings: TrainingSettings, seed: UInt32, _ budget: inout CancellationBudget
) throws(Interruption) -> ContextAutomaton {
    let (bandits, vocabulary) = (settings.prompts, settings.vocabulary)
    try Interruption.failing { () throws(SimulationError) in
        try settings.checkMemory(
            contexts: bandits, contextsPerType: 1, rows: bandits, prompts: bandits)
    }
    let hidden = Philox(seed: seed, .environment)
    let random = Philox(seed: seed, .initialPolicy)
    var next = Array(repeating: ContextAutomaton.Ending.wrong, count: bandits * vocabulary)
    var parameters: [Double] = []
    parameters.reserveCapacity(bandits * vocabulary)
    for bandit in 0..<bandits {
        try budget.countRow()
        for token in 0..<vocabulary {
            parameters.append(
                settings.sigma * random.normal(2, 0, bandit, token)
                    - settings.zipf * naturalLogarithm(Double(token + 1)))
        }
    }
    for bandit in 0..<bandits {
        try budget.countRow()
        for arm in 0..<settings.keySteps {
            let token = hidden.integer(below: vocabulary, 1, 0, bandit, arm)
            next[bandit * vocabulary + token] = ContextAutomaton.Ending.right
            if random.uniform(1, 0, bandit, arm) < settings.knowProbability {
                parameters[bandit * vocabulary + token] += settings.know
            }
        }
    }
    let all = (0..<bandits).map { Int32($0) }
    return ContextAutomaton(
        contexts: bandits, vocabulary: vocabulary, length: 1, contextsPerType: 1, next: next,
        rows: all, rowsPerContext: 1, parameters: parameters, trainingStarts: all,
        heldOutStarts: [])
}
