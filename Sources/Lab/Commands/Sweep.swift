// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import TokenWeights

extension Command<Session> {
    /// `sweep`: weights along a range of one number.
    static let sweep = Command(
        CommandDescription(
            name: "sweep", group: .compute,
            summary: "Show weights and gradients along a range of one number of a token.",
            details: """
                x= names what changes: new (π), old (π_old), ratio (π/π_old) or adv (Â). The other \
                numbers are those of token=, at first the first token of the bench; old=, new= \
                and adv= give others.
                """,
            parameters: [
                Parameter(
                    "x", "What changes, and its range.",
                    .axis(names: ["new", "old", "ratio", "adv"])),
                Parameter("n", "How many numbers.", .integer(2...1_000_000), default: "11"),
                Parameter(
                    "scale", "How they are spaced.",
                    .choice(.fixed([Choice("linear"), Choice("log")])), default: "linear"),
                Parameter("token", "The token to start from.", .choice(.current("tokens"))),
                Parameter("old", "Its probability when sampled.", .probability, aliases: ["π_old"]),
                Parameter("new", "Its probability now.", .probability, aliases: ["π"]),
                Parameter(
                    "adv", "Its advantage.", .number(unit: "", .finite), aliases: ["Â"]),
                .methods,
            ] + Parameter.tableOutput + Parameter.ruleSettings,
            examples: [
                Example("sweep x=new:0.03..0.36 old=0.3 adv=1", "a token that falls and rises"),
                Example("sweep x=ratio:0.2..5 n=9 scale=log", "along the ratio"),
            ],
            related: ["plot", "weights"])
    ) { session, arguments throws(CommandError) in
        guard case .axis(let name, let from, let to)? = arguments.first("x")?.value else {
            throw CommandError(
                .missing, "sweep needs to know what changes", hint: "write sweep x=new:0.01..0.3")
        }
        let values = try spaced(arguments, name: name, from: from, to: to)
        let base = try session.sweptToken(arguments)
        try base.check(name, upTo: to, span: arguments.first("x")?.span)
        let methods = try session.methods(arguments)
        if base.entropy == nil {
            try session.checkEntropy(methods, hint: "start from a token with entropy=: token=NAME")
        }
        var table = Table(columns: [Table.Column("x", name)])
        table.columns += methods.flatMap { method in
            [
                Table.Column("weight.\(method.rule.name)", method.rule.title),
                Table.Column("gradient.\(method.rule.name)", "|∇z| \(method.rule.title)"),
            ]
        }
        for (index, value) in values.enumerated() {
            if index % 1024 == 0 { try session.checkCancelled() }
            let token = base.with(name, value)
            let cells = methods.flatMap { method -> [Table.Cell] in
                [.number(method.bound.weight(token)), .number(method.gradientSize(token))]
            }
            table.rows.append([.number(value)] + cells)
        }
        let weights = methods.indices.map { 1 + 2 * $0 }
        try session.present(
            table, people: table.arranged([0] + weights + weights.map { $0 + 1 }), arguments)
    }
}

/// Returns the numbers of a range, its ends exactly.
private func spaced(
    _ arguments: Arguments, name: String, from: Double, to: Double
) throws(CommandError) -> [Double] {
    let span = arguments.first("x")?.span
    let domain: NumberDomain =
        switch name {
        case "new", "old": .probability
        case "ratio": .positive
        default: .finite
        }
    guard domain.contains(from), domain.contains(to) else {
        throw CommandError(
            .domain, "\(name) must be \(domain.phrase)", span: span,
            hint: name == "adv" ? nil : "write sweep x=\(name):0.01..0.3")
    }
    guard from < to else {
        throw CommandError(
            .domain, "the range must rise", span: span, hint: "write the smaller number first")
    }
    let count = arguments.integer("n") ?? 11
    let isLogarithmic = arguments.text("scale") == "log"
    guard !isLogarithmic || from > 0 else {
        throw CommandError(
            .domain, "a logarithmic range is above 0", span: span, hint: "leave out scale=log")
    }
    return (0..<count).map { index in
        if index == 0 { return from }
        if index == count - 1 { return to }
        let part = Double(index) / Double(count - 1)
        return isLogarithmic
            ? exp(log(from) + part * (log(to) - log(from))) : from + part * (to - from)
    }
}

extension SweptToken {
    /// Throws where a ratio would take the probability beyond 1.
    fileprivate func check(_ name: String, upTo ratio: Double, span: Range<Int>?)
        throws(CommandError)
    {
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

extension Session {
    fileprivate func sweptToken(_ arguments: Arguments) throws(CommandError) -> SweptToken {
        let tokens = workbench.bench.tokens
        let named = arguments.text("token").flatMap { name in
            tokens.firstIndex { $0.name == name }
        }
        let start = (named ?? tokens.indices.first).map { workbench.bench.weighable[$0] }
        guard let old = arguments.logProbability("old") ?? start?.oldLogProbability else {
            throw CommandError(
                .missing, "the bench is empty, so old= must be given",
                hint: "write sweep x=new:0.03..0.36 old=0.3 adv=1")
        }
        return SweptToken(
            oldLogProbability: old,
            logProbability: arguments.logProbability("new") ?? start?.logProbability ?? old,
            advantage: arguments.number("adv") ?? start?.advantage ?? 1,
            entropy: start?.entropy, isHighEntropy: start?.isHighEntropy ?? false)
    }
}
