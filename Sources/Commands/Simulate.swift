// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Simulation
import TokenWeights
package import WorkbenchModel

extension Command<Workspace> {
    /// `simulate`: training, many times over.
    package static let simulate = Command(
        CommandDescription(
            name: "simulate", group: .compute,
            summary: "Train a small policy with each method and seed, and keep every step.",
            details: """
                Without a world the tokens of the bench are the alternatives at one position, and \
                each update is the exact expectation. world=graph trains a sampled policy on a \
                verifiable task; help world graph tells what it is. All methods see the same random \
                numbers, and a seed gives the same numbers everywhere. world=reach trains a real \
                transformer, of 57,936 parameters or with size=small of 26,336, in seconds; show \
                answers tells what it wrote. rollout= has \
                an engine sample that differs from the trainer, and correction= multiplies every \
                method's weight by a factor for that: help corrections. Ctrl-C stops and keeps what \
                was done, and resume goes on to the same numbers; what was simulated once is not \
                simulated again. It is a toy: help toy says what it shows and what it does not.
                """,
            parameters: [
                TrainingKeys.world, TrainingKeys.preset, Keys.methods, TrainingKeys.seeds,
                TrainingKeys.all, Keys.table, Keys.rules,
            ],
            examples: [
                Example("simulate", "the bench itself, exactly", setup: ["preset rich"]),
                Example("simulate world=graph seeds=3 steps=20", "a small sampled training"),
                Example(
                    "simulate world=reach size=small steps=1 seeds=1 methods=grpo",
                    "a tiny transformer that learns to find ways between numbers"),
                Example(
                    "simulate world=graph rollout=bf16 correction=icepop seeds=2 steps=10",
                    "an engine of another number format, and a correction for it"),
                Example(
                    "simulate world=graph seeds=2 steps=10 methods=grpo,gentle",
                    "a rule of your own",
                    setup: ["rule gentle = if A > 0 then 1/sqrt(r) else r"]),
            ],
            related: ["resume", "compare", "plot", "step", "show"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        let plan = try workspace.plan(arguments)
        try arguments.refuseUnused(in: [plan.world])
        let runs = workspace.workbench.runs
        guard let made = runs.last(where: { $0.plan?.makesTheSame(as: plan) ?? false }),
            let known = made.plan
        else {
            let name = "run\(runs.count + 1)"
            workspace.keep(plan.runSet(named: name, runs: try workspace.train(plan)))
            return try workspace.report(name, arguments)
        }
        workspace.remark(
            made.isDone
                ? "\(made.name) is this simulation: here are its numbers"
                : "\(made.name) is this simulation, interrupted: it goes on where it stopped")
        try workspace.goOn(with: made, known, arguments)
    }
}
