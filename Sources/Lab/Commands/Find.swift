// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

private let sought = Key(words: "word", "What to look for.", .text, required: true)
private let showsAll = Key(
    "all", "Show everything that was found.", .flag, otherwise: "no, the first 12")

extension Command<Session> {
    /// `find`: where a word occurs in the help.
    static let find = Command(
        CommandDescription(
            name: "find", group: .learn,
            summary: "Find commands, methods, topics and words by what is said of them.",
            details:
                "The best come first. Where the line on it does not show why, the passage does.",
            parameters: [sought, showsAll],
            examples: [
                Example("find entropy", "everything about entropy"),
                Example("find dual clip", "what holds both words"),
            ],
            related: ["help"])
    ) { session, arguments throws(CommandError) in
        let words = arguments[sought]
        let found = session.search(words)
        guard !found.isEmpty else {
            throw CommandError(
                .failed, "nothing is said of \(shownText(words.joined(separator: " ")))",
                hint: "for all commands and topics, type help")
        }
        let shown = arguments[showsAll] == true ? found : Array(found.prefix(12))
        let rows = twoColumns(
            shown.map { result in
                let passage = result.passage.map { "\n\($0)" } ?? ""
                return ("help \(result.entry.name)", result.entry.summary + passage)
            }, columns: session.textColumns, margin: 1)
        let left = found.count - shown.count
        let line = shownText(words.joined(separator: " "))
        session.workspace.emit(
            text: (rows + (left > 0 ? ["… \(left) more: find \(line) all=yes"] : []))
                .joined(separator: "\n"),
            json: .array(
                found.map {
                    .object([
                        JSON.Member("name", .string($0.entry.name)),
                        JSON.Member("summary", .string($0.entry.summary)),
                        JSON.Member("passage", $0.passage.map(JSON.string) ?? .null),
                    ])
                }))
    }
}
