// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation
import TokenWeights

extension Command<Session> {
    /// `find`: where a word occurs in the help.
    static let find = Command(
        CommandDescription(
            name: "find", group: .learn, summary: "Find commands, methods and topics by a word.",
            parameters: [
                Parameter("word", "What to look for.", .text, place: .words(required: true))
            ],
            examples: [Example("find entropy", "everything about entropy")],
            related: ["help"])
    ) { session, arguments throws(CommandError) in
        let words = arguments.all("word").map { $0.text.lowercased() }
        let found = session.searchable.filter { entry in
            words.allSatisfy { entry.text.lowercased().contains($0) }
        }
        guard !found.isEmpty else {
            throw CommandError(
                .failed, "nothing is said of \(shownText(words.joined(separator: " ")))",
                hint: "type help for all commands and topics")
        }
        let lines = found.map { " help \($0.name)  \($0.summary)" }
        session.emit(
            text: lines.joined(separator: "\n"),
            json: .array(
                found.map {
                    .object([
                        JSON.Member("name", .string($0.name)),
                        JSON.Member("summary", .string($0.summary)),
                    ])
                }))
    }
}

extension Session {
    /// Something that `find` looks through.
    fileprivate struct Searchable {
        let name: String
        let summary: String
        let text: String
    }

    fileprivate var searchable: [Searchable] {
        var all = commandDescriptions.map {
            Searchable(name: $0.name, summary: $0.summary, text: $0.help())
        }
        all += Topic.all.map {
            Searchable(name: $0.name, summary: $0.summary, text: $0.name + $0.summary + $0.text)
        }
        all += workbench.bench.methodRules.map {
            Searchable(name: $0.name, summary: $0.summary, text: $0.helpText)
        }
        all += World.all.map {
            Searchable(
                name: "world \($0.name)", summary: $0.summary,
                text: "\($0.title) \($0.summary) \($0.details)")
        }
        return all
    }
}
