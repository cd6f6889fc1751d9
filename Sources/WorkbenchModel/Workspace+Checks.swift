// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import TokenWeights

extension Workspace {
    /// Throws where the bench is empty, with what to type.
    package func requireTokens() throws(CommandError) {
        guard workbench.bench.tokens.isEmpty else { return }
        throw CommandError(
            .missing, "the bench is empty",
            hint: "type preset demo")
    }

    /// Throws where some rule reads the entropy, for commands that have none to give.
    package func checkEntropy(_ methods: [Method], hint: String) throws(CommandError) {
        guard let method = methods.first(where: { $0.rule.entropyUse == .value }) else { return }
        throw CommandError(
            .failed, "\(method.rule.name) uses H, and there is no entropy here", hint: hint)
    }

    /// Throws where a typed rule gives no weight, or no score, for some token of the bench, naming both.
    package func checkRules(_ methods: [Method]) throws(CommandError) {
        guard methods.contains(where: { !$0.isPublished }) else { return }
        let given = workbench.bench.tokens.values
        let tokens = Bench.weighable(given)
        for method in methods where !method.isPublished {
            for (token, named) in zip(tokens, given) {
                let token = method.policies.applied(to: token)
                let value = method.bound.additive?(token) ?? method.bound.weight(token)
                guard value.isFinite, value >= 0 || method.isScore else {
                    throw withoutWeight(method, token, named, value)
                }
            }
        }
    }

    /// Returns the error for a typed rule that gives a token a number that is no weight.
    private func withoutWeight(
        _ method: Method, _ token: Token, _ named: BenchToken, _ value: Double
    ) -> CommandError {
        let name = shownText(named.name)
        let what = method.isScore ? "score" : "weight"
        let message = "the rule \(method.rule.name) gives no \(what) for the token \(name)"
        if method.rule.entropyUse == .value, token.entropy == nil {
            return CommandError(
                .failed, message,
                hint: "it uses H, so give the token an entropy: token \(name) entropy=1.2")
        }
        if method.rule.needs.contains(.reference), token.referenceLogProbability == nil {
            return CommandError(
                .failed, message, hint: "it uses ref, so give the token one: token \(name) ref=0.1")
        }
        let number = value.isNaN ? "no number" : NumberText.significant(value, digits: 4)
        let place = method.rule.needs.contains(.engine) ? [TokenVariable.r, .rho] : [.r]
        let numbers = place.map {
            "\($0.name) = \(NumberText.significant($0.value(token), digits: 4))"
        }
        return CommandError(
            .failed, "\(message): at \(numbers.joined(separator: ", ")) it is \(number)",
            hint: "keep the rule in range with clip(…, 0, 10)")
    }

    /// Says what an ε above 1 means: an upper bound given as a factor looks just like it.
    package func remarkOnDistance(_ name: String, _ value: Double) {
        if name == "eps_low", value >= 1 {
            return remark(
                "eps_low of 1 or more means no lower bound: no ratio is below 1 − eps_low")
        }
        guard name == "eps_high", value > 1, value < 2 else { return }
        let distance = NumberText.significant(value - 1, digits: 12)
        remark(
            "eps_high is a distance from 1; for a bound of \(NumberText.shortest(value)) give "
                + distance)
    }

    /// What to type where there is none yet of what has names, by the words after which they are chosen.
    package static let firstOf = [
        "runs": "none is there yet: simulate world=graph seeds=8 makes one",
        "logs": "none is there yet: load FILE reads one",
        "tokens": "none is there yet: preset demo has some",
        "token or typed rules":
            "none is there yet: preset demo has tokens, rule NAME = … makes a rule",
    ]

    /// Returns the error for a name that does not exist, with the one that was perhaps meant, as it is
    /// written at its place.
    package func unknown(
        _ kind: String, _ name: String, _ known: [String], _ span: Range<Int>?,
        written: (String) -> String = { $0 }
    ) -> CommandError {
        let closest = Suggestion.closest(to: name, in: known)
        return CommandError(
            .unknownName, "there is no \(kind) \"\(shownText(name))\"", span: span,
            hint: closest.map { "did you mean \(shownText(written($0)))?" }
                ?? (known.isEmpty
                    ? Self.firstOf[kind + "s"]
                    : "known: \(known.prefix(12).map(shownText).joined(separator: ", "))"
                        + (known.count > 12 ? ", …" : "")))
    }
}
