// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenWeights

extension Workspace {
    /// Returns the methods that a command compares, with all that goes with them: what its own words say,
    /// or the one that a trainer's settings come to.
    ///
    /// - Throws: Where a bound goes with no correction, a coefficient with no penalty, a number with no
    ///   aggregation, and where a trainer's settings cannot be said in our words.
    package func accompaniedMethods(_ arguments: Arguments) throws(CommandError) -> [Method] {
        if let run = try trainerRun(arguments) {
            explain(run, arguments)
            return [method(of: run)]
        }
        var methods = try maskedMethods(arguments)
        let correction = try boundCorrection(arguments)
        if correction != nil { remarkOnScores(methods) }
        let penalty = try penalty(arguments)
        let aggregation = try aggregation(arguments)
        for index in methods.indices {
            methods[index].correction = correction
            methods[index].penalty = penalty
            methods[index].policies = arguments[Keys.policies]
            methods[index].aggregation = aggregation
            if let top = arguments[Keys.entropyTop] { methods[index].keep(EntropyMask(top: top)) }
        }
        return methods
    }

    /// Says which methods take no correction, where one is named.
    private func remarkOnScores(_ methods: [Method]) {
        let scores = methods.filter(\.isScore).map { shownText($0.rule.name) }
        guard !scores.isEmpty else { return }
        remark(
            "\(scores.joined(separator: ", ")): a typed score is the whole coefficient of ∇log π and "
                + "takes no correction; write rho into it")
    }

    /// Says what the bench counts as where factors of a loss are shown.
    package func remarkOnBench(_ methods: [Method]) {
        guard methods.contains(where: { $0.aggregation != nil }) else { return }
        let tokens = workbench.bench.tokens.values
        let responses =
            Set(tokens.compactMap(\.response)).count + tokens.count { $0.response == nil }
        remark(
            "the bench is the batch: \(counted(tokens.count, "token")) in "
                + "\(counted(responses, "response")); response= puts tokens into one")
    }

    /// Returns the methods that a command names, with cispo-mask for cispo where its mask is asked for.
    private func maskedMethods(_ arguments: Arguments) throws(CommandError) -> [Method] {
        let methods = try methods(arguments, scopes: WeighingScope.allCases)
        guard arguments.has(Keys.cispoMask) else { return methods }
        guard methods.contains(where: { $0.rule.name == WeightRule.cispo.name }) else {
            throw CommandError(
                .failed, "mask= is of cispo, which is not among the methods",
                span: arguments.span(of: Keys.cispoMask), hint: "add methods=cispo")
        }
        guard arguments[Keys.cispoMask] else { return methods }
        let values = ruleValues(arguments)
        let masked = workbench.bench.methods([WeightRule.cispoMask.name], arguments: values)
        return methods.flatMap { $0.rule.name == WeightRule.cispo.name ? masked : [$0] }
    }

    /// Returns the penalty that a command names, with its coefficient and what goes with it; nil for none.
    private func penalty(_ arguments: Arguments) throws(CommandError) -> ScaledPenalty? {
        guard let plain = try plainPenalty(arguments) else {
            for key in [Keys.klClamp, Keys.klCorrected] where arguments.has(key) {
                throw withoutPenalty("\(key.name) is of a penalty", arguments.span(of: key))
            }
            return nil
        }
        return ScaledPenalty(
            plain.penalty, coefficient: plain.coefficient, isClamped: arguments[Keys.klClamp],
            isCorrected: arguments[Keys.klCorrected])
    }

    /// Returns the penalty that a command names, with its coefficient alone; nil for none.
    ///
    /// - Throws: Where there is a coefficient and no penalty.
    package func plainPenalty(_ arguments: Arguments) throws(CommandError) -> ScaledPenalty? {
        guard let penalty = arguments[Keys.kl] else {
            guard !arguments.has(Keys.klCoefficient) else {
                throw withoutPenalty(
                    "kl_coef is the coefficient of a penalty",
                    arguments.span(of: Keys.klCoefficient))
            }
            return nil
        }
        return ScaledPenalty(penalty, coefficient: arguments[Keys.klCoefficient])
    }

    private func withoutPenalty(_ message: String, _ span: Range<Int>?) -> CommandError {
        CommandError(
            .missing, "\(message), and none is named", span: span, hint: "add kl=k3")
    }

    private func aggregation(_ arguments: Arguments) throws(CommandError) -> ScaledAggregation? {
        let given = Keys.aggregationSettings.first { arguments[$0] != nil }
        guard let aggregation = arguments[Keys.aggregation] else {
            guard let given else { return nil }
            throw CommandError(
                .missing, "\(given.name) is of a way to add tokens up, and none is named",
                span: arguments.span(of: given), hint: "add aggregation=\(user(of: given.name))")
        }
        if let given, given.name != aggregation.number?.name {
            throw CommandError(
                .failed, "\(aggregation.name) takes no \(given.name)",
                span: arguments.span(of: given),
                hint: "\(given.name) is of aggregation=\(user(of: given.name))")
        }
        return ScaledAggregation(aggregation, number: given.flatMap { arguments[$0] })
    }

    /// Returns the first way to aggregate that takes a number.
    private func user(of number: String) -> String {
        Aggregation.all.first { $0.number?.name == number }?.name ?? "verl:token-mean"
    }
}
