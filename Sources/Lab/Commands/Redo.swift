// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `redo`: the change that undo took back.
    static let redo = Command(
        CommandDescription(
            name: "redo", group: .bench, summary: "Make the change again that undo took back.",
            parameters: [UndoWay.count],
            examples: [Example("redo", "the change again", setup: ["set c=5", "undo"])],
            related: ["undo"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in try UndoWay.redo.go(&session, arguments) }
}
