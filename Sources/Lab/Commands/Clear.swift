// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `clear`: take every token off the bench.
    static let clear = Command(
        CommandDescription(
            name: "clear", group: .bench, summary: "Take every token off the bench.",
            details: "Parameters, methods, typed rules, logs and runs stay; reset drops them too.",
            examples: [Example("clear", "an empty bench")], related: ["drop", "reset", "undo"])
    ) { session, _ throws(CommandError) in
        session.workbench.bench.tokens = []
        session.answer("the bench is empty · undo brings the tokens back")
    }
}
