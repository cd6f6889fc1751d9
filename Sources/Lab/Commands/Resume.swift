// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import WorkbenchModel

private let simulation = Key(
    "run", "Which simulation.", .choice(.current("runs")), place: .word(required: false),
    otherwise: "the last interrupted one")

extension Command<Session> {
    /// `resume`: go on with an interrupted simulation.
    static let resume = Command(
        CommandDescription(
            name: "resume", group: .compute,
            summary: "Go on with a simulation that Ctrl-C stopped, to the same numbers.",
            details: """
                Every run goes on where it stopped, and those that had not begun begin. The \
                numbers are those of an uninterrupted simulation, bit for bit. It works in another \
                sitting too: export run=run1 format=json out=FILE keeps an interrupted simulation, \
                load FILE brings it back, and resume makes the runs that are not whole from their \
                first step, checks them against the steps that the file has, and keeps the others. \
                A script that save wrote simulates anew, to the same numbers.
                """,
            parameters: [simulation, Keys.table],
            examples: [
                Example(
                    "resume run1", "shows the numbers where nothing is left to do",
                    setup: ["simulate world=bandit seeds=2 steps=4"])
            ],
            related: ["simulate", "show", "compare"])
    ) { session, arguments throws(CommandError) in
        let named = arguments[simulation]
        let runs = session.workbench.runs
        guard let set = runs.last(where: { $0.name == named ?? $0.name && !$0.isDone }) else {
            guard let done = runs.last(where: { $0.name == named }) else {
                throw CommandError(
                    .missing, "no simulation was interrupted",
                    hint: "simulate makes one; show runs lists them")
            }
            session.remark("\(done.name) is done, \(done.progress): here are its numbers")
            return try session.goOn(with: done, arguments)
        }
        try session.goOn(with: set, arguments)
    }
}

extension Session {
    /// Does what is left of a simulation, makes it the last one, and shows it.
    mutating func goOn(with set: RunSet, _ arguments: Arguments) throws(CommandError) {
        if let plan = set.plan { return try workspace.goOn(with: set, plan, arguments) }
        let whole = set.isDone ? set : try completed(set)
        workspace.keep(whole)
        try workspace.report(whole.name, arguments)
    }
}
