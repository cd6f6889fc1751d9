// SPDX-License-Identifier: GPL-3.0-or-later

package import Simulation
package import TokenWeights

/// A rule of either kind: on one token, or on a whole response.
///
/// What people read of a method (its name, formula, parameters) is the same for both; a weight of
/// one token exists for the first kind only.
package enum MethodRule: Sendable {
    case token(WeightRule)
    case response(SequenceRule)

    /// What people type.
    package var name: String {
        switch self {
        case .token(let rule): rule.name
        case .response(let rule): rule.name
        }
    }

    /// What legends show.
    package var title: String {
        switch self {
        case .token(let rule): rule.title
        case .response(let rule): rule.title
        }
    }

    /// What the rule does, in one sentence.
    package var summary: String {
        switch self {
        case .token(let rule): rule.summary
        case .response(let rule): rule.summary
        }
    }

    /// The effective weight of a token as a formula, one line a case.
    package var formula: String {
        switch self {
        case .token(let rule): rule.formula
        case .response(let rule): rule.formula
        }
    }

    /// Where the formula is published; `typed` for rules of people.
    package var source: String {
        switch self {
        case .token(let rule): rule.source
        case .response(let rule): rule.source
        }
    }

    /// What can be set.
    package var parameters: [RuleParameter] {
        switch self {
        case .token(let rule): rule.parameters
        case .response(let rule): rule.parameters
        }
    }

    /// Whether the rule weighs whole responses, and so has no weight of one token.
    package var isOfResponses: Bool {
        switch self {
        case .token: false
        case .response: true
        }
    }
}

/// A method of either kind with its parameters decided, ready to train with.
package struct TrainableMethod: Sendable {
    /// The rule.
    package let rule: MethodRule

    /// Each parameter's value and where it comes from.
    package let settings: [Method.Setting]

    /// The method as simulations take it.
    package var trainingMethod: TrainingMethod {
        switch rule {
        case .token(let rule):
            TrainingMethod(
                name: rule.name, title: rule.title, rule: rule.bound(settings.values),
                entropyUse: rule.entropyUse)
        case .response(let rule):
            TrainingMethod(name: rule.name, title: rule.title, rule: rule.bound(settings.values))
        }
    }
}

extension MethodRule {
    /// Every published method: on tokens, then on whole responses.
    package static let published =
        WeightRule.all.map(MethodRule.token) + SequenceRule.all.map(MethodRule.response)
}

extension Bench {
    /// Every method that there is: the published ones, then those that people typed.
    package var methodRules: [MethodRule] {
        MethodRule.published + rules.map { .token($0.weightRule) }
    }

    /// Returns a rule of either kind by name, or nil.
    package func methodRule(named name: String) -> MethodRule? {
        rule(named: name).map(MethodRule.token)
            ?? SequenceRule.named(name).map(MethodRule.response)
    }

    /// Returns the rule that somebody means by a name or by what tables call it, in any case; nil
    /// where there is none.
    package func methodRule(calledLike word: String) -> MethodRule? {
        if let exact = methodRule(named: word) { return exact }
        let folded = word.lowercased()
        return self.methodRule(named: folded)
            ?? methodRules.first {
                $0.title.lowercased() == folded || $0.name.lowercased() == folded
            }
    }

    /// Returns methods of either kind with their parameters decided, in the order of the names.
    package func trainableMethods(
        _ names: [String], arguments: ParameterValues = [:], preset: ParameterValues = [:]
    ) -> [TrainableMethod] {
        names.compactMap(methodRule(named:)).map {
            TrainableMethod(
                rule: $0, settings: settings(of: $0, arguments: arguments, preset: preset))
        }
    }
}
