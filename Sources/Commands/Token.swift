// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import TokenLogs
import TokenWeights
package import WorkbenchModel

private let tokenName = Key(
    "name", "What the token is called.", .name, place: .word(required: false))
private let old = Key(
    "old", "Its probability when it was sampled.", .probability, aliases: ["π_old"])
private let new = Key("new", "Its probability now.", .probability, aliases: ["π"])
private let advantage = Key(
    "adv", "The advantage of its answer.", .number(unit: "standard deviations", .finite),
    aliases: ["Â", "advantage"], otherwise: "+1")
private let oldLogarithm = Key(
    "logp_old", "The same as old, as its logarithm: what logs have.",
    .number(unit: "nats", .logProbability))
private let newLogarithm = Key(
    "logp", "The same as new, as its logarithm.", .number(unit: "nats", .logProbability))
private let entropy = Key(
    "entropy", "The entropy of the next-token distribution.", .number(unit: "nats", .notNegative),
    aliases: ["H"])
private let engine = Key(
    "engine", "What the rollout engine computed as it sampled it, μ.", .probability, aliases: ["μ"])
private let engineLogarithm = Key(
    "logp_engine", "The same as engine, as its logarithm.", .number(unit: "nats", .logProbability))
private let reference = Key(
    "ref", "Its probability under the reference policy.", .probability, aliases: ["π_ref"])
private let referenceLogarithm = Key(
    "logp_ref", "The same as ref, as its logarithm.", .number(unit: "nats", .logProbability))
private let file = Key("file", "Take tokens from this CSV file.", .path)
private let response = Key(
    "response",
    "With a name, the response that the token belongs to; without, take all tokens of this response of "
        + "the loaded log: its id, #2 for the second, or a word such as longest.",
    .choice(.suggested("responses")))
private let trainedRun = Key(
    "run",
    "Take all tokens of the answer that a transformer of this simulation was trained on at step=.",
    .choice(.current("runs")))
private let trainingStep = Key(
    "step", "The training step of that response or answer.", .integer(0...1_000_000_000))
private let epoch = Key(
    "epoch", "The pass over the batch of that response.", .integer(0...1_000_000_000))

extension Command<Workspace> {
    /// `token`: add a token to the bench, or change what is given of it.
    package static let token = Command(
        CommandDescription(
            name: "token", group: .bench,
            summary: "Add a token to the bench, or change what is given of it.",
            details: """
                A token is what the old policy (old, π_old) and the current policy (new, π) think \
                of it, and the advantage Â of its answer. A new token needs old; new is old where \
                it is not given, and adv is +1. Probabilities can be typed as 0.05, 5% or \
                logp(-2.3), in nats; logp_old=-2.3 logp=-3 is the same in the words of logs.

                engine= is what the rollout engine computed as it sampled the token (μ, \
                rollout_log_probs), which differs from π_old by kernels and number formats: \
                corrections need it. ref= is the reference policy's, for kl=. Tokens with the same \
                response= are one response for methods that weigh whole ones; a token without is one \
                by itself.

                file= takes many tokens from a CSV with the columns token, old, new, adv and \
                entropy, or logp_old, logp and advantage, and engine, ref and response; response= takes those of one response of the log that was loaded last, by the log's \
                name of it, by its rank among those of step= and epoch= (#2), or by what it is (longest, \
                largest-ratio, highest-entropy …); responses lists them. run=run1 step=40 takes those of the \
                answer that a transformer was trained on then, which explain and weights tell of.
                """,
            parameters: [
                tokenName, old, new, advantage, entropy, oldLogarithm, newLogarithm, engine,
                engineLogarithm, reference, referenceLogarithm, file, response, trainedRun,
                trainingStep, epoch,
            ],
            examples: [
                Example("token Therefore old=0.10 new=0.05 adv=+1", "a token that lags"),
                Example("token lucky old=2% new=3%", "percent; adv is +1"),
                Example("token Therefore new=0.08", "change one number"),
                Example("token rare old=logp(-9.2)", "a log-probability in nats"),
                Example("token off old=0.4 new=0.3 engine=0.2", "the engine thought it rarer"),
            ],
            related: ["drop", "softmax", "weights", "responses"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        if let file = arguments[file] {
            try workspace.addTokens(fromFile: file)
        } else if let run = arguments.first(trainedRun), arguments[tokenName] == nil {
            try workspace.addTokens(ofAnswerIn: run, arguments)
        } else if let response = arguments.first(response), arguments[tokenName] == nil {
            try workspace.addTokens(
                of: ResponseChoice(
                    response, step: arguments[trainingStep], epoch: arguments[epoch]))
        } else {
            return try workspace.addToken(arguments)
        }
        workspace.answer { $0.workbench.bench.inventory }
    }
}

extension Workspace {
    /// Adds the tokens of the answer that a transformer was trained on at a step.
    fileprivate mutating func addTokens(
        ofAnswerIn run: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        guard let set = workbench.runs.first(where: { $0.name == run.text }) else { return }
        addTokens(
            of: try trainedAnswer(
                of: set, step: arguments[trainingStep], methods: workbench.bench.methodNames,
                span: arguments.span(of: trainingStep) ?? run.span))
    }

    fileprivate mutating func addToken(_ arguments: Arguments) throws(CommandError) {
        guard let name = arguments[tokenName] else {
            throw CommandError(
                .missing, "a token needs a name",
                hint: "type token Therefore old=0.10 new=0.05 adv=+1")
        }
        let known = workbench.bench.token(named: name)
        let given = try arguments.probability(old, oldLogarithm)
        let new = try arguments.probability(new, newLogarithm)
        guard let old = given ?? known?.old else {
            // Who speaks in logarithms is answered in logarithms.
            let missing = arguments[newLogarithm].map { ("logp_old", NumberText.shortest($0)) }
            let (key, example) = missing ?? ("old", "0.10")
            throw CommandError(
                .missing, "\(shownText(name)) is new and needs \(key)=",
                span: arguments.span(of: tokenName),
                hint: "type \(shownText(arguments.line)) \(key)=\(example)")
        }
        var token = BenchToken(
            name: name, old: old, new: new ?? known?.new ?? old,
            advantage: arguments[advantage] ?? known?.advantage ?? 1,
            entropy: arguments[entropy] ?? known?.entropy)
        token.engine = try arguments.probability(engine, engineLogarithm) ?? known?.engine
        token.reference =
            try arguments.probability(reference, referenceLogarithm) ?? known?.reference
        token.response = arguments[response] ?? known?.response
        workbench.bench.put(token)
        answer(token.summary)
        if known == nil && new == nil {
            remark("\(shownText(name)): new is old, so that the ratio is 1; set it with new=")
        }
    }
}

extension Arguments {
    /// Returns a probability that was given as such or by its logarithm; nil where it was not.
    fileprivate func probability(
        _ key: Key<(logarithm: Double, number: Double?)?>, _ logarithm: Key<Double?>
    ) throws(CommandError) -> Probability? {
        guard let number = self[logarithm] else { return self[key].map(Probability.init) }
        guard !has(key) else {
            throw CommandError(
                .syntax, "\(key.name)= and \(logarithm.name)= are one number",
                span: span(of: logarithm), hint: "leave out one of them")
        }
        return Probability(logarithm: number)
    }
}
