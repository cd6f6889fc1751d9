// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `skip`: pass a step of a lesson over.
    static let skip = Command(
        CommandDescription(
            name: "skip", group: .learn, summary: "Pass a step of the lesson over.",
            details: """
                It says what would have done the step, and goes on. A skipped step is kept as \
                skipped, not as passed.
                """,
            examples: [Example("skip", "on to the next", setup: ["lesson 3", "next"])],
            related: ["lesson", "hint"], seesToHistory: true)
    ) { session, _ throws(CommandError) in try session.skip() }
}
