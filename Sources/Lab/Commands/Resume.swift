// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

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
            parameters: [
                Parameter(
                    "run", "Which simulation.", .choice(.current("runs")),
                    place: .word(required: false), default: "the last interrupted one")
            ] + Parameter.tableOutput,
            examples: [
                Example(
                    "resume run1", "shows the numbers where nothing is left to do",
                    setup: ["simulate world=bandit seeds=2 steps=4"])
            ],
            related: ["simulate", "show", "compare"])
    ) { session, arguments throws(CommandError) in
        let named = arguments.text("run")
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
        var whole = set
        if !set.isDone {
            if let plan = set.plan {
                whole = plan.runSet(named: set.name, runs: try train(plan, from: set.runs))
            } else {
                whole = try completed(set)
            }
        }
        keep(whole)
        try report(whole.name, arguments)
    }

    /// Makes a simulation the last one, in the place of what had its name.
    mutating func keep(_ set: RunSet) {
        workbench.runs.removeAll { $0.name == set.name }
        workbench.runs.append(set)
    }

    /// Says what came of a simulation, and throws where it was interrupted or no run is usable.
    mutating func report(_ name: String, _ arguments: Arguments) throws(CommandError) {
        guard let set = workbench.runs.last(where: { $0.name == name }) else { return }
        if set.isDone || set.runs.contains(where: { !$0.rows.isEmpty }) {
            try present(set.fullTable, people: set.summaryTable, arguments)
        }
        for run in set.runs {
            guard let failure = run.failure else { continue }
            // Sampled training names the method and the seed itself.
            let place = "\(run.method), seed \(run.seed)"
            remark(shownText(failure.hasPrefix(place) ? failure : "\(place): \(failure)"))
        }
        remarkOnCoincidence(set)
        guard set.isDone && !environment.isCancelled() else {
            throw CommandError(
                .interrupted, "\(set.stop), kept as \(set.name)", hint: "resume goes on")
        }
        guard set.isUsable else {
            throw CommandError(
                .failed, set.runs.compactMap(\.failure).first ?? "no run was completed",
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
