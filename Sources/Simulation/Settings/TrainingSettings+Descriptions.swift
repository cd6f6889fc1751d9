// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension TrainingSettings {
    /// Every setting, in the order in which lists and help show them.
    public static let descriptions: [SettingDescription] =
        worldDescriptions + networkDescriptions + policyDescriptions + trainingDescriptions
        + lossDescriptions
        + engineDescriptions

    /// The settings that shape a world.
    private static let worldDescriptions: [SettingDescription] = [
        .integer("types", "Y", "How many types of question there are.", 1...65_536, \.types),
        .integer("states", "S", "How many reasoning states there are.", 2...1_048_576, \.states),
        .integer(
            "vocabulary", "V", "How many tokens there are to choose from.", 2...65_536,
            \.vocabulary),
        .integer("length", "T", "The most tokens that an answer may have.", 1...4_096, \.length),
        .integer(
            "keysteps", "M", "How many key steps a right answer has, or right arms a bandit.",
            1...1_024, \.keySteps),
        .integer("prompts", "P", "How many prompts are trained.", 1...1_048_576, \.prompts),
        .integer("heldout", "PH", "How many prompts are held out.", 0...1_048_576, \.heldOut),
        .flag("share", "share", "Whether questions share what follows which token.", \.share),
    ]

    /// The settings of policies that are no tables, and of what judges what they write.
    private static let networkDescriptions: [SettingDescription] = [
        .choice("policy", "π", "What the policy is.", \.policy),
        SettingDescription(
            name: "size", symbol: "size", summary: "How large the transformer is.",
            domain: NumberDomain(
                lower: 0, includesLower: true, upper: Double(NetworkSize.all.count - 1),
                includesUpper: true),
            isInteger: true, choices: NetworkSize.all.map(\.name),
            isInForce: { $0.policy == .transformer },
            read: { Double(NetworkSize.all.firstIndex(of: $0.size) ?? 0) },
            write: { $0.take(NetworkSize.all[Int($1)]) }),
        .written(
            .integer(
                "base", "base",
                "Which base it starts from: the seed of its pretraining, or the number of a policy that was "
                    + "loaded.",
                1...NetworkBase.largestNumber, \.base)),
        .written(
            .choice(
                "verifier", "R", "What decides whether a written answer is right.", \.verifier,
                among: Verifier.all, words: Verifier.all.map(\.name))),
    ]

    /// The settings of the untrained policy.
    private static let policyDescriptions: [SettingDescription] = [
        .real(
            "zipf", "zipf", "How fast the untrained preference falls with a token's number.",
            .logit, \.zipf),
        .real(
            "sigma", "σ", "The standard deviation of the untrained logits.", .spread, \.sigma),
        .real(
            "know", "know", "How far ahead a known right token starts, in logits.", .logit, \.know),
        .real(
            "qknow", "qknow", "The probability that a right token is known at the start.",
            .zeroOrOne, \.knowProbability),
        .real(
            "eos_bias", "b_EOS", "The untrained logit of ending the answer.", .logit, \.endBias),
    ]

    /// The settings of sampling and of updates.
    private static let trainingDescriptions: [SettingDescription] = [
        .integer("group", "G", "How many responses each prompt gets.", 2...65_536, \.group),
        .integer(
            "epochs", "K", "How often the samples of a rollout are used.", 1...1_024, \.epochs),
        .integer("minibatches", "nmb", "How many updates an epoch has.", 1...65_536, \.minibatches),
        SettingDescription(
            name: "optimizer", symbol: "opt", summary: "How the gradient moves the parameters.",
            domain: .zeroOrOne, isInteger: true, choices: ["sgd", "adam"],
            read: { Double($0.optimizer.rawValue) },
            write: { $0.optimizer = $1 == 0 ? .sgd : .adam }),
        .real("lr", "lr", "The learning rate, in logit units.", .positive, \.learningRate),
        .real("noise", "η", "The probability that a reward is inverted.", .zeroOrOne, \.noise),
        .flag(
            "dynamic", "dyn", "Whether groups without signal are left out of the token mean.",
            \.dynamic),
        .flag("exact", "exact", "Whether the expectation replaces samples.", \.exact),
        .integer("steps", "steps", "How many rollouts there are.", 1...10_000_000, \.steps),
        .integer(
            "every", "every", "How many steps lie between evaluations.", 1...10_000_000, \.every),
        .integer(
            "inner", "inner", "How many updates the bench makes per rollout.", 1...1_000_000,
            \.inner),
    ]

    /// The settings of the loss.
    private static let lossDescriptions: [SettingDescription] = [
        .real(
            "kl_coef", "β",
            "How strongly the KL penalty pulls the policy back to the one at the start.",
            .coefficient, \.klCoefficient),
        .choice(
            "kl", "KL",
            "Which penalty it is, by the estimate of the KL divergence that it is made of.",
            \.klPenalty),
        .real(
            "entropy_coef", "α", "How strongly the loss rewards the entropy of the policy.",
            .coefficient, \.entropyCoefficient),
        .real(
            "entropy_top", "ρ_H",
            "The share of a minibatch's tokens that is trained, those of highest entropy.",
            .probability, \.entropyTop),
        .choice(
            "norm", "Â", "How the rewards of a group become advantages.", \.normalization,
            among: GroupNormalization.ofGroups,
            words: GroupNormalization.ofGroups.map(\.name)),
        .choice(
            "aggregation", "agg",
            "How tokens are averaged; rules on whole responses bring their own way.",
            \.aggregation),
    ]

    /// The settings of the engine that samples, and of what is done about it.
    private static let engineDescriptions: [SettingDescription] = [
        .engine(
            "rollout", "μ",
            "What samples in the place of the trainer's policy: \(RolloutEngine.forms).",
            \.rollout),
        .correction(
            "correction", "f",
            "The factor on weights for what the rollout engine computed differently: none, a published "
                + "one or a typed one; help corrections lists them."),
        .correctionParameter(
            "rho_low", "ρ_low", "The correction's lower bound on ρ = π_old/μ.", .notNegative,
            otherwise: 0),
        .correctionParameter(
            "rho_high", "ρ_high", "The correction's upper bound on ρ = π_old/μ.",
            NumberDomain(lower: 0, includesLower: false, upper: .infinity, includesUpper: true),
            otherwise: 2),
        .correctionParameter(
            "opsm_delta", "δ_opsm",
            "For opsm: the largest mean of log μ − log π in a bad response, in nats.", .finite,
            otherwise: 0.5),
    ]

    /// The correction with its parameters put in; nil for none.
    var boundCorrection: BoundCorrection? { correction?.bound(correctionValues) }
}

extension SettingDescription {
    /// Checks that a number may stand for this setting.
    ///
    /// - Throws: ``SimulationError`` that names the setting, the number and what is allowed.
    public func check(_ value: Double) throws(SimulationError) {
        if let spelling, spelling.word(value) == nil {
            throw SimulationError(
                "\(name) cannot be that", parameter: name, hint: "\(name) is \(spelling.forms)")
        }
        guard domain.contains(value) else {
            throw SimulationError(
                "\(name) = \(value) is outside its range", parameter: name,
                hint: "\(name) must be \(allowed)")
        }
        guard !isInteger || value == value.rounded() else {
            throw SimulationError(
                "\(name) = \(value) is no whole number", parameter: name,
                hint: "\(name) must be \(allowed)")
        }
    }

    /// The values allowed, in words.
    private var allowed: String {
        let kind = isInteger ? "a whole number" : "a finite number"
        let lower =
            domain.lower == -.infinity
            ? "" : " \(domain.includesLower ? "of at least" : "above") \(shown(domain.lower))"
        let upper =
            domain.upper == .infinity
            ? "" : " \(domain.includesUpper ? "and at most" : "and below") \(shown(domain.upper))"
        return kind + lower + upper
    }

    /// Returns a bound as people write it: whole numbers without a point.
    private func shown(_ bound: Double) -> String {
        bound == bound.rounded() && abs(bound) < 1e15 ? "\(Int(bound))" : "\(bound)"
    }
}
