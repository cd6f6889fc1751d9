// SPDX-License-Identifier: GPL-3.0-or-later

extension World {
    /// `reach`: go from one number to another, in writing.
    public static let reach = World(
        name: "reach",
        title: "Ways between numbers, written by a tiny transformer",
        summary: "Get from one number to another by +3, −5, ×2 and ÷2, writing each result.",
        details: """
            A prompt such as 07>20 asks for a way from 7 to 20. The answer is a text of at most 19 \
            tokens, of 16 there are: an operation and the two digits of its result, step by step, \
            and a dot. A causal transformer writes it. It starts from a base that has imitated \
            wandering walks: it knows the arithmetic, wanders, slips, and sometimes stops at the \
            wrong place. Operations are forks, and digits follow from them, which are the two \
            kinds of tokens of language models' reasoning; all prompts share all weights. A \
            verifier reads the answer and gives the reward. Everything is sampled: nothing here \
            is an exact expectation, and the seed decides of prompts, answers and order, while \
            the base is the same for all seeds.
            """,
        picture: """
            07>20   *14+17+20.    7 ×2=14 +3=17 +3=20 ∎   right
                    +10*20.       7 +3=10 ×2=20 ∎         right, and shorter
                    *14+18.       7 ×2=14 +3=18           wrong: a false step
            """,
        usedSettings: [
            "policy", "size", "base", "verifier", "prompts", "group", "epochs", "minibatches",
            "lr", "noise", "dynamic", "steps", "every", "kl_coef", "kl", "entropy_coef",
            "entropy_top", "norm", "aggregation", "rollout", "correction", "rho_low", "rho_high",
            "opsm_delta",
        ],
        defaults: reachDefaults(),
        make: nil,
        task: .reach)
}

/// Returns the settings of `reach` where nothing is set.
private func reachDefaults() -> TrainingSettings {
    var settings = TrainingSettings()
    settings.policy = .transformer
    settings.prompts = 16
    settings.group = 16
    settings.epochs = 2
    settings.minibatches = 4
    settings.optimizer = .adam
    settings.learningRate = NetworkSize.large.learningRate
    settings.steps = 150
    settings.every = 25
    return settings
}
