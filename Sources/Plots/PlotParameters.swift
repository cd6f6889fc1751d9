// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenWeights
import WorkbenchModel

extension Parameter {
    /// What only some kinds of plots take; each kind says which it uses.
    package static let plotKinds: [Parameter] = plotKindsList.map { $0.of(.plotKind) }

    private static let plotKindsList: [Parameter] = [
        Parameter(
            "metric", "The metric of plot paired and plot sweep, or those of plot curves.",
            .choices(.suggested("metrics")), default: "entropy, or the only one"),
        Parameter(
            "axes", "How the probabilities of plot surface are spaced.",
            .choice(.fixed([Choice("linear", "equal steps"), Choice("log", "equal factors")])),
            default: "linear"),
        Parameter(
            "tokens", "Whether plot weight marks the tokens of the bench on its curves.", .flag,
            default: "yes, where they are at most \(TokenMarks.most)"),
        Parameter(
            "source", "Whose tokens are drawn.",
            .choice(
                .fixed([Choice("log", "the loaded log"), Choice("bench", "the tokens typed")])),
            default: "the log, where one is loaded"),
        Parameter("response", "A response of the loaded log, for plot tokens.", .text),
        Parameter("step", "The response's step.", .integer(0...Int.max)),
        Parameter("epoch", "The response's epoch.", .integer(0...Int.max)),
        Parameter(
            "smooth", "The weight of the past in the moving average of plot curves: 0.9.",
            .number(
                unit: "",
                NumberDomain(lower: 0, includesLower: true, upper: 1, includesUpper: false)),
            default: "0"),
        Parameter(
            "leader", "The ratio from which the leading token of plot lag starts.",
            .number(unit: "", .positive), default: "1.1"),
        Parameter(
            "laggard", "The ratio from which the lagging token of plot lag starts.",
            .number(unit: "", .positive), default: "0.8"),
        Parameter(
            "lr", "The learning rate of plot lag, in logit units.",
            .number(unit: "", .positive), default: "0.03"),
        Parameter("updates", "How many updates plot lag makes.", .integer(1...100_000)),
    ]
}

/// What `help plot` shows of kinds that ``Command/plot`` itself says nothing of.
package let plotKindExamples = [
    Example("plot surface out=surface.png", "the weights over π_old and π"),
    Example(
        "plot regions methods=ppo,grpo,cispo,aspo out=regions.png",
        "where each method masks, caps, flips or keeps"),
    Example("plot lag methods=grpo,nois,aspo out=lag.png", "a lagging token catches up"),
    Example(
        "plot tokens response=62 step=1 epoch=1 out=tokens.png",
        "a response of a log, token by token", setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
    Example(
        "plot mass + histogram out=log.png", "where a log's gradient goes, and its ratios",
        setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
    Example(
        "plot curves metric=entropy,reward smooth=0.9 out=curves.png", "curves of real runs",
        setup: ["curves assets/logs/tiny-curves.csv"]),
    Example(
        "plot clip + kl + ratio out=updates.png", "what the updates of a simulation do",
        setup: ["simulate world=graph seeds=2 steps=4"]),
]

extension Workspace {
    /// Says which parameters on a line are of no use to the kinds that it draws.
    package func remarkOnUnused(_ kinds: [PlotKind], _ arguments: Arguments) {
        let special = Parameter.plotKinds.map(\.name)
        for argument in arguments.given where special.contains(argument.name) {
            guard !kinds.contains(where: { $0.uses.contains(argument.name) }) else { continue }
            let users = PlotKind.all.filter { $0.uses.contains(argument.name) }.map(\.name)
            remark(
                "\(argument.name)= changes nothing here; it is for plot "
                    + "\(users.joined(separator: ", plot ")).")
        }
    }
}
