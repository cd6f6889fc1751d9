// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Simulation
import TokenWeights
package import WorkbenchModel

extension Command<Workspace> {
    /// `sweep`: weights along a range of one number, or training along ranges of settings.
    package static let sweep = Command(
        CommandDescription(
            name: "sweep", group: .compute,
            summary: "Show weights along a range of a token's numbers, or training along settings.",
            details: """
                x= names a number of a token: new (π), old (π_old), ratio (π/π_old) or adv (Â). \
                The other numbers are those of token=, at first the first token of the bench; \
                old=, new= and adv= give others.

                Without x=, training is swept: one or two settings of the world or parameters of \
                methods are given as a range (lr=40..640) or a list (lr=40,160; norm=grpo,rloo; \
                exact=no,yes; preset=graph-paper,graph-wide). At each point \
                every method is trained with every seed, as simulate does; the table has entropy \
                and accuracy, and the differences to the first method, paired by seed, and says \
                that there is none where the interval holds 0. Ctrl-C keeps what was done; show \
                sweep tells of the last one, and plot sweep draws it.

                shard=2/4 does the second of four parts and writes a file, which merge joins with \
                the others. In a Slurm job array the part is the task's, without shard=.
                """,
            parameters: sweepParameters,
            examples: [
                Example("sweep x=new:0.03..0.36 old=0.3 adv=1", "a token that falls and rises"),
                Example("sweep x=ratio:0.2..5 n=9 scale=log", "along the ratio"),
                Example(
                    "sweep world=graph lr=40..640 scale=log n=3 seeds=2 steps=2",
                    "training along the learning rate"),
                Example("sweep eps_high=0.2,1 inner=1,8", "the bench itself, over a grid"),
                Example(
                    "sweep world=bandit norm=grpo,rloo seeds=2 steps=2", "over words"),
            ],
            related: ["simulate", "merge", "plot", "weights"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        if arguments.has(SweepKeys.x) {
            try arguments.refuse(
                trainingOnly, because: "belongs to a sweep of training", hint: "leave out x=")
            try workspace.sweepWeights(arguments)
        } else {
            try arguments.refuse(
                weightsOnly, because: "belongs to a sweep of x=",
                hint: "leave it out, or type sweep x=new:0.01..0.3")
            try workspace.sweepTraining(arguments)
        }
    }
}

private let weightsOnly = [
    SweepKeys.token.name, SweepKeys.old.name, SweepKeys.new.name, SweepKeys.advantage.name,
]

private let trainingOnly =
    [
        TrainingKeys.world.name, TrainingKeys.preset.name, TrainingKeys.seeds.name,
        SweepKeys.shard.name,
    ] + TrainingKeys.settings.map(\.name)

private let sweepParameters: [any ParameterSource] = [
    SweepKeys.x, SweepKeys.count, SweepKeys.isLogarithmic, SweepKeys.token, SweepKeys.old,
    SweepKeys.new, SweepKeys.advantage, TrainingKeys.world.parameter.sweepable,
    TrainingKeys.preset.parameter.sweepable, Keys.methods, TrainingKeys.seeds, SweepKeys.shard,
    TrainingKeys.all.map(\.sweepable), Keys.table, Keys.rules.map(\.sweepable),
]

extension Parameter {
    /// The same parameter, with a range or a list allowed in the place of one value.
    fileprivate var sweepable: Parameter {
        let swept: Kind =
            switch kind {
            case .number(let unit, let domain): .sweepable(unit: unit, domain)
            case .choice(let choices): .choices(choices)
            case .flag: .flags
            case .setting, .integer, .probability, .choices, .seeds, .axis, .sweepable, .numbers,
                .name, .path, .choiceOrPath, .flags, .text, .definition:
                kind
            }
        let parameter = Parameter(
            name, summary, swept, place: place, aliases: aliases, default: defaultText)
        return family.map(parameter.of) ?? parameter
    }
}

extension Arguments {
    /// Throws where something was given that has no meaning here.
    fileprivate func refuse(
        _ names: [String], because reason: String, hint: String
    ) throws(CommandError) {
        guard let given = given.first(where: { names.contains($0.name) }) else { return }
        throw CommandError(.syntax, "\(given.name)= \(reason)", span: given.keySpan, hint: hint)
    }
}
