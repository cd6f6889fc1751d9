// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `quit`: leave.
    static let quit = Command(
        CommandDescription(
            name: "quit", group: .other, summary: "Leave Flipside.",
            examples: [Example("quit", "or press Ctrl-D")], related: ["save"],
            canBeShortened: false)
    ) { session, _ throws(CommandError) in
        session.isOver = true
    }
}
