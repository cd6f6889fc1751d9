// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `back`: the step before.
    static let back = Command(
        CommandDescription(
            name: "back", group: .learn, summary: "Go back to the step of the lesson before.",
            details: "The bench is as it was when that step began.",
            examples: [Example("back", "to read it once more", setup: ["lesson 3", "next"])],
            related: ["lesson", "next"], seesToHistory: true)
    ) { session, _ throws(CommandError) in
        let play = try session.openLesson("back")
        guard play.index > 0 else {
            throw CommandError(
                .failed, "\(play.id) is the first step", hint: "lesson off leaves the lesson")
        }
        try session.enter(play.index - 1, of: play, LessonPage())
    }
}
