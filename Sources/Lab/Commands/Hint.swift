// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `hint`: help with a step of a lesson.
    static let hint = Command(
        CommandDescription(
            name: "hint", group: .learn, summary: "Get help with the step of the lesson.",
            details: "First a nudge, then the way, and third the line to type.",
            examples: [Example("hint", "a nudge", setup: ["lesson 3", "next"])],
            related: ["lesson", "skip"])
    ) { session, _ throws(CommandError) in try session.hint() }
}
