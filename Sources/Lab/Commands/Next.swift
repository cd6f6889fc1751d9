// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `next`: the next step of a lesson.
    static let next = Command(
        CommandDescription(
            name: "next", group: .learn, summary: "Go on to the next step of the lesson.",
            details: "A step that asks for something has to be done first, or skipped.",
            examples: [Example("next", "after something to read", setup: ["lesson 3"])],
            related: ["lesson", "back", "skip"], seesToHistory: true)
    ) { session, _ throws(CommandError) in
        let play = try session.openLesson("next")
        guard play.mayGoOn else {
            throw CommandError(
                .failed, "\(play.id) is not done yet",
                hint: "skip passes it over, and lesson shows it once more; for help type hint")
        }
        try session.goOn(play)
    }
}
