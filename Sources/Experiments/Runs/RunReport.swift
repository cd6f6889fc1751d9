// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

extension Workspace {
    /// Does what is left of a simulation whose plan is known, makes it the last one, and shows it.
    package mutating func goOn(
        with set: RunSet, _ plan: TrainingPlan, _ arguments: Arguments
    ) throws(CommandError) {
        keep(set.isDone ? set : plan.runSet(named: set.name, runs: try train(plan, from: set.runs)))
        try report(set.name, arguments)
    }

    /// Makes a simulation the last one, in the place of what had its name.
    package mutating func keep(_ set: RunSet) {
        workbench.runs.removeAll { $0.name == set.name }
        workbench.runs.append(set)
    }

    /// Says what came of a simulation, and throws where it was interrupted or no run is usable.
    package mutating func report(_ name: String, _ arguments: Arguments) throws(CommandError) {
        guard let set = workbench.runs.last(where: { $0.name == name }) else { return }
        if set.isDone || set.runs.contains(where: { !$0.rows.isEmpty }) {
            try present(set.fullTable, people: set.summaryTable, arguments)
        }
        for run in set.runs {
            guard let failure = run.failure else { continue }
            remark(shownText(failure.message(method: run.method, seed: run.seed)))
        }
        remarkOnCoincidence(set)
        guard set.isDone && !environment.isCancelled() else {
            throw CommandError(
                .interrupted, "\(set.stop), kept as \(set.name)", hint: "resume goes on")
        }
        guard set.isUsable else {
            throw CommandError(
                .failed, set.runs.lazy.compactMap(\.failureText).first ?? "no run was completed",
                hint: "other settings or another rule may hold; see help toy")
        }
    }

    /// Says where the rules cannot differ.
    func remarkOnCoincidence(_ set: RunSet) {
        guard set.rulesCoincide else { return }
        remark(
            "every ratio stays within a thousandth of 1, where the rules that weigh by it "
                + "coincide; a larger lr or more updates per rollout part them")
    }
}

extension RunSet.Run {
    /// Why it failed, as files and programs have it; nil where it did not.
    var failureText: String? { failure?.text(method: method, seed: seed) }
}
