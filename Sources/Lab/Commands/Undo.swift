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
            parameters: [UndoWay.count],
            examples: [Example("undo", "as before the last change", setup: ["set c=5"])],
            related: ["redo", "reset"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in try UndoWay.undo.go(&session, arguments) }
}
