// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import TokenWeights

/// A method with its parameters decided, ready to weigh tokens.
package struct Method: Sendable {
    /// The rule.
    package let rule: WeightRule

    /// Each parameter's value and where it comes from.
    package let settings: [Setting]

    /// The functions.
    package private(set) var bound: BoundRule

    /// The functions before a mask of low entropies.
    package let unmasked: BoundRule

    /// Which tokens of the batch the method is left with; nil for all.
    package private(set) var entropyMask: EntropyMask?

    /// The correction for the rollout engine that is in force; nil for none.
    package var correction: BoundCorrection?

    /// The penalty that is added to the loss; nil for none.
    package var penalty: ScaledPenalty?

    /// Which policy counts as another.
    package var policies = PolicyRoles.own

    /// How tokens are added up; nil where nobody asked.
    package var aggregation: ScaledAggregation?

    /// Whether the method's gradient has a part that does not vanish with the advantage.
    package var addsTerms: Bool { bound.additive != nil || penalty != nil }

    /// One parameter's value and where it comes from.
    package struct Setting: Sendable, Equatable {
        package let name: String
        package let value: Double
        package let origin: Origin

        package init(name: String, value: Double, origin: Origin) {
            (self.name, self.value, self.origin) = (name, value, origin)
        }
    }

    /// Where a parameter's value comes from, the strongest first.
    package enum Origin: String, Sendable {
        case argument = "given in the command"
        case method = "set for this method"
        case common = "set for all methods"
        case preset = "the preset's"
        case rule = "the method's default"
    }

    /// Makes a method.
    package init(rule: WeightRule, settings: [Setting], bound: BoundRule) {
        (self.rule, self.settings) = (rule, settings)
        (self.bound, unmasked) = (bound, bound)
    }

    /// Leaves the method with the share of a batch's tokens that has the highest entropies.
    package mutating func keep(_ mask: EntropyMask) {
        (entropyMask, bound) = (mask, unmasked.masked(mask))
    }

    /// Whether the rule is a published one rather than typed.
    package var isPublished: Bool { rule.source != TypedRule.source }

    /// Whether the rule is a typed score, the whole coefficient of ∇log π, which has no weight.
    package var isScore: Bool { !isPublished && rule.additive != nil }

    /// Returns whether a token's ratio lies outside the method's clip interval; nil without one.
    package func isOutside(_ token: Token) -> Bool? {
        bound.isOutside?(policies.applied(to: token))
    }

    /// Returns the gradient's size on the sampled token's logit, |∂L/∂z_a| = |w·A·f + u|·(1 − π).
    package func gradientSize(_ token: Token) -> Double { weigh(token).gradientSize(token) }
}

extension Bench {
    /// Every rule: the published ones, then those that the person typed.
    package var allRules: [WeightRule] {
        WeightRule.all + rules.values.filter { $0.kind != .correction }.map(\.weightRule)
    }

    /// Returns a rule by name, or nil.
    package func rule(named name: String) -> WeightRule? {
        rules[name].flatMap { $0.kind == .correction ? nil : $0.weightRule }
            ?? WeightRule.named(name)
    }

    /// Returns the rule that somebody means by a name or by what tables call it, in any case; nil
    /// where there is none.
    package func rule(calledLike word: String) -> WeightRule? {
        if let exact = rule(named: word) { return exact }
        let folded = word.lowercased()
        return rule(named: folded)
            ?? allRules.first { $0.title.lowercased() == folded || $0.name.lowercased() == folded }
    }

    /// Returns methods with their parameters decided.
    ///
    /// What is set wins in this order: the command's own argument, `set METHOD.name`,
    /// `set name`, a preset's value, the method's default. A preset's value replaces the common
    /// default only: a method with a default of its own keeps it.
    ///
    /// - Parameters:
    ///   - names: The methods' names, each known.
    ///   - arguments: What the command gave, by parameter name.
    ///   - preset: What the world's preset says, by parameter name.
    /// - Returns: The methods, in the order of the names.
    package func methods(
        _ names: [String], arguments: ParameterValues = [:], preset: ParameterValues = [:]
    ) -> [Method] {
        names.compactMap { rule(named: $0) }.map { rule in
            let settings = settings(of: rule, arguments: arguments, preset: preset)
            return Method(rule: rule, settings: settings, bound: rule.bound(settings.values))
        }
    }

    /// Returns the parameters of a rule, decided as ``methods(_:arguments:preset:)``
    /// says.
    package func settings(
        of rule: WeightRule, arguments: ParameterValues, preset: ParameterValues
    ) -> [Method.Setting] {
        rule.parameters.map {
            setting($0, of: rule, arguments: arguments, preset: preset)
        }
    }

    private func setting(
        _ parameter: RuleParameter, of rule: WeightRule, arguments: ParameterValues,
        preset: ParameterValues
    ) -> Method.Setting {
        let name = parameter.name
        let isCommonDefault = parameter.defaultValue == commonDefaults[name]
        let candidates: [(Double?, Method.Origin)] = [
            (arguments[name], .argument), (ofMethod[rule.name]?[name], .method),
            (common[name], .common), (isCommonDefault ? preset[name] : nil, .preset),
        ]
        for case (let value?, let origin) in candidates {
            return Method.Setting(name: name, value: value, origin: origin)
        }
        return Method.Setting(name: name, value: parameter.defaultValue, origin: .rule)
    }

    /// The number after a parameter's name in expressions: what is set, else the default.
    package var parameterNumbers: [String: Double] { commonDefaults.merging(common) { $1 } }
}

extension [Method.Setting] {
    /// The values by name.
    package var values: ParameterValues {
        ParameterValues(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

/// The default of each parameter in the first rule that has it: GRPO's where it has it.
let commonDefaults: ParameterValues = ruleParameters.reduce(into: [:]) {
    $0[$1.name] = $1.defaultValue
}

/// Every parameter of every published rule, each once.
package let ruleParameters: [RuleParameter] = {
    var seen: Set<String> = []
    let first = Bench.usualMethods.compactMap { WeightRule.named($0) }
    let all = (first + WeightRule.all).flatMap(\.parameters)
    return all.filter { seen.insert($0.name).inserted }
}()
