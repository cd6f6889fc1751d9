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

    /// `reset`: everything as at the start.
    static let reset = Command(
        CommandDescription(
            name: "reset", group: .bench, summary: "Empty the bench and drop logs, runs and rules.",
            details: "undo brings everything back.",
            examples: [Example("reset", "as at the start")], related: ["clear", "undo"])
    ) { session, _ throws(CommandError) in
        session.workbench = Workbench()
    }
}
