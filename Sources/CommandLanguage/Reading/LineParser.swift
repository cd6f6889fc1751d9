// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Reads lines as commands with checked arguments.
public struct LineParser: Sendable {
    /// The commands, in the order in which lists show them.
    public let commands: [CommandDescription]

    /// What to say to words of other tools: `exit`, `savefig`, `set xrange`.
    ///
    /// A key is one word or several with single blanks between; the value is the hint.
    public let habits: [String: String]

    /// Where each verb's command stands.
    private let places: [String: Int]

    /// The first words of the habits that have several.
    private let beginnings: Set<String>

    /// Where the commands stand whose verbs are among these; other verbs are not looked up there.
    private let beginningVerbs: Set<Int>

    /// Makes a parser.
    public init(commands: [CommandDescription], habits: [String: String] = [:]) {
        self.commands = commands
        self.habits = habits
        let places = Dictionary(
            commands.indices.map { (commands[$0].name, $0) },
            uniquingKeysWith: { first, _ in first })
        let beginnings = Set(
            habits.keys.compactMap { phrase in
                phrase.firstIndex(of: " ").map { String(phrase[..<$0]) }
            })
        self.places = places
        self.beginnings = beginnings
        beginningVerbs = Set(beginnings.compactMap { places[$0] })
    }

    /// Returns what a line says.
    ///
    /// - Parameters:
    ///   - line: The line as typed; continuation lines joined by line ends.
    ///   - context: The words and numbers that exist at the moment.
    /// - Returns: A command with arguments that follow its description, a calculation, or nothing.
    /// - Throws: ``CommandError`` with the span of what is wrong.
    public func parse(
        _ line: String, in context: ParsingContext
    ) throws(CommandError) -> ParsedLine {
        let line = try Line(line)
        guard let first = line.words.first else { return .empty }
        let place = first.key == nil ? places[first.value.text] : nil
        if let place, !beginningVerbs.contains(place) {
            return .command(try arguments(place, line, context))
        }
        if beginnings.contains((first.key ?? first.value).spokenName),
            let error = habit(line, words: 2...)
        {
            throw error
        }
        if let place { return .command(try arguments(place, line, context)) }
        if Calculation.begins(line, context) {
            return .calculation(line.text(line.span), line.span)
        }
        return .command(try arguments(prefixed(line, context), line, context))
    }

    /// Returns the command with a verb, or nil where there is none.
    public func command(named verb: String) -> CommandDescription? {
        places[verb].map { commands[$0] }
    }

    /// Returns the arguments after a verb, checked.
    private func arguments(
        _ place: Int, _ line: Line, _ context: ParsingContext
    ) throws(CommandError) -> Arguments {
        let called = CalledCommand(commands: commands, place: place)
        var reader = ArgumentReader(called, line: line, context: context)
        return Arguments(called, given: try reader.run(), of: line)
    }

    /// Returns where the only command stands whose verb begins with the first word.
    private func prefixed(
        _ line: Line, _ context: ParsingContext
    ) throws(CommandError) -> Int {
        guard let first = line.words.first, first.key == nil else {
            throw unknown(line, context)
        }
        let word = first.value.text
        let matches =
            word.isEmpty ? [] : commands.indices.filter { commands[$0].name.hasPrefix(word) }
        let names = matches.map { commands[$0].name }
        if matches.count == 1, context.allowsPrefixes, commands[matches[0]].canBeShortened {
            return matches[0]
        }
        if let error = habit(line, words: 1...1) { throw error }
        guard let only = names.first else { throw unknown(line, context) }
        if names.count == 1 {
            throw CommandError(
                .unknownCommand, "\(named(word)) is only the beginning of a verb",
                span: first.span, hint: "write \(only)")
        }
        guard context.allowsPrefixes || word.unicodeScalars.count > 1 else {
            throw unknown(line, context)
        }
        throw CommandError(
            .unknownCommand, "\(named(word)) could be \(listed(names, "or"))", span: first.span,
            hint: "say the verb in full")
    }
}

/// What a line says.
public enum ParsedLine: Sendable {
    /// Nothing: blanks and comments only.
    case empty
    /// A command with its arguments.
    case command(Arguments)
    /// An expression to compute, with its place in the line in Unicode scalars.
    case calculation(String, Range<Int>)
}

extension LineParser {
    /// Returns the error with what to say to a word of another tool, or nil where it is none.
    private func habit(_ line: Line, words counts: some RangeExpression<Int>) -> CommandError? {
        var phrase = ""
        var found: (phrase: String, hint: String, end: Int)?
        for (index, word) in line.words.prefix(3).enumerated() {
            let piece = word.key ?? word.value
            guard piece.placed.count <= 64 else { break }
            phrase += (index > 0 ? " " : "") + piece.spokenName
            if counts.contains(index + 1), let hint = habits[phrase] {
                found = (phrase, hint, piece.span.upperBound)
            }
        }
        return found.map {
            CommandError(
                .unknownCommand, "there is no command \(named($0.phrase))",
                span: line.span.lowerBound..<$0.end, hint: $0.hint)
        }
    }

    /// Returns what is wrong with a line that begins with no verb.
    private func unknown(_ line: Line, _ context: ParsingContext) -> CommandError {
        let first = line.words[0]
        let name = first.key ?? first.value
        let isSetting = first.key != nil || line.words.dropFirst().first?.isAssigned == true
        if isSetting, command(named: "set") != nil {
            return CommandError(
                .unknownCommand, "a line begins with a verb, not with \(named(name.text))",
                span: name.span,
                hint: assigned(line, context).map { "type \(shownText($0))" }
                    ?? "set gives parameters a value; to see them, type show parameters")
        }
        if let call = name.calledName, let command = command(named: call) {
            return CommandError(
                .unknownCommand, "a verb takes no brackets", span: name.span,
                hint: unbracketed(line, context).map { "type \(shownText($0))" }
                    ?? "it looks like \(command.minimalSynopsis)")
        }
        let near = Suggestion.question(about: name.text, in: commands.map(\.name))
        let help = command(named: "help") == nil ? nil : "for a list of commands, type help"
        return CommandError(
            .unknownCommand, "there is no command \(named(name.text))", span: name.span,
            hint: near ?? help)
    }
}

extension Word {
    /// Whether the word begins with the `=` of an assignment.
    fileprivate var isAssigned: Bool { key == nil && value.placed.first?.means("=") == true }
}

extension Snippet {
    /// The word as habits know it: without brackets, in small letters.
    fileprivate var spokenName: String { (calledName ?? text).lowercased() }

    /// The name before a bracket in `name(…`, or nil.
    var calledName: String? {
        guard let bracket = placed.firstIndex(where: { $0.means("(") }),
            bracket > placed.startIndex
        else { return nil }
        return self[placed.startIndex..<bracket].text
    }
}
