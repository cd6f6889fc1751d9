// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import Simulation
package import WorkbenchModel

extension Workspace {
    /// Returns a run of networks with all that it wrote and with its last weights.
    ///
    /// Both are kept of a simulation's first seed. A run of another seed is trained again, which comes
    /// to the same bits, and from then on has them.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - set: Its simulation.
    ///   - span: Where the line names it.
    /// - Returns: The run.
    /// - Throws: Where it was stopped or failed, its commands are not at hand, or somebody stops it.
    package mutating func whole(
        _ run: RunSet.Run, of set: RunSet, span: Range<Int>?
    ) throws(CommandError) -> RunSet.Run {
        if run.weights != nil { return run }
        let name = "\(shownText(run.method)), seed \(run.seed),"
        guard set.isComplete(run) else {
            throw CommandError(
                .missing,
                run.failure == nil
                    ? "\(name) of \(set.name) is not done" : "\(name) of \(set.name) failed",
                span: span, hint: run.failure == nil ? "type resume \(set.name)" : nil)
        }
        guard let plan = set.plan?.only(run.method, seed: run.seed) else {
            throw CommandError(
                .missing, "a file of a simulation has neither weights nor what other seeds wrote",
                span: span, hint: "make it again with \(set.command)")
        }
        guard let made = try train(plan).first, plan.settings.steps < made.rows.count else {
            throw CommandError(
                .interrupted, "stopped while \(name) was trained again",
                hint: "the same line begins anew")
        }
        guard made.rows == run.rows else {
            throw CommandError(
                .failed, "\(name) came to other numbers when it was trained again", span: span,
                hint: "the processor or the memory may be at fault")
        }
        if let place = workbench.runs.lastIndex(where: { $0.name == set.name }) {
            workbench.runs[place] = workbench.runs[place].replacing(made)
        }
        return made
    }
}
