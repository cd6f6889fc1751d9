// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Simulation
import WorkbenchModel

extension Session {
    /// Returns the plan of a simulation that was loaded, made again from its commands.
    ///
    /// The commands run in a session of their own that says nothing and writes nothing.
    ///
    /// - Throws: Where the commands do not lead to what the file says.
    func planAgain(_ set: RunSet) throws(CommandError) -> TrainingPlan {
        var other = Session(environment: environment)
        other.workspace.environment.emit = { _ in }
        other.workspace.environment.stateFolder = nil
        // Its commands name a policy by a number, and load none.
        other.workspace.workbench.policies = workbench.policies
        let lost = CommandError(
            .failed, "the commands that made \(set.name) lead elsewhere in this version",
            hint: "make it anew: \(set.command)")
        do {
            for line in set.setup { try other.perform(line.text, allowsPrefixes: false) }
            let context = other.context(allowsPrefixes: false)
            guard case .command(let arguments) = try parser.parse(set.command, in: context)
            else { throw lost }
            let plan = try other.workspace.plan(arguments)
            let made = plan.runSet(named: set.name, runs: [])
            guard made.hasSameHead(as: set) else { throw lost }
            return plan
        } catch {
            throw lost
        }
    }

    /// Makes what is missing of a simulation that was loaded.
    ///
    /// Whole and failed runs are kept. What had been begun is made from its first step, and has
    /// to come to the numbers that the file has.
    ///
    /// - Returns: The simulation, which can be interrupted and go on from now on as any other.
    /// - Throws: Where it cannot be made again to the same numbers.
    func completed(_ set: RunSet) throws(CommandError) -> RunSet {
        let plan = try planAgain(set)
        let kept = set.runs.filter { $0.failure != nil || set.isComplete($0) }
        remark(
            "\(set.name) goes on from \(shownText(set.source?.path ?? "")): \(set.progress) kept")
        let runs = try workspace.train(plan, from: kept)
        for (old, new) in zip(set.runs, runs) where old.failure == nil {
            guard zip(old.rows, new.rows).allSatisfy(==) else {
                throw CommandError(
                    .failed,
                    "\(old.method), seed \(old.seed), comes to other numbers here than in "
                        + shownText(set.source?.path ?? "the file"),
                    hint: "make all of it anew: \(set.command)")
            }
        }
        return plan.runSet(named: set.name, runs: runs)
    }
}
