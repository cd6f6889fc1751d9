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
        guard let step = session.redoSteps.popLast() else {
            throw CommandError(.failed, "there is nothing to redo")
        }
        session.undoSteps.append(Session.UndoStep(workbench: session.workbench, line: step.line))
        session.workbench = step.workbench
        session.remark("Done again: \(shownText(step.line))")
    }
}
