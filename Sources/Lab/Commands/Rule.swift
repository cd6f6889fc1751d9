// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Expressions
import Simulation
import TokenWeights
import WorkbenchModel

private let definition = Key(
    .rest(required: true), "definition", "A name, =, and the expression.", .definition)

extension Command<Session> {
    /// `rule`: a weighting rule of one's own.
    static let rule = Command(
        CommandDescription(
            name: "rule", group: .bench, summary: "Make a weighting rule of your own.",
            details: """
                The expression's value is the effective weight w of a token: the gradient is the \
                mean of w·A·∇log π. It may use r (importance ratio), p (π), q (π_old), A \
                (advantage), H (entropy in nats), eps_low, eps_high and c, with + - * / ^, \
                comparisons, and or not, if … then … else …, \
                \(Scope.standardFunctionNames.joined(separator: " ")). From then on it is a method like any other. It is tried on a grid of \
                tokens first: a weight is a number, 0 or more.

                Where a rollout engine or a reference policy is known, m (μ), rho (π_old/μ) and ref \
                (π_ref) are theirs. rule NAME score = … is the whole coefficient of ∇log π, \
                w·A + u, and may have either sign. rule NAME correction = … is the factor f for \
                correction=NAME, made of rho, rho_product and rho_mean (over the response), engine_drift, A, \
                rho_low and rho_high.
                """,
            parameters: [definition],
            examples: [
                Example("rule gentle = if A > 0 then 1/sqrt(r) else r", "half a flip"),
                Example("rule flip = if A > 0 then min(1/r, c) else r", "the flip without a mask"),
                Example(
                    "rule pull score = A - 0.1*log(r)", "with a term that does not vanish with A"),
                Example(
                    "rule soft correction = min(rho, sqrt(rho_high))", "for the rollout engine"),
                Example(
                    "rule gentle = if A > 0 and r <= 1 + eps_high then 1/sqrt(r) else r", "masked"),
            ],
            related: ["use", "weights", "plot", "simulate", "drop"], inRecipes: .bench)
    ) { session, arguments throws(CommandError) in
        let (typed, body, span) = arguments[definition]
        let words = typed.split(separator: " ")
        let kind = words.count == 2 ? TypedRule.Kind(rawValue: String(words[1])) : nil
        try session.define(
            kind == nil ? typed : String(words[0]), body, span, arguments, kind ?? .weight)
    }
}

extension Session {
    fileprivate mutating func define(
        _ name: String, _ body: String, _ bodySpan: Range<Int>, _ arguments: Arguments,
        _ kind: TypedRule.Kind
    ) throws(CommandError) {
        let span = arguments.span(of: definition).map { span in
            span
                .lowerBound..<min(
                    span.upperBound, span.lowerBound + max(1, name.unicodeScalars.count))
        }
        if let meaning = Self.meaning(of: name) {
            throw CommandError(
                .failed, "\(shownText(name)) is \(meaning); its name is taken", span: span,
                hint: "type rule \(Self.freeRuleName(name))\(kind.word) = \(body)")
        }
        guard isRuleName(name) else {
            throw CommandError(
                .syntax, "a rule's name is made of letters, digits, - and _", span: span,
                hint: "type rule \(Self.freeRuleName(name))\(kind.word) = \(body)")
        }
        let rule = try TypedRule(
            name: name, body: body, offset: bodySpan.lowerBound, kind: kind)
        if kind == .correction, workbench.bench.methodNames.contains(name) {
            let rest = workbench.bench.methodNames.filter { $0 != name }
            throw CommandError(
                .failed, "\(name) is compared as a method, and a correction is none", span: span,
                hint:
                    "type use \((rest.isEmpty ? Bench.usualMethods : rest).joined(separator: " "))")
        }
        let known = Set(rule.weightRule.parameters.map(\.name))
        workspace.workbench.bench.ofMethod[name] = workbench.bench.ofMethod[name]?
            .filter { known.contains($0.key) }
        let before = workbench.bench.rules[name]
        workspace.workbench.bench.rules.put(rule)
        workspace.workbench.bench.forgetMissingCorrection()
        if let before {
            workspace.answer("\(name) is now \(rule.expression.source)")
            if before.kind != kind {
                remark("\(name) was a \(before.kind.rawValue) and is a \(kind.rawValue) now")
            }
        }
        if kind == .correction {
            remark("\(name) is a correction now: weights correction=\(name)")
        } else if !workbench.bench.methodNames.contains(name) {
            remark("\(name) is a method now: use grpo aspo \(name), or methods=grpo,\(name)")
        }
    }
}

extension Session {
    /// Returns a name for a rule that nothing else has, as near as can be to one that was given.
    static func freeRuleName(_ name: String) -> String {
        guard isRuleName(name) else { return "gentle" }
        return meaning(of: name) == nil ? name : "my-\(name)"
    }

    /// Returns what a name stands for already; nil where a rule may have it.
    private static func meaning(of name: String) -> String? {
        let spelled = canonicalName(name)
        return takenNames[spelled] ?? takenNames[spelled.lowercased()]
    }

    /// The words that mean something already where a rule's name could stand, with what they mean; a
    /// name in large letters is like one in small letters.
    private static let takenNames: [String: String] = {
        var taken: [String: String] = [:]
        func take(_ words: [String], _ meaning: String) {
            for word in words { taken[canonicalName(word)] = meaning }
        }
        take(["m", "rho", "ref", "kl"], "a number of a token")
        take(CorrectionVariable.allCases.map(\.rawValue), "a number of a response")
        take(Correction.all.map(\.name), "a published correction")
        take(TypedRule.variables.map(\.name) + Array(TypedRule.aliases.keys), "a number of a token")
        take(ruleParameters.map(\.name), "a parameter of methods")
        take(TrainingSettings.descriptions.map(\.name), "a setting of worlds")
        take(World.all.map(\.name), "a world")
        take(
            [TypedRule.Kind.score, .correction].map(\.rawValue), "a word of the command rule")
        take(Array(Scope().functions.keys), "a function")
        take(
            ["if", "then", "else", "and", "or", "not", "inf", "all", "none"],
            "a word of the language")
        take(Shown.allCases.map(\.rawValue), "what show lists")
        take(commandDescriptions.map(\.name), "a command")
        take(
            WeightRule.all.flatMap { [$0.name, $0.title.lowercased()] }, "a published method")
        return taken
    }()
}

/// Returns whether lists, keys and the calculator can name a rule so.
private func isRuleName(_ name: String) -> Bool {
    let isLetter: (Unicode.Scalar) -> Bool = { $0.properties.isAlphabetic }
    guard let first = name.unicodeScalars.first, isLetter(first) else { return false }
    return name.unicodeScalars.allSatisfy {
        isLetter($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
    }
}
