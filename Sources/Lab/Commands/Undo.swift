// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `undo`: the bench as it was before the last change.
    static let undo = Command(
        CommandDescription(
            name: "undo", group: .bench, summary: "Take back the last change to the bench.",
            details: """
                Nothing is run again: the bench as it was has been kept. What run does, and lines that \
                were pasted together, are one change. What is kept for undo and redo takes at most \
                32 MB; where it takes more, the oldest changes are given up, and undo says so when it \
                comes to that.
                """,
            parameters: [
                Parameter(
                    "count", "How many changes.", .integer(1...10_000),
                    place: .word(required: false),
                    default: "1")
            ],
            examples: [Example("undo", "as before the last change", setup: ["set c=5"])],
            related: ["redo", "reset"])
    ) { session, arguments throws(CommandError) in
        let count = arguments.integer("count") ?? 1
        var done = 0
        while done < count, let line = session.history.undo(&session.workbench) {
            session.remark("Undone: \(shownText(line))")
            done += 1
        }
        guard done > 0 else {
            throw session.history.past.isCut
                ? CommandError(
                    .failed, "there is nothing more to undo: older changes were given up",
                    hint: "undo keeps at most \(UndoHistory.mostText); save FILE keeps a bench")
                : CommandError(.failed, "there is nothing to undo")
        }
        if done < count { session.remark("There is nothing more to undo.") }
        if session.history.past.isLastBeforeCut {
            session.remark(
                "This is as far as undo goes: older changes were given up, for it keeps at most "
                    + UndoHistory.mostText)
        }
    }
}
