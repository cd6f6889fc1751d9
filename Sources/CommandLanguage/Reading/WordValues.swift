// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TextFiles

extension ValueReader {
    /// Returns one word of a list of choices.
    func word(_ value: Snippet, of choices: Choices) throws(CommandError) -> String {
        let typed = value.text
        if case .suggested = choices { return try name(value) }
        if let word = choices.word(typed, in: context) { return word }
        throw wrong(
            .unknownName, message(typed, choices), value,
            hint: hint(typed, choices.offered(in: context).map(\.word), choices))
    }

    /// Returns what is wrong with a word that is no choice.
    private func message(_ typed: String, _ choices: Choices) -> String {
        switch choices {
        case .current(let key):
            let noun = key.hasSuffix("s") ? String(key.dropLast()) : key
            return "there is no \(noun) \(named(typed))"
        case .fixed, .suggested: return "\(title) cannot be \(named(typed))"
        }
    }

    /// Returns the nearest choice, or all of them where they are few.
    private func hint(_ typed: String, _ words: [String], _ choices: Choices) -> String? {
        if let near = Suggestion.question(about: typed, in: words) { return near }
        guard !words.isEmpty else {
            guard case .current(let key) = choices else { return nil }
            return context.firstOf[key]
        }
        if words.contains("+"), typed.contains("+") {
            let apart = typed.split(separator: "+").joined(separator: " + ")
            return "put blanks round +: \(shownText(apart))"
        }
        guard words.count > 20 else { return "choose \(listed(words.map(quoted), "or"))" }
        return parameter.place == .key
            ? "press Tab after \(title)= for what there is" : "press Tab there for what there is"
    }

    /// Returns words of a list of choices, none of them twice.
    func words(_ value: Snippet, of choices: Choices) throws(CommandError) -> [String] {
        let isOneWord =
            value.isQuoted && choices.word(value.text, in: context) != nil
        var words: [String] = []
        var seen: Set<String> = []
        for element in isOneWord ? [value] : try elements(of: value) {
            let word = try word(element, of: choices)
            guard seen.insert(word).inserted else {
                throw wrong(
                    .syntax, "\(shownText(word.shortened)) is given twice", element,
                    hint: "give it once")
            }
            words.append(word)
        }
        return words
    }

    /// Returns a name that a person chose: 1 to 64 characters that can be seen, and no `=`.
    func name(_ value: Snippet) throws(CommandError) -> String {
        let text = value.text
        let problem: String? =
            if text.unicodeScalars.allSatisfy(\.isBlank) {
                "a name cannot be empty"
            } else if text.count > 64 {
                "a name has at most 64 characters"
            } else if text.unicodeScalars.contains(where: \.isHidden) {
                "a name cannot hold characters that nobody sees"
            } else if !parameter.place.takesRest,
                value.placed.contains(where: { $0.means("=") })
            {
                "a name that holds = needs quotes"
            } else {
                nil
            }
        if let problem { throw wrong(.syntax, problem, value) }
        return text
    }

    /// Returns the path of a file; `~/` at its beginning is the home folder.
    func path(_ value: Snippet) throws(CommandError) -> String {
        guard !value.placed.isEmpty else {
            throw wrong(.syntax, "\(title) names no file", value)
        }
        guard !value.placed.contains(where: { $0.scalar == "\0" }) else {
            throw wrong(.syntax, "a path cannot hold \\u{0}", value)
        }
        return CommandLanguage.path(value.text, home: context.home())
    }

    /// Returns what `yes` or `no` says.
    func flag(_ value: Snippet) throws(CommandError) -> Bool {
        switch value.text.lowercased() {
        case "yes", "true", "on", "1": return true
        case "no", "false", "off", "0": return false
        default:
            throw wrong(
                .syntax, "\(title) must be yes or no, not \(named(value.text))", value,
                hint: "say \(parameter.name)=yes or \(parameter.name)=no")
        }
    }

    /// Returns what `yes` or `no` says, or a list of both as the words `yes` and `no`.
    func flags(_ value: Snippet) throws(CommandError) -> Argument.Value {
        let elements = try elements(of: value)
        guard elements.count > 1 else { return .flag(try flag(value)) }
        var words: [String] = []
        for element in elements {
            let word = try flag(element) ? "yes" : "no"
            guard !words.contains(word) else {
                throw wrong(.syntax, "\(word) is given twice", element, hint: "give it once")
            }
            words.append(word)
        }
        return .words(words)
    }

    /// Returns the parts of `NAME = EXPRESSION`.
    func definition(_ value: Snippet) throws(CommandError) -> Argument.Value {
        let form = "a definition looks like gentle = 1/sqrt(r)"
        let (start, end) = (value.placed.startIndex, value.placed.endIndex)
        let equals = value.placed.firstIndex { $0.means("=") }
        guard let equals, !value.has("=", at: equals + 1) else {
            throw wrong(.syntax, "the definition has no =", value, hint: form)
        }
        let name = unquoted(value[start..<equals].trimmed)
        let body = unquoted(value[equals + 1..<end].trimmed)
        guard !name.placed.isEmpty else {
            throw wrong(.syntax, "the definition has no name before the =", value, hint: form)
        }
        guard !body.placed.isEmpty else {
            throw wrong(.syntax, "the definition has nothing after the =", value, hint: form)
        }
        return .definition(
            name: try self.name(name), body: body.text,
            bodySpan: body.place(of: 0..<body.placed.count))
    }

    /// Returns what stands between the quotes of a piece that was taken as it stands.
    private func unquoted(_ value: Snippet) -> Snippet {
        guard value.placed.count > 1, let first = value.placed.first, let last = value.placed.last,
            first.means("\"") || first.means("'"), last.means(first.scalar)
        else { return value }
        return value[value.placed.startIndex + 1..<value.placed.endIndex - 1]
    }
}

/// Returns a path as the system knows it, with the home folder for `~/` at its beginning.
///
/// Where there is no home folder, it stays. A folder that is called `~` can be had as `./~/`.
public func path(_ typed: String, home: String?) -> String {
    guard let home, typed == "~" || typed.hasPrefix("~/") else { return typed }
    return home + typed.dropFirst()
}

extension Choices {
    /// Returns the choice that a word means; the word itself where any is allowed, or nil.
    func word(_ word: String, in context: ParsingContext) -> String? {
        switch self {
        case .fixed(let choices): choices.first { $0.word == word }?.word
        case .current(let key): context.known(key, word)
        case .suggested: word
        }
    }

    /// Returns the words that completion offers.
    func offered(in context: ParsingContext) -> [Choice] {
        switch self {
        case .fixed(let choices): choices
        case .current(let key), .suggested(let key): context.words(key)
        }
    }
}
