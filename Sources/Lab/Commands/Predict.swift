// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

private let value = Key(
    .rest(required: true), "value", "A number, or one of the words that the step names.",
    .choice(.suggested("answers")))

extension Command<Session> {
    /// `predict`: commit to a prediction.
    static let predict = Command(
        CommandDescription(
            name: "predict", group: .learn,
            summary: "Commit to a prediction; then the lesson shows what is so.",
            details: "Wrong ones teach most. A number may be an expression, such as 0.1/0.3.",
            parameters: [value],
            examples: [Example("predict lead", "a word", setup: ["lesson 3.3"])],
            related: ["lesson", "answer"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in
        guard let value = arguments.first(value) else { return }
        try session.predict(value)
    }
}
