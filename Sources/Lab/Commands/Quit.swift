// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `quit`: leave.
    static let quit = Command(
        CommandDescription(
            name: "quit", group: .other, summary: "Leave Flipside, or the lesson that is open.",
            details: "What is on the bench is kept: at the next start restore brings it back.",
            examples: [Example("quit", "or press Ctrl-D")], related: ["restore", "save"],
            canBeShortened: false, seesToHistory: true)
    ) { session, _ throws(CommandError) in
        guard session.lesson == nil else { return try session.leaveLesson() }
        session.isOver = true
    }
}
