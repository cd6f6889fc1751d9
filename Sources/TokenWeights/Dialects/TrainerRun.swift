// SPDX-License-Identifier: GPL-3.0-or-later

/// What the settings of a trainer's run come to in our words.
public struct TrainerRun: Sendable {
    /// The method.
    public let rule: WeightRule

    /// A value for each parameter of the method: the trainer's, else the method's own default.
    public let values: ParameterValues

    /// The factor for the rollout engine; nil for none.
    public internal(set) var correction: Correction?

    /// The correction's bounds.
    public internal(set) var correctionValues: ParameterValues = [:]

    /// The penalty in the loss; nil for none.
    public internal(set) var penalty: ReferencePenalty?

    /// β, the penalty's coefficient, at least 0.
    public internal(set) var penaltyCoefficient = 0.0

    /// Whether k3 has no gradient beyond a value of 10.
    public internal(set) var clampsPenalty = false

    /// Whether the correction multiplies the penalty too.
    public internal(set) var correctsPenalty = false

    /// The share of the batch's tokens that is trained, those of highest entropy, in (0, 1); nil for all.
    public internal(set) var entropyTop: Double?

    /// Which policy the trainer takes for another.
    public internal(set) var policies = PolicyRoles.own

    /// How tokens are added up.
    public internal(set) var aggregation: Aggregation

    /// The number that the aggregation takes; nil for its default.
    public internal(set) var aggregationNumber: Double?

    /// What else is to be known, a sentence each, without the stop.
    public internal(set) var notes: [String] = []

    /// The settings that were given and touch no weight, as they were written.
    public internal(set) var idle: [String] = []

    /// Makes a run without correction and penalty.
    init(_ rule: WeightRule, _ values: ParameterValues, aggregation name: String) {
        guard let aggregation = Aggregation.named(name) else {
            preconditionFailure("there is no aggregation \(name)")
        }
        let unknown = values.keys.filter { name in
            !rule.parameters.contains { $0.name == name }
        }
        precondition(unknown.isEmpty, "\(rule.name) has no parameter \(unknown)")
        (self.rule, self.aggregation) = (rule, aggregation)
        self.values = rule.parameters.completed(values)
    }

    /// Throws where a parameter's value is not allowed.
    func check(_ settings: TrainerSettings) throws(DialectError) {
        if let low = correctionValues["rho_low"], let high = correctionValues["rho_high"],
            low > high
        {
            throw .inexpressible(
                setting: settings.dialect.name, value: "",
                reason: "the lower bound \(low) on ρ is above the upper one, \(high)")
        }
        do {
            _ = try rule.bind(values)
            _ = try correction?.bind(correctionValues)
        } catch {
            throw .inexpressible(
                setting: settings.dialect.name, value: "", reason: error.description)
        }
    }
}

extension TrainerRun {
    /// The run as what is typed after `weights`: keys with their values.
    public var words: [(key: String, value: String)] {
        var words = ruleWords("methods") + correctionWords + penaltyWords
        if let entropyTop { words.append(("entropy_top", Self.text(entropyTop))) }
        if policies != .own { words.append(("policies", policies.rawValue)) }
        words.append(("aggregation", aggregation.name))
        if let number = aggregation.number, let aggregationNumber {
            words.append((number.name, Self.text(aggregationNumber)))
        }
        return words
    }

    /// What is typed after `export`: as many of ``words``, from the first, as code can say.
    public var codeWords: [(key: String, value: String)] {
        let rule = ruleWords("method")
        guard policies == .own else { return rule }
        return rule + correctionWords + (writesPenalty ? penaltyWords : [])
    }

    /// Whether the penalty is one that code can say.
    public var writesPenalty: Bool { policies == .own && !clampsPenalty && !correctsPenalty }

    private func ruleWords(_ key: String) -> [(key: String, value: String)] {
        [(key, rule.name)] + words(rule.parameters, values)
    }

    private var correctionWords: [(key: String, value: String)] {
        guard let correction else { return [] }
        return [("correction", correction.name)] + words(correction.parameters, correctionValues)
    }

    private var penaltyWords: [(key: String, value: String)] {
        guard let penalty else { return [] }
        var words = [("kl", penalty.rawValue), ("kl_coef", Self.text(penaltyCoefficient))]
        if clampsPenalty { words.append(("kl_clamp", "yes")) }
        if correctsPenalty { words.append(("kl_corrected", "yes")) }
        return words
    }

    private func words(
        _ parameters: [RuleParameter], _ values: ParameterValues
    ) -> [(key: String, value: String)] {
        parameters.compactMap { parameter in
            values[parameter.name].map { (parameter.name, Self.text($0)) }
        }
    }

    private static func text(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// Which policy a trainer takes for another.
public enum PolicyRoles: String, CaseIterable, Sendable {
    /// None: π_old and μ are two policies.
    case own
    /// μ counts as π_old: ratios are π/μ (verl's bypass_mode, AReaL without a proximal policy).
    case engineAsOld = "engine-as-old"
    /// π_old counts as μ, as in slime's OPSM.
    case oldAsEngine = "old-as-engine"

    /// What it means, in a few words.
    public var summary: String {
        switch self {
        case .own: "π_old and μ are what they are"
        case .engineAsOld: "μ counts as π_old: r = π/μ, ρ = 1"
        case .oldAsEngine: "π_old counts as μ: ρ = 1"
        }
    }

    /// Returns a token as the trainer sees it.
    public func applied(to token: Token) -> Token {
        switch self {
        case .own: return token
        case .engineAsOld:
            guard let engine = token.engineLogProbability else { return token }
            return Token(
                oldLogProbability: engine, logProbability: token.logProbability,
                advantage: token.advantage, entropy: token.entropy,
                isHighEntropy: token.isHighEntropy, engineLogProbability: engine,
                referenceLogProbability: token.referenceLogProbability)
        case .oldAsEngine:
            var token = token
            token.engineLogProbability = token.oldLogProbability
            return token
        }
    }
}
