// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Glibc
import Results
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Shows weights and gradients along a range of one number of a token.
    package mutating func sweepWeights(_ arguments: Arguments) throws(CommandError) {
        guard let (name, from, to) = arguments[SweepKeys.x] else { return }
        if let swept = arguments.sweptSettings.first {
            throw CommandError(
                .syntax, "with x= only \(name) changes", span: swept.span,
                hint: "give \(swept.name) one value, or leave out x=")
        }
        let values = try spaced(arguments, name: name, from: from, to: to)
        let base = try sweptToken(arguments)
        try base.check(name, upTo: to, span: arguments.span(of: SweepKeys.x))
        let methods = try methods(arguments)
        if base.entropy == nil {
            try checkEntropy(methods, hint: "start from a token with entropy=: token=NAME")
        }
        let columns =
            [Table.Column("x", name)]
            + methods.flatMap { method in
                [
                    Table.Column("weight.\(method.rule.name)", method.rule.title),
                    Table.Column("gradient.\(method.rule.name)", "|∇z| \(method.rule.title)"),
                ]
            }
        let weights = methods.indices.map { 1 + 2 * $0 }
        let rules = methods.map(\.bound)
        let isCancelled = environment.isCancelled
        let table = LongTable(
            columns: columns, count: values.count,
            peopleOrder: [0] + weights + weights.map { $0 + 1 }
        ) { body throws(CommandError) in
            for (index, value) in values.enumerated() {
                if index % 1024 == 0, isCancelled() { throw .interrupted }
                body([.number(value)] + cells(of: base.with(name, value), rules))
            }
        }
        try present(table, arguments)
    }

    private func sweptToken(_ arguments: Arguments) throws(CommandError) -> SweptToken {
        let tokens = workbench.bench.tokens.values
        let named = arguments[SweepKeys.token].flatMap { name in
            tokens.firstIndex { $0.name == name }
        }
        let start = (named ?? tokens.indices.first).map { workbench.bench.weighable[$0] }
        guard let old = arguments[SweepKeys.old]?.logarithm ?? start?.oldLogProbability else {
            throw CommandError(
                .missing, "the bench is empty, so old= must be given",
                hint: "type sweep x=new:0.03..0.36 old=0.3 adv=1")
        }
        return SweptToken(
            oldLogProbability: old,
            logProbability: arguments[SweepKeys.new]?.logarithm ?? start?.logProbability ?? old,
            advantage: arguments[SweepKeys.advantage] ?? start?.advantage ?? 1,
            entropy: start?.entropy, isHighEntropy: start?.isHighEntropy ?? false)
    }
}

/// Returns each rule's weight and gradient of a token.
private func cells(of token: Token, _ rules: [BoundRule]) -> [Table.Cell] {
    rules.flatMap { rule -> [Table.Cell] in
        let weight = rule.weight(token)
        let gradient = SampledTokenGradient(weight: weight, token: token).onSampledLogit
        return [.number(weight), .number(abs(gradient))]
    }
}

/// Returns the numbers of a range, its ends exactly.
private func spaced(
    _ arguments: Arguments, name: String, from: Double, to: Double
) throws(CommandError) -> [Double] {
    let span = arguments.span(of: SweepKeys.x)
    let domain: NumberDomain =
        switch name {
        case "new", "old": .probability
        case "ratio": .positive
        default: .finite
        }
    guard domain.contains(from), domain.contains(to) else {
        throw CommandError(
            .domain, "\(name) must be \(domain.phrase)", span: span,
            hint: name == "adv" ? nil : "type sweep x=\(name):0.01..0.3")
    }
    guard from < to else {
        throw CommandError(
            .domain, "the range must rise", span: span, hint: "the smaller number comes first")
    }
    return try spacedNumbers(
        from: from, to: to, count: arguments[SweepKeys.count] ?? 11,
        isLogarithmic: arguments[SweepKeys.isLogarithmic], span: span)
}

extension SweptToken {
    /// Throws where a ratio would take the probability beyond 1.
    fileprivate func check(
        _ name: String, upTo ratio: Double, span: Range<Int>?
    ) throws(CommandError) {
        let largest = exp(-oldLogProbability)
        guard name == "ratio", ratio > largest * (1 + 1e-12) else { return }
        let text = NumberText.significant(largest, digits: 4)
        throw CommandError(
            .domain, "a ratio above 1/π_old = \(text) would need a probability above 1", span: span,
            hint: "end the range at \(text) or lower, or give a smaller old=")
    }
}

/// A token of which one number changes.
private struct SweptToken {
    var oldLogProbability: Double
    var logProbability: Double
    var advantage: Double
    let entropy: Double?
    let isHighEntropy: Bool

    /// Returns the token with one of its numbers changed.
    func with(_ name: String, _ value: Double) -> Token {
        var changed = self
        switch name {
        case "new": changed.logProbability = log(value)
        case "old": changed.oldLogProbability = log(value)
        case "ratio": changed.logProbability = oldLogProbability + log(value)
        default: changed.advantage = value
        }
        return Token(
            oldLogProbability: changed.oldLogProbability, logProbability: changed.logProbability,
            advantage: changed.advantage, entropy: entropy, isHighEntropy: isHighEntropy)
    }
}
