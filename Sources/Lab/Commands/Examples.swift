// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

private let chosen = Key(
    "which", "The number of one, or the verb of some.", .choice(.suggested("verbs")),
    place: .word(required: false))

extension Command<Session> {
    /// `examples`: lines that work as typed.
    static let examples = Command(
        CommandDescription(
            name: "examples", group: .learn,
            summary: "List lines that work as typed; a number puts that one at the prompt.",
            parameters: [chosen],
            examples: [
                Example("examples", "all"), Example("examples plot", "those of a command"),
                Example("examples 2", "one, ready to run"),
            ],
            related: ["help"])
    ) { session, arguments throws(CommandError) in
        let all = commandDescriptions.flatMap(\.examples)
        let which = arguments[chosen]
        if let number = which.flatMap(Int.init) {
            guard all.indices.contains(number - 1) else {
                throw CommandError(
                    .domain, "there are \(all.count) examples",
                    span: arguments.span(of: chosen), hint: "for the list, type examples")
            }
            let line = all[number - 1].line
            session.workspace.emit(text: line, json: .string(line))
            session.environment.emit(.suggestedLine(line))
            return
        }
        let shown = which.map { verb in
            all.enumerated().filter { $1.line == verb || $1.line.hasPrefix(verb + " ") }
        }
        if let which, shown?.isEmpty == true {
            throw session.workspace.unknown(
                "command", which, commandDescriptions.map(\.name), arguments.span(of: chosen))
        }
        let listed = shown ?? Array(all.enumerated())
        let lines = listed.map { index, example in
            let number = String(index + 1)
            return String(repeating: " ", count: 4 - number.count) + number + "  " + example.line
                + "  # " + example.purpose
        }
        session.workspace.emit(
            text: lines.joined(separator: "\n"), json: .array(listed.map { .string($1.line) }))
    }
}
