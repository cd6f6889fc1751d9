// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `redo`: the change that undo took back.
    static let redo = Command(
        CommandDescription(
            name: "redo", group: .bench, summary: "Make the change again that undo took back.",
            parameters: [
                Parameter(
                    "count", "How many changes.", .integer(1...10_000),
                    place: .word(required: false),
                    default: "1")
            ],
            examples: [Example("redo", "the change again", setup: ["set c=5", "undo"])],
            related: ["undo"])
    ) { session, arguments throws(CommandError) in
        let count = arguments.integer("count") ?? 1
        var done = 0
        while done < count, let line = session.history.redo(&session.workbench) {
            session.remark("Done again: \(shownText(line))")
            done += 1
        }
        guard done > 0 else {
            throw session.history.future.isCut
                ? CommandError(
                    .failed, "there is nothing more to redo: later changes were given up",
                    hint: "undo and redo keep at most \(UndoHistory.mostText)")
                : CommandError(.failed, "there is nothing to redo")
        }
        if done < count { session.remark("There is nothing more to redo.") }
        if session.history.future.isLastBeforeCut {
            session.remark(
                "This is as far as redo goes: later changes were given up, for it keeps at most "
                    + UndoHistory.mostText)
        }
    }
}
