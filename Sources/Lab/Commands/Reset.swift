// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import WorkbenchModel

extension Command<Session> {
    /// `reset`: everything as at the start.
    static let reset = Command(
        CommandDescription(
            name: "reset", group: .bench, summary: "Empty the bench and drop logs, runs and rules.",
            details: "undo brings everything back.",
            examples: [Example("reset", "as at the start")], related: ["clear", "undo"])
    ) { session, _ throws(CommandError) in
        session.workspace.workbench = Workbench()
        session.workspace.answer("everything is as at the start · undo brings it back")
    }
}
