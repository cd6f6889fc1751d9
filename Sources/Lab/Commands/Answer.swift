// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

private let value = Key(
    .rest(required: true), "value", "A number, or one of the words that the step names.",
    .choice(.suggested("answers")))

extension Command<Session> {
    /// `answer`: answer a question of a lesson.
    static let answer = Command(
        CommandDescription(
            name: "answer", group: .learn, summary: "Answer the question of a lesson.",
            details: "A number within the tolerance will do, and so will an expression.",
            parameters: [value],
            examples: [Example("answer 0", "a number", setup: ["lesson 3.5"])],
            related: ["lesson", "predict"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in
        guard let value = arguments.first(value) else { return }
        try session.answer(value)
    }
}
