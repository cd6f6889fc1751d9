// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Teaching

extension Session {
    /// Returns the help on a word that arguments accept, such as `graph-paper` or `json`: what it
    /// means, and where it can be typed; nil where no argument takes it.
    func valueHelp(_ word: String) -> String? {
        let context = context(allowsPrefixes: false)
        let takers = commandDescriptions.flatMap { command in
            command.parameters.compactMap { parameter -> (place: String, summary: String)? in
                let choice = parameter.choices(in: context).first { $0.word == word }
                let isKeyed = [.key, .requiredKey].contains(parameter.place)
                let key = isKeyed ? "\(parameter.name)=" : ""
                return choice.map { ("\(command.name) \(key)\(word)", $0.summary) }
            }
        }
        guard let first = takers.first else { return nil }
        let places = takers.prefix(4).map(\.place).joined(separator: ", ")
        let isAll = takers.count <= 4
        let lines = [
            shownText(first.summary.isEmpty ? word : "\(word): \(first.summary)"),
            "Typed as \(shownText(places))\(isAll ? "." : " and with other commands.")",
        ]
        return lines.map { wrapped($0, columns: textColumns) }.joined(separator: "\n")
    }

    /// Returns the help on a name that simulations get, whether there is one of that name or not.
    func runNameHelp(_ word: String) -> String? {
        let number = word.dropFirst("run".count)
        guard word.hasPrefix("run"), !number.isEmpty, number.allSatisfy(\.isNumber) else {
            return nil
        }
        return GlossaryEntry.named("run-name")?.helpText(columns: textColumns)
    }
}

extension Parameter {
    /// Returns the words that it takes at the moment, but for those that name topics of help.
    fileprivate func choices(in context: ParsingContext) -> [Choice] {
        switch kind.choices {
        case .fixed(let choices): choices
        case .current(let key), .suggested(let key): key == "topics" ? [] : context.words(key)
        case nil: isFlag ? Self.flagWords : []
        }
    }

    /// Whether it takes `yes` and `no`.
    private var isFlag: Bool {
        switch kind {
        case .flag, .flags: true
        default: false
        }
    }

    private static let flagWords = [
        Choice("yes", "it is so; true, on and 1 say the same"),
        Choice("no", "it is not so; false, off and 0 say the same"),
    ]
}
