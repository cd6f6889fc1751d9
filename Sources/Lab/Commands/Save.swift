// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `save`: the bench as a script.
    static let save = Command(
        CommandDescription(
            name: "save", group: .session,
            summary: "Save the bench, the logs' names and the runs' commands as a script.",
            details: "The file is made of commands; run FILE brings everything back.",
            parameters: [
                Parameter(
                    "file", "Where; the usual ending is .flip.", .path, place: .word(required: true)
                ),
                .force,
            ],
            examples: [Example("save mine.flip", "for tomorrow")],
            related: ["run", "record", "history"])
    ) { session, arguments throws(CommandError) in
        guard let file = arguments.first("file") else { return }
        let lines = ["# flipside \(Version.number)"] + session.savedLines
        try session.write(
            Array((lines.joined(separator: "\n") + "\n").utf8), to: file,
            force: arguments.flag("force") ?? false)
        session.remark("Saved; run \(shownText(file.text)) brings it back.")
    }
}

extension Session {
    /// The commands that bring everything back: each run on the bench of its time, then the bench
    /// as it is, then the logs.
    fileprivate var savedLines: [String] {
        var lines: [String] = []
        var made: [String] = []
        for run in workbench.runs {
            lines += change(from: made, to: run.setup) + [run.command]
            made = run.setup
        }
        return lines + change(from: made, to: workbench.bench.script)
            + workbench.logs.map(\.command) + (workbench.curves.map { [$0.command] } ?? [])
    }
}
