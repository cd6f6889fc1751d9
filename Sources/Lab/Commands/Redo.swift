// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `redo`: the change that undo took back.
    static let redo = Command(
        CommandDescription(
            name: "redo", group: .bench, summary: "Make the change again that undo took back.",
            examples: [Example("redo", "the change again", setup: ["set c=5", "undo"])],
            related: ["undo"])
    ) { session, _ throws(CommandError) in
        guard let line = session.history.redo(&session.workbench) else {
            throw session.history.future.isCut
                ? CommandError(
                    .failed, "there is nothing more to redo: later changes were given up",
                    hint: "undo and redo keep at most \(UndoHistory.mostText)")
                : CommandError(.failed, "there is nothing to redo")
        }
        session.remark("Done again: \(shownText(line))")
        if session.history.future.isLastBeforeCut {
            session.remark(
                "This is as far as redo goes: later changes were given up, for it keeps at most "
                    + UndoHistory.mostText)
        }
    }
}
