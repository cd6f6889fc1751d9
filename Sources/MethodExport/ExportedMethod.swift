// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Expressions
package import TokenWeights
package import WorkbenchModel

/// A method with its parameters decided, to be written for another program.
package struct ExportedMethod: Sendable {
    /// The rule.
    package let rule: WeightRule

    /// Each parameter with its value, in the order in which people see them.
    package let parameters: [(parameter: RuleParameter, value: Double)]

    /// The weight.
    package let expression: Expression

    /// The factor f of the correction for the rollout engine; nil for none.
    package let correction: (rule: Correction, factor: Expression)?

    /// What is added to w·A in the coefficient of ∇log π, a penalty's term included; nil for nothing.
    package let additive: Expression?

    /// What weight, factor and addend use of a token and its response.
    package let variables: [ExportVariable]

    /// What they read of engine and reference.
    package let needs: TokenNeeds

    /// Reads a method's expressions, and those of the correction and the penalty that are in force.
    ///
    /// - Throws: Where a typed rule's or a new correction's expression cannot be read.
    package init(_ method: Method) throws(CommandError) {
        rule = method.rule
        parameters = Self.parameters(of: method)
        do {
            expression = try Expression(parsing: method.rule.expression ?? "")
            correction = try method.correction.map { bound throws(ExpressionError) in
                let rule = bound.correction
                return (rule, try Expression(parsing: rule.exportedFactor ?? ""))
            }
            additive = try Self.terms(of: method).map { source throws(ExpressionError) in
                try Expression(parsing: source)
            }
        } catch {
            throw CommandError(.failed, "\(method.rule.name) has no readable weight")
        }
        let names = expression.names.union(additive?.names ?? [])
            .union(correction?.factor.names ?? [])
        let used = Set(names.map { TypedRule.aliases[$0] ?? $0 })
        let ofResponses = ExportVariable.ofResponses.filter { used.contains($0.name) }
        variables = ExportVariable.all.filter { used.contains($0.name) } + ofResponses
        let read = TokenNeeds(names: used).union(method.rule.needs)
        needs = ofResponses.isEmpty ? read : read.union(.engine)
    }

    /// Returns what can be set, with its values: the rule's, the correction's, the penalty's.
    private static func parameters(
        of method: Method
    ) -> [(parameter: RuleParameter, value: Double)] {
        let values = method.settings.values
        let correction = method.correction.map { bound in
            bound.correction.parameters.map { ($0, bound.values[$0.name] ?? $0.defaultValue) }
        }
        let penalty = method.penalty.map { [(ReferencePenalty.coefficient, $0.coefficient)] }
        return method.rule.parameters.map { ($0, values[$0.name] ?? $0.defaultValue) }
            + (correction ?? []) + (penalty ?? [])
    }

    /// Returns the sum of the rule's own term and the penalty's.
    private static func terms(of method: Method) -> String? {
        guard let term = method.penalty?.penalty.exportedTerm else { return method.rule.additive }
        guard let own = method.rule.additive else { return term }
        return term.hasPrefix("-") ? "(\(own)) - \(term.dropFirst())" : "(\(own)) + (\(term))"
    }

    /// Whether the loss holds a penalty for moving away from the reference policy.
    private var hasPenalty: Bool {
        parameters.contains { $0.parameter.name == ReferencePenalty.coefficient.name }
    }

    /// The coefficient of ∇log π, in symbols: `w A + u`.
    package var coefficient: String {
        (correction == nil ? "w A" : "w f A") + (additive == nil ? "" : " + u")
    }

    /// What is held fixed, in words: `w is`.
    private var fixedParts: String {
        let parts = ["w"] + (correction == nil ? [] : ["f"]) + (additive == nil ? [] : ["u"])
        guard let last = parts.last, parts.count > 1 else { return "w is" }
        return parts.dropLast().joined(separator: ", ") + " and \(last) are"
    }

    /// Whether the loss has to be given the entropy of the policy.
    package var needsEntropy: Bool { rule.entropyUse != .none }

    /// What has to be known before the function is used: lines of words and of formulas.
    package var head: [HeadLine] {
        let about = [
            HeadLine("Method", "\(rule.name): \(rule.title). \(rule.summary)"),
            HeadLine(
                "Source", rule.source == TypedRule.source ? "typed by hand" : rule.source + "."),
        ]
        let formula = rule.formula.split(separator: "\n").enumerated().map {
            HeadLine($0 == 0 ? "Weight" : "", String($1))
        }
        return about + formula + correctionLines + parameterLines + conventions
    }

    private var correctionLines: [HeadLine] {
        guard let rule = correction?.rule else { return [] }
        return [HeadLine("Factor", "\(rule.name): \(rule.summary) \(rule.formula)")]
    }

    private var parameterLines: [HeadLine] {
        parameters.enumerated().map { index, entry in
            let value = NumberText.shortest(entry.value)
            return HeadLine(
                index == 0 ? "Values" : "",
                "\(entry.parameter.name) = \(value): \(entry.parameter.summary)")
        }
    }

    private var conventions: [HeadLine] {
        [
            HeadLine(
                "Gradient",
                """
                of the loss of a token by its log-probability: \
                -\(additive == nil ? coefficient : "(\(coefficient))"), exactly. \(fixedParts) held fixed \
                (stop-gradient): gradients through 1/r, for one, would have the opposite sign. \
                The value of the loss means nothing, only its gradient does.
                """),
            HeadLine(
                "Clamp",
                """
                log r is clamped to [-20, 20] before exp, in value: beyond it the weight is the \
                clamped ratio's.
                """),
            HeadLine(
                "Mean",
                """
                over all tokens of the mask (token-mean). Tokens outside the mask count nowhere, \
                whatever stands there. A group's advantages\(hasPenalty ? "" : ", a KL penalty") and an \
                entropy bonus are left to the caller.
                """),
        ] + entropyLines
    }

    /// The arguments beside those that every loss has: what the method reads of engine and reference.
    package var furtherArguments: [String] {
        (needs.contains(.engine) ? ["logp_engine"] : [])
            + (needs.contains(.reference) ? ["logp_ref"] : [])
    }

    private var entropyLines: [HeadLine] {
        switch rule.entropyUse {
        case .none: []
        case .value:
            [
                HeadLine(
                    "Entropy",
                    """
                    of the policy being trained at each token, in nats, over the whole vocabulary; \
                    no gradient flows through it.
                    """)
            ]
        case .quantile:
            [
                HeadLine(
                    "Entropy",
                    """
                    of the policy being trained at each token, in nats, over the whole vocabulary. \
                    A token is of high entropy when it is above the 0.8-quantile of its own \
                    response (the last axis), of the tokens of the mask; no gradient flows \
                    through it.
                    """)
            ]
        }
    }
}

/// One remark at the head of what is written, under a word that says what it is about.
package struct HeadLine: Sendable, Equatable {
    /// What it is about; empty where that of the line before goes on.
    package let topic: String

    /// The remark, on one line.
    package let text: String

    package init(_ topic: String, _ text: String) {
        self.topic = topic
        self.text = shownText(
            text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    /// Returns lines as comments, wrapped, the remarks below each other.
    static func comments(_ lines: [HeadLine], mark: String) -> [String] {
        let width = (lines.map(\.topic.count).max() ?? 0) + 2
        return lines.flatMap { line in
            let rows = wrapped(line.text, columns: 86 - width).split(separator: "\n")
            return rows.enumerated().map { index, row in
                let topic = index == 0 ? line.topic : ""
                let gap = String(repeating: " ", count: width - topic.count)
                return "\(mark) \(topic)\(gap)\(row)"
            }
        }
    }
}
