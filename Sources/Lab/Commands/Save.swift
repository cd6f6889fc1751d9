// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Results
import WorkbenchModel

private let target = Key(.word(required: true), "file", "Where; the usual ending is .flip.", .path)

extension Command<Session> {
    /// `save`: the bench as a script.
    static let save = Command(
        CommandDescription(
            name: "save", group: .session,
            summary: "Save the bench, the logs' names and the runs' commands as a script.",
            details: """
                The file is made of commands; run FILE brings everything back. Simulations are \
                made again, to the same numbers, which takes as long as it did, and so is the last \
                sweep; simulations that were loaded are loaded again, and merged sweeps merged \
                again. export run=NAME format=json keeps a simulation's numbers themselves.
                """,
            parameters: [target, Keys.force],
            examples: [Example("save mine.flip", "for tomorrow")],
            related: ["run", "record", "history"])
    ) { session, arguments throws(CommandError) in
        let file = arguments[target]
        let lines = ["# flipside \(Version.number)"] + session.savedLines
        try session.workspace.write(
            Array((lines.joined(separator: "\n") + "\n").utf8), to: file, as: .bench,
            force: arguments[Keys.force])
        if session.lesson != nil {
            session.remark("This is the lesson's bench; your own is saved after lesson off.")
        }
        for command in session.passingCommands {
            session.remark(
                "\(shownText(command)) is not in it: what came through a pipe is gone with this session."
            )
        }
        if let ending = misleadingEnding(of: file.text) {
            session.remark("It is a script of commands, though \(ending) says another thing.")
        }
        session.remark("Saved; run \(shownText(file.text)) brings it back.")
    }
}

/// Returns the ending of a name that promises a table, a figure or a page; nil for another one.
private func misleadingEnding(of path: String) -> String? {
    let known = TableFormat.allCases.map(\.rawValue) + ["jsonl", "tex", "png", "svg", "pdf"]
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    guard let ending, known.contains(ending.lowercased()) else { return nil }
    return ".\(ending)"
}

extension Session {
    /// The commands that bring everything back: each run on the bench of its time, then the bench
    /// as it is, then the logs and the training curves.
    fileprivate var savedLines: [String] {
        var lines = workbench.policies.map(\.command)
        var made: [BenchCommand] = []
        for run in workbench.runs {
            // What was loaded needs no bench: its file has all that made it.
            let setup = run.source == nil ? run.setup : made
            lines += change(from: made, to: setup) + [run.savedCommand]
            made = setup
        }
        if let sweep = workbench.sweep {
            let setup = sweep.files.isEmpty ? sweep.setup : made
            lines += change(from: made, to: setup) + [sweep.savedCommand]
            made = setup
        }
        return lines + change(from: made, to: workbench.bench.script)
            + workbench.logs.filter { !$0.isPassing }.map(\.command)
            + (workbench.curves.map { $0.isPassing ? [] : [$0.command] } ?? [])
    }

    /// The commands that read what came through a pipe, and cannot read it again.
    fileprivate var passingCommands: [String] {
        workbench.logs.filter(\.isPassing).map(\.command)
            + (workbench.curves.map { $0.isPassing ? [$0.command] : [] } ?? [])
    }
}
