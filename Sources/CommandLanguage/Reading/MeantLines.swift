// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

extension LineParser {
    /// Returns the command that was most likely meant by a line `KEY=VALUE` without a verb: `set` for
    /// a parameter, else what the key is a verb of, or the plainest command that takes such a key.
    func assigned(_ line: Line, _ context: ParsingContext) -> String? {
        guard let first = line.words.first else { return nil }
        let name = (first.key ?? first.value).text
        let text = line.text(line.span)
        if context.domain(canonicalName(name)) != nil { return "set \(text.shortened)" }
        guard text.utf8.count <= 200 else { return nil }
        let key = PlainKey(name)
        let takers = commands.filter { command in
            command.group != .learn
                && command.parameters.contains { $0.hasKey && $0.answers(to: key) }
        }
        let plainest = takers.sorted { $0.parameters.count < $1.parameters.count }
        let value = text.drop { $0 != "=" }.dropFirst().drop { $0 == " " }
        let candidates = ["\(name) \(value)"] + plainest.map { "\($0.name) \(name)=\(value)" }
        return candidates.first { isCommand($0, context) }
    }

    /// Returns the command that was meant by `VERB(ARGUMENTS)`; nil where it cannot be read.
    func unbracketed(_ line: Line, _ context: ParsingContext) -> String? {
        let text = line.text(line.span)
        guard text.utf8.count <= 200, let open = text.firstIndex(of: "("),
            let close = text.lastIndex(of: ")"), open < close
        else { return nil }
        let inner = text[text.index(after: open)..<close]
        let rest = text[text.index(after: close)...]
        let spread = String(inner.map { $0 == "," ? " " : $0 })
        return ["\(inner)", spread].map { "\(text[..<open]) \($0)\(rest)".trimmed }
            .first { isCommand($0, context) }
    }

    private func isCommand(_ line: String, _ context: ParsingContext) -> Bool {
        guard let verb = line.split(separator: " ").first, command(named: "\(verb)") != nil,
            case .command? = try? parse(line, in: context)
        else { return false }
        return true
    }
}

extension String {
    /// The text with single blanks between its words, and none at its ends.
    fileprivate var trimmed: String { split(separator: " ").joined(separator: " ") }
}
