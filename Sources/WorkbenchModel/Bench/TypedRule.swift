// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Expressions
package import TokenWeights

/// A rule that a person typed: an expression whose value is the effective weight, the whole score, or
/// the factor of a correction.
package struct TypedRule: Named {
    /// What the person called it.
    package let name: String

    /// The expression as typed.
    package let expression: Expression

    /// What the expression's value is.
    package let kind: Kind

    /// What a typed expression's value can be.
    package enum Kind: String, Sendable, CaseIterable {
        /// The effective weight w, 0 or more.
        case weight
        /// The score w·A + u, the whole coefficient of ∇log π, of either sign.
        case score
        /// The factor f of a correction for the rollout engine, 0 or more.
        case correction

        /// What stands after the rule's name for it, with a blank before; empty for a weight.
        package var word: String { self == .weight ? "" : " \(rawValue)" }
    }

    /// The command that makes the rule.
    package var line: String {
        "rule \(name)\(kind.word) = \(expression.source)"
    }

    /// What the source of every typed rule says, in the place of a publication.
    package static let source = "typed"

    /// What may stand in a rule: the token's numbers.
    package static let variables = TokenVariable.typed

    /// Other names of the variables: those of the bench, and Greek in its ASCII spelling.
    package static let aliases = [
        "new": "p", "pi": "p", "old": "q", "pi_old": "q", "adv": "A", "A_hat": "A", "mu": "m",
        "engine": "m", "pi_ref": "ref",
    ]

    /// The parameters that a rule may name, with the defaults of plain clipping.
    package static let parameters = WeightRule.named("aspo")?.parameters ?? []

    /// What can stand in a rule's expression, for completion.
    package static let words: [Choice] =
        variables.map { Choice($0.name, $0.summary) }
        + parameters.map { Choice($0.name, $0.summary) }
        + Scope().functions.sorted { $0.key < $1.key }.map {
            Choice($0.key + "(", $0.value.summary)
        }
        + [
            Choice("if", "if CONDITION then VALUE else VALUE"),
            Choice("then", "after the condition"),
            Choice("else", "the value where the condition is false"), Choice("and", "both"),
            Choice("or", "one of both, or both"), Choice("not", "the contrary"),
        ]

    /// What a rule is made of, in a few words.
    private static func ingredients(_ kind: Kind) -> String {
        let isFactor = kind == .correction
        let names =
            isFactor
            ? CorrectionVariable.allCases.map(\.rawValue) + correctionParameters.map(\.name)
            : variables.map(\.name) + parameters.map(\.name)
        let functions = Scope.standardFunctionNames.joined(separator: " ")
        let what = isFactor ? "a correction" : "a rule"
        return "\(what) is made of \(names.joined(separator: " ")) and \(functions)"
    }

    /// Reads and checks a rule: its names, its type, and its value on a grid of tokens.
    ///
    /// - Throws: Where the expression is wrong, or a token for which it gives no weight.
    package init(
        name: String, body: String, offset: Int, kind: Kind = .weight
    ) throws(CommandError) {
        self.name = name
        self.kind = kind
        do throws(ExpressionError) {
            expression = try Expression(parsing: body, offset: offset)
            let type = try expression.type(
                in: kind == .correction ? Self.correctionScope : Self.scope)
            guard type == .number else {
                throw ExpressionError(
                    span: offset..<(offset + body.unicodeScalars.count),
                    problem: "a rule's value is a weight, and this is yes or no",
                    remedy: "a weight of it is if A > 0 then 1 else 0")
            }
        } catch {
            throw CommandError(
                .syntax, error.problem, span: error.span,
                hint: error.remedy ?? Self.ingredients(kind))
        }
        let span = offset..<(offset + body.unicodeScalars.count)
        if kind == .correction { try probeCorrection(span: span) } else { try probe(span: span) }
    }

    /// Returns whether two rules are the same; where on their lines they stood does not matter.
    package static func == (left: TypedRule, right: TypedRule) -> Bool {
        left.name == right.name && left.expression.source == right.expression.source
            && left.kind == right.kind
    }

    private static var scope: Scope {
        var scope = Scope(aliases: aliases)
        for variable in variables { scope.numbers[variable.name] = 1 }
        for parameter in parameters { scope.numbers[parameter.name] = parameter.defaultValue }
        return scope
    }

    /// Whether the expression is the whole score.
    var isScore: Bool { kind == .score }

    /// The rule as a method like any other.
    package var weightRule: WeightRule {
        let used = Self.parameters.filter { expression.names.contains($0.name) }
        return WeightRule(
            name: name, title: name,
            summary: isScore
                ? "A score typed by hand: the whole coefficient of ∇log π."
                : "A rule typed by hand.",
            formula: "\(isScore ? "score" : "w") = \(expression.source)",
            expression: isScore ? "0" : expression.source,
            source: Self.source, parameters: used, entropyUse: uses("H") ? .value : .none,
            needs: TokenNeeds(names: expression.names.map { Self.aliases[$0] ?? $0 }),
            additive: isScore ? expression.source : nil, bind: { bound($0) })
    }

    /// Returns the rule with its parameters put in.
    private func bound(_ values: ParameterValues) -> BoundRule {
        let weight = compiledWeight(values)
        let source = expression.source
        if isScore {
            return BoundRule(
                weight: { _ in 0 }, additive: weight, isOutside: nil, cap: nil,
                loss: { token, frozen in -weight(frozen) * token.logProbability },
                edges: { jumps(of: weight, oldLogProbability: $0, advantage: $1) },
                derivation: { Derivation(condition: condition($0), formula: "0") })
        }
        return BoundRule(
            weight: weight, isOutside: nil, cap: nil,
            loss: { token, frozen in -weight(frozen) * token.advantage * token.logProbability },
            edges: { jumps(of: weight, oldLogProbability: $0, advantage: $1) },
            derivation: { token in
                Derivation(condition: condition(token), formula: source)
            })
    }

    private func condition(_ token: Token) -> String {
        let numbers = Self.variables.filter { uses($0.name) }
            .map { "\($0.name) = \(NumberText.significant($0.value(token), digits: 4))" }
        return numbers.joined(separator: ", ")
    }

    /// Returns the rule as a function without look-ups.
    func compiledWeight(_ values: ParameterValues) -> @Sendable (Token) -> Double {
        var constants = values
        for parameter in Self.parameters where constants[parameter.name] == nil {
            constants[parameter.name] = parameter.defaultValue
        }
        let compiled = try? TokenFunction(expression, constants: constants, aliases: Self.aliases)
        guard let compiled else { return { _ in .nan } }
        return { compiled($0) }
    }

    /// Returns whether the rule names a variable, by any of its names.
    func uses(_ variable: String) -> Bool {
        expression.names.contains { (Self.aliases[$0] ?? $0) == variable }
    }
}
