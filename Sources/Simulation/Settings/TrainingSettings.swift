// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// The settings of a simulated training: its world, its policy and its optimiser.
///
/// Plain values are the defaults of world `graph`. What a world does not use is kept and ignored.
public struct TrainingSettings: Sendable, Equatable {
    /// The number of question types, Y.
    public var types = 16
    /// The number of reasoning states of world `graph`, S.
    public var states = 32
    /// The number of tokens to choose from, V.
    public var vocabulary = 16
    /// The most tokens an answer may have, T.
    public var length = 16
    /// The number of key steps of an answer (world `steps`) or of right arms (`bandit`), M.
    public var keySteps = 3
    /// The number of training prompts, P.
    public var prompts = 64
    /// The number of held-out prompts, PH.
    public var heldOut = 64
    /// The number of times that each rollout's samples are gone through, K.
    public var epochs = 3
    /// The number of updates per epoch.
    public var minibatches = 4
    /// Whether questions share what they know of "which token follows which" (world `steps`).
    public var share = true
    /// How fast the untrained policy's preference falls with the token's number.
    public var zipf = 0.5
    /// The standard deviation of the untrained policy's logits, σ.
    public var sigma = 1.0
    /// How many logit units a known right token is ahead.
    public var know = 1.0
    /// The probability that the untrained policy knows a right token.
    public var knowProbability = 0.5
    /// The untrained policy's logit of ending the answer.
    public var endBias = -1.0
    /// The number of responses per prompt, G.
    public var group = 16
    /// How the gradient moves the parameters.
    public var optimizer = Optimizer.sgd
    /// The learning rate, in logit units.
    public var learningRate = 160.0
    /// The probability that the verifier turns a reward round, η.
    public var noise = 0.0
    /// Whether groups without signal are left out of the token mean, as DAPO's dynamic sampling.
    public var dynamic = false
    /// Whether samples are replaced by their expectation.
    public var exact = false
    /// How strongly the policy is pulled back to the one at the start, β of the KL penalty.
    public var klCoefficient = 0.0
    /// Which penalty it is.
    public var klPenalty = ReferencePenalty.k3
    /// How strongly entropy is rewarded.
    public var entropyCoefficient = 0.0
    /// The share of a minibatch's tokens that is trained, those of highest entropy; 1 for all.
    public var entropyTop = 1.0
    /// How the rewards of a group become advantages.
    public var normalization = GroupNormalization.grpo
    /// How the tokens of a minibatch are averaged under rules that look at one token.
    public var aggregation = Aggregation.tokenMean
    /// What the engine that samples computes in the place of the trainer's policy.
    public var rollout = RolloutEngine.exact
    /// The factor on weights for what the engine computed differently.
    public var correction: Correction?
    /// The corrections that people made, which ``correction`` may be besides the published ones.
    public var typedCorrections: [Correction] = []
    /// The correction's parameters, where they are not its defaults.
    public var correctionValues: ParameterValues = [:]
    /// The number of rollouts.
    public var steps = 150
    /// The number of steps between two exact evaluations.
    public var every = 1
    /// The number of updates per rollout of the bench's own simulation.
    public var inner = 8
    /// What the policy is: a table, or a network that writes texts.
    public var policy = PolicyKind.table
    /// How large the network is.
    public var size = NetworkSize.large
    /// Which base the network starts from: that of the pretraining with this seed.
    public var base = 1
    /// What decides whether a written answer is rewarded.
    public var verifier = Verifier.strict

    /// Makes the default settings, those of world `graph`.
    public init() {}

    /// How the gradient moves the parameters.
    public enum Optimizer: Int, Sendable, CaseIterable {
        /// Plain gradient descent.
        case sgd
        /// Adam (0.9, 0.999, 1e-8) with bias correction and without decay.
        ///
        /// - Source: Kingma and Ba, arXiv:1412.6980, algorithm 1.
        case adam
    }

    /// How the tokens of a minibatch are averaged.
    ///
    /// Rules on whole responses bring their own way: those that average a response's tokens
    /// (GSPO, GMPO) are trained as ``sequenceMean``; those that add them up (LUSPO, TOPR) as
    /// ``tokenMean``, which is their published gradient over the mean length of the minibatch's
    /// responses, so that a learning rate means the same under every rule.
    public enum Aggregation: String, Sendable, CaseIterable {
        /// All tokens count the same: Σ over tokens / number of tokens.
        case tokenMean = "token-mean"
        /// All responses count the same: mean over responses of the mean over their tokens.
        case sequenceMean = "seq-mean-token-mean"
    }
}

extension TrainingSettings {
    /// Returns the value of a setting by its contract name, or nil where there is none.
    ///
    /// Switches are 0 and 1; `optimizer` is 0 (`sgd`) or 1 (`adam`).
    public func value(of name: String) -> Double? {
        Self.description(of: name)?.read(self)
    }

    /// Sets one setting by its contract name.
    ///
    /// - Throws: ``SimulationError`` for an unknown name, a number outside its domain, or a
    ///   broken number where a whole one is wanted; nothing has changed then.
    public mutating func set(_ name: String, to value: Double) throws(SimulationError) {
        guard let description = Self.description(of: name) else {
            throw SimulationError(
                "there is no simulation setting \"\(name)\"", parameter: name,
                hint: "the settings are \(Self.descriptions.map(\.name).joined(separator: ", "))")
        }
        try description.check(value)
        if name == "correction" { try checkName(ofCorrection: value) }
        description.write(&self, value)
    }

    /// Returns the correction of a name: a published one, or one of ``typedCorrections``; nil for none.
    func correction(named name: String) -> Correction? {
        Correction.named(name) ?? typedCorrections.first { $0.name == name }
    }

    /// Throws where a correction's name, given as its number, is nobody's any more.
    private func checkName(ofCorrection value: Double) throws(SimulationError) {
        guard value != 0, let name = CorrectionCode.word(value), correction(named: name) == nil
        else { return }
        throw SimulationError(
            "there is no correction \(name)", parameter: "correction",
            hint: "define it with rule \(name) correction = min(rho, 2), or take correction=tis")
    }

    /// Returns the description of a setting by its contract name or a former one, or nil where there
    /// is none.
    public static func description(of name: String) -> SettingDescription? {
        let name = formerNames[name] ?? name
        return descriptions.first { $0.name == name }
    }

    /// What settings were called once, and are called now.
    package static let formerNames = ["kl_estimator": "kl"]
}
