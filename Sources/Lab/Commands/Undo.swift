// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `undo`: the bench as it was before the last change.
    static let undo = Command(
        CommandDescription(
            name: "undo", group: .bench, summary: "Take back the last change to the bench.",
            details: "Nothing is run again: the bench as it was has been kept.",
            examples: [Example("undo", "as before the last change", setup: ["set c=5"])],
            related: ["redo", "reset"])
    ) { session, _ throws(CommandError) in
        guard let step = session.undoSteps.popLast() else {
            throw CommandError(.failed, "there is nothing to undo")
        }
        session.redoSteps.append(Session.UndoStep(workbench: session.workbench, line: step.line))
        session.workbench = step.workbench
        session.remark("Undone: \(shownText(step.line))")
    }
}
