// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenWeights
package import WorkbenchModel

private let logits = Key(
    keys: "logit", "A token's name and its logit.", .number(unit: "nats", .finite))
private let temperature = Key(
    "T", "The temperature: logits are divided by it.", .number(.positive), default: 1)
private let isNew = Key(
    "as", "Which policy the logits are of.",
    .choice([false, true]) { $0 ? Choice("new", "π") : Choice("old", "π_old") }, default: false)
private let advantage = Key(
    "adv", "The advantage of tokens that are not on the bench yet.",
    .number(unit: "standard deviations", .finite), otherwise: "+1")

extension Command<Workspace> {
    /// `softmax`: set tokens from logits.
    package static let softmax = Command(
        CommandDescription(
            name: "softmax", group: .bench, summary: "Set the probabilities of tokens from logits.",
            details: """
                The tokens named are the alternatives at one position: their probabilities add up \
                to 1. as=old sets what the old policy thought (and new, for tokens that are not on \
                the bench yet); as=new sets what the current policy thinks.
                """,
            parameters: [logits, temperature, isNew, advantage],
            examples: [
                Example("softmax a=2.0 b=1.0 c=-1", "three tokens at one position"),
                Example("softmax a=2 b=1 T=0.7", "colder"),
                Example(
                    "softmax a=2.5 b=1 c=-1 as=new", "after an update",
                    setup: ["softmax a=2 b=1 c=-1"]),
            ],
            related: ["token", "step", "simulate"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        let given = arguments[logits]
        for (argument, _) in given { try argument.checkKey() }
        guard given.count >= 2 else {
            throw CommandError(
                .missing, "softmax needs at least two logits", hint: "type softmax a=2 b=1")
        }
        let temperature = arguments[temperature]
        let logProbabilities = logSoftmax(given.map { $0.value / temperature })
        guard logProbabilities.allSatisfy(\.isFinite) else {
            throw CommandError(
                .domain, "the logits lie too far apart for a softmax",
                span: given.first?.argument.span,
                hint: "bring them nearer together, or give a larger T")
        }
        let isNew = arguments[isNew]
        for ((argument, _), logProbability) in zip(given, logProbabilities) {
            try workspace.set(
                argument, logProbability: logProbability, isNew: isNew,
                advantage: arguments[advantage])
        }
    }
}

extension Argument {
    /// Throws where the key cannot be a token's name.
    fileprivate func checkKey() throws(CommandError) {
        guard BenchToken.name(for: key) != key else { return }
        throw CommandError(
            .syntax, "a name has at most 64 characters that can be seen", span: keySpan,
            hint: "type softmax a=2 b=1")
    }
}

extension Workspace {
    fileprivate mutating func set(
        _ argument: Argument, logProbability: Double, isNew: Bool, advantage: Double?
    ) throws(CommandError) {
        let probability = Probability(logarithm: logProbability)
        if var token = workbench.bench.token(named: argument.key) {
            if isNew { token.new = probability } else { token.old = probability }
            if let advantage { token.advantage = advantage }
            workbench.bench.put(token)
            return
        }
        guard !isNew else {
            throw CommandError(
                .unknownName, "there is no token \"\(shownText(argument.key))\" yet",
                span: argument.keySpan,
                hint: "set what the old policy thought first: softmax … without as=new")
        }
        workbench.bench.put(
            BenchToken(
                name: argument.key, old: probability, new: probability,
                advantage: advantage ?? 1, entropy: nil))
    }
}
