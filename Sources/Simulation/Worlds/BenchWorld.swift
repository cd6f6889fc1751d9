// SPDX-License-Identifier: GPL-3.0-or-later

extension World {
    /// `bench`: the tokens on the bench, as the alternatives at one position.
    ///
    /// Its training is ``BenchTraining``; there is no automaton to make.
    public static let bench = World(
        name: "bench",
        title: "The tokens on the bench",
        summary: "Train one softmax over your own tokens by the exact expected update.",
        details: """
            Your tokens are the alternatives at one position, with their old probabilities as the \
            untrained policy and their advantages as given; the remainder is one more token \
            with advantage 0. A rollout freezes the policy as the old one; then come a few updates \
            along the expected gradient, without sampling. Nothing is random: one run says it all.
            """,
        picture: """
            q = (.5 .3 .1 .1)  --8 updates-->  new q  --8 updates-->  ...
            A = (+1 +1 +1 -1)
            """,
        usedSettings: [
            "lr", "steps", "inner", "kl_coef", "kl", "entropy_coef", "rollout", "correction",
            "rho_low", "rho_high", "opsm_delta",
        ],
        defaults: benchDefaults(),
        make: nil)
}

/// Returns the settings of `bench` where nothing is set.
private func benchDefaults() -> TrainingSettings {
    var settings = TrainingSettings()
    settings.learningRate = 0.3
    settings.steps = 60
    settings.inner = 8
    return settings
}
