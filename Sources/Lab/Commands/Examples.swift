// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension Command<Session> {
    /// `examples`: lines that work as typed.
    static let examples = Command(
        CommandDescription(
            name: "examples", group: .learn,
            summary: "List lines that work as typed; a number puts that one at the prompt.",
            parameters: [
                Parameter(
                    "number", "Which one.", .integer(1...10_000), place: .word(required: false))
            ],
            examples: [Example("examples", "all"), Example("examples 2", "one, ready to run")],
            related: ["help"])
    ) { session, arguments throws(CommandError) in
        let all = commandDescriptions.flatMap(\.examples)
        if let number = arguments.integer("number") {
            guard number <= all.count else {
                throw CommandError(
                    .domain, "there are \(all.count) examples",
                    span: arguments.first("number")?.span, hint: "write examples for the list")
            }
            let line = all[number - 1].line
            session.emit(text: line, json: .string(line))
            session.environment.emit(.suggestedLine(line))
            return
        }
        let lines = all.enumerated().map { index, example in
            let number = String(index + 1)
            return String(repeating: " ", count: 4 - number.count) + number + "  " + example.line
                + "  # " + example.purpose
        }
        session.emit(
            text: lines.joined(separator: "\n"), json: .array(all.map { .string($0.line) }))
    }
}
