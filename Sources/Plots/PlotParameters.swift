// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenWeights
import WorkbenchModel

/// The keys that say what `plot` draws; what each means is its summary.
package enum PlotKeys {
    /// The kinds, with what joins them.
    package static let kinds = Key(
        lists: "kind", "What to draw; with + between them, several in one figure.",
        .choices(
            .fixed(
                PlotKind.all.map { Choice($0.name, $0.summary) }
                    + [Choice(PlotKind.joint, "and, in the same figure")])), required: false)

    /// How the names of figures' files end.
    package static let endings = [".png", ".svg", ".pdf", ".html", ".tex", ".py"]
    package static let out = Key(
        "out", "The file; its ending says what kind of file it is. Without it the figure is shown.",
        .path
    ).ending(endings)
    package static let range = Key(
        "range",
        "From where to where on the horizontal axis: 0.2..5; of plot surface, on both; of plot tokens, which places.",
        .axis(names: []))
    package static let old = Key(
        "old", "The old probability at which curves are drawn.", .probability, aliases: ["π_old"])
    package static let run = Key(
        "run", "The simulation to draw, or several, with commas between them.",
        .choices(.current("runs")), otherwise: "the last")
    package static let to = Key(
        "to", "The method that plot paired holds the others against.",
        .choice(.suggested("methods")), otherwise: "the first")

    static let metrics = Key(
        "metric",
        "The metric of plot paired and plot sweep, or those of plot curves and plot phase.",
        .choices(.suggested("metrics")), otherwise: "entropy, or the only one")
    /// The corrections of plot correction; not the one key of other commands, since it takes several.
    static let corrections = Key(
        "correction", "The corrections of plot correction, with commas between them.",
        .choices(.current("corrections")), otherwise: "tis, icepop and rho-mask")
    static let marksTokens = Key(
        "tokens", "Whether plot weight marks the tokens of the bench on its curves.", .flag,
        otherwise: "yes, where they are at most \(TokenMarks.most)")
    static let isOfLog = Key(
        "source", "Whose tokens are drawn.",
        .choice([true, false]) {
            $0 ? Choice("log", "the loaded log") : Choice("bench", "the tokens typed")
        }, otherwise: "the log, where one is loaded")
    package static let log = Key(
        "log",
        "A loaded log to draw step by step, by its file's name, or last; with run=, beside the simulation.",
        .choice(.suggested("logs")))
    static let response = Key(
        "response",
        "A response of the loaded log, for plot tokens: its id, #2 for the second, or a word such as longest.",
        .choice(.suggested("responses")))
    static let step = Key(
        "step", "The step of the response, or of the simulation's answer.", .integer(0...Int.max))
    static let epoch = Key("epoch", "The response's epoch.", .integer(0...Int.max))
    static let smooth = Key(
        "smooth", "The weight of the past in the moving average of plot curves: 0.9.",
        .number(NumberDomain(lower: 0, includesLower: true, upper: 1, includesUpper: false)),
        default: 0)
    package static let showsValues = Key(
        "values", "Whether the cells of plot sweep carry their numbers, where there is room.",
        .flag, default: true)
    static let leader = Key(
        "leader", "The ratio from which the leading token of plot lag starts.", .number(.positive),
        default: 1.1)
    static let laggard = Key(
        "laggard", "The ratio from which the lagging token of plot lag starts.", .number(.positive),
        default: 0.8)
    static let rate = Key(
        "lr", "The learning rate of plot lag, in logit units.", .number(.positive), default: 0.03)
    static let updates = Key("updates", "How many updates plot lag makes.", .integer(1...100_000))

    /// What only some kinds of plots take; each kind says which it uses.
    package static let ofSomeKinds =
        family(
            .plotKind,
            [
                metrics, corrections, marksTokens, isOfLog, log, response, step,
                epoch, smooth, showsValues, leader, laggard, rate, updates,
            ]) + family(.plotKind, [Keys.correctionSettings])
}

/// What `help plot` shows of kinds that ``Command/plot`` itself says nothing of.
package let plotKindExamples = [
    Example("plot surface out=surface.png", "the weights over π_old and π"),
    Example(
        "plot regions methods=ppo,grpo,cispo,aspo out=regions.png",
        "where each method masks, caps, flips or keeps"),
    Example(
        "plot correction correction=tis,icepop,geo-rs out=correction.png",
        "what is done about an engine that differs"),
    Example(
        "plot pareto out=pareto.png", "entropy against accuracy, over learning rates",
        setup: ["sweep world=bandit lr=0.5,1,2 steps=10 seeds=2"]),
    Example(
        "plot objective methods=ppo,grpo,cispo out=objective.png",
        "what each method maximises for one token, and its slope"),
    Example(
        "plot weight axes=linear range=0..2 ticks=0,0.8,1,1.2,2 out=linear.png",
        "the axes that you choose"),
    Example(
        "plot phase out=phase.png", "entropy against accuracy, with time as a path",
        setup: ["simulate world=graph seeds=2 steps=4"]),
    Example("plot lag methods=grpo,nois,aspo out=lag.png", "a lagging token catches up"),
    Example(
        "plot tokens response=62 step=1 epoch=1 out=tokens.png",
        "a response of a log, token by token", setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
    Example(
        "plot tokens response=longest range=0..9 out=longest.png",
        "the first ten tokens of the longest response",
        setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
    Example(
        "plot mass + histogram out=log.png", "where a log's gradient goes, and its ratios",
        setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
    Example(
        "plot clip + kl log=last out=steps.png", "a log step by step",
        setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
    Example(
        "plot entropy run=run1 log=last out=both.png", "a log beside a simulation",
        setup: [
            "load assets/logs/tiny-grpo-tokens.csv", "simulate world=graph seeds=2 steps=4",
        ]),
    Example(
        "plot curves metric=entropy,reward smooth=0.9 out=curves.png", "curves of real runs",
        setup: ["curves assets/logs/tiny-curves.csv"]),
    Example(
        "plot curves metric=entropy run=run1 out=beside.png",
        "a real run and a simulation in the same axes",
        setup: ["curves assets/logs/tiny-curves.csv", "simulate world=graph seeds=2 steps=4"]),
    Example(
        "plot clip + kl + ratio out=updates.png", "what the updates of a simulation do",
        setup: ["simulate world=graph seeds=2 steps=4"]),
]
