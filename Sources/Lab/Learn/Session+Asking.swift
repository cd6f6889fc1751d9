// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import WorkbenchModel

extension Session {
    /// Shows help on what stands at a place in a line: a method, a topic or a verb, a key of the
    /// command, else on the command, else on everything.
    ///
    /// - Parameters:
    ///   - line: The line as typed so far.
    ///   - cursor: Where the cursor stands, in Unicode scalars from 0.
    package mutating func showHelp(on line: String, cursor: Int) {
        workspace.emit(text: helpText(on: line, cursor: cursor) ?? helpOverview)
    }

    /// Returns what ``showHelp(on:cursor:)`` shows, lines without a final newline; nil where nothing is
    /// known of what stands there.
    package func helpText(on line: String, cursor: Int) -> String? {
        let asked = AskedWord(line, cursor: cursor)
        let command = commandDescriptions.first { $0.name == asked.verb } ?? only(asked.verb)
        let isVerb = asked.word == asked.verb
        if !isVerb, let key = asked.key, key == asked.word,
            let parameter = command?.parameters.first(where: { $0.name == canonicalName(key) })
        {
            return wrapped("\(parameter.form)  \(parameter.explanation)")
        }
        let words = (isVerb ? [] : [asked.word, asked.key ?? ""]) + [command?.name ?? asked.verb]
        // In an expression a sign is no word of a command: + does not join figures there.
        return words.lazy.filter { command == nil ? $0.contains(where: \.isLetter) : !$0.isEmpty }
            .compactMap { self.help(on: [$0]) }.first
    }

    /// Returns whether a line is for us: it begins with a verb, or with three letters of one at least,
    /// or it is an expression.
    package func isCommand(_ line: String) -> Bool {
        let word = line.split { $0 == " " || $0 == "\t" || $0 == "\n" }.first.map(String.init) ?? ""
        if actions[word] != nil { return true }
        if word.count >= 3 && only(word) != nil { return true }
        let parsed = try? parser.parse(line, in: context(allowsPrefixes: false))
        guard case .calculation(let text, let span)? = parsed else { return false }
        return (try? Expression(parsing: text, offset: span.lowerBound)) != nil
    }

    /// How a text is shown that is taller than the screen, as `config` says.
    package var pager: PagerChoice { workspace.preferences.pager }

    /// Returns the only command that begins with some letters, where that will do.
    private func only(_ letters: String) -> CommandDescription? {
        let found = letters.isEmpty ? [] : commandDescriptions.filter { $0.name.hasPrefix(letters) }
        return found.count == 1 && found[0].canBeShortened ? found[0] : nil
    }

}

/// What stands at a place in a line.
private struct AskedWord {
    /// The first word.
    var verb = ""
    /// The word at the place, or the element of a list; empty where none stands there.
    var word = ""
    /// What stands before the `=` of the word, or nil.
    var key: String?

    init(_ line: String, cursor: Int) {
        let scalars = Array(line.unicodeScalars)
        let cursor = min(max(0, cursor), scalars.count)
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { " \t\n".unicodeScalars.contains(scalar) }
        func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
            String(String.UnicodeScalarView(part))
        }
        verb = text(scalars.drop(while: isBlank).prefix { !isBlank($0) })
        let start = scalars[..<cursor].lastIndex(where: isBlank).map { $0 + 1 } ?? 0
        let end = scalars[cursor...].firstIndex(where: isBlank) ?? scalars.count
        let equals = scalars[start..<end].firstIndex(of: "=")
        key = equals.map { text(scalars[start..<$0]) }
        let separators = Set("=,()".unicodeScalars)
        let from = scalars[start..<cursor].lastIndex { separators.contains($0) }.map { $0 + 1 }
        let to = scalars[cursor..<end].firstIndex { separators.contains($0) }
        word = text(scalars[(from ?? start)..<(to ?? end)])
    }
}
