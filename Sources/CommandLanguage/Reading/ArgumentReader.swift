// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Gives each word after a verb to the parameter that it is for.
struct ArgumentReader {
    let line: Line

    /// What has been read.
    private var given: [Argument] = []

    /// What reads the values, one for all of the line: a copy of the context costs more than a
    /// short word.
    private var values: ValueReader

    /// Which parameter takes another program's settings in this line, or nil.
    private let pasted: Int?

    init(_ called: CalledCommand, line: Line, context: ParsingContext) {
        self.line = line
        values = ValueReader(called: called, context: context, line: line)
        pasted = called.description.openedParameter(in: line)
    }

    private var command: CommandDescription { values.called.description }

    private var context: ParsingContext { values.context }

    /// Returns the arguments in the order of the line.
    ///
    /// - Throws: ``CommandError`` for a word that no parameter takes, a value that its parameter
    ///   does not allow, a key given twice, or a parameter that is required and missing.
    mutating func run() throws(CommandError) -> [Argument] {
        given.reserveCapacity(line.words.count)
        let words = line.words.dropFirst()
        for word in pasted == nil ? words : Word.pasted(words)[...] {
            if let rest = rest(from: word) {
                try take(remainder(from: word), for: rest)
                break
            }
            try take(word)
        }
        try demandRequired()
        return given
    }

    /// Reads a value for a parameter, after a key that the person chose or without one.
    private mutating func take(
        _ value: Snippet, for place: Int, key: String? = nil, keySpan: Range<Int>? = nil
    ) throws(CommandError) {
        values.place = place
        values.chosenKey = key
        given.append(try values.argument(of: value, keySpan: keySpan))
    }

    /// Returns which parameter takes all of the line from a word on, or nil.
    private func rest(from word: Word) -> Int? {
        guard let rest = command.firstParameter(at: \.takesRest) else { return nil }
        let isOwnKey = word.key.flatMap { parameter(key: $0.text) } != nil
        return openPlace(before: rest) || isOwnKey ? nil : rest
    }

    /// Returns whether a word by position is still to come before the rest of the line.
    private func openPlace(before rest: Int) -> Bool {
        command.parameters[..<rest].indices.contains {
            if case .word = command.parameters[$0].place { return !isGiven($0) }
            return false
        }
    }

    /// Returns all of the line from a word on, as one piece.
    ///
    /// Line ends within quotes become blanks, so that a script can hold the piece as one line.
    private func remainder(from word: Word) -> Snippet {
        if word.span.upperBound == line.span.upperBound, word.key == nil { return word.value }
        let span = word.span.lowerBound..<line.span.upperBound
        let placed = span.map {
            let scalar = line.bare[$0]
            return Snippet.PlacedScalar(
                scalar: scalar == "\n" ? " " : scalar, offset: $0, isQuoted: false)
        }
        return Snippet(placed: placed[...], span: span)
    }

    /// Returns whether the line has given a parameter already.
    private func isGiven(_ place: Int) -> Bool {
        given.indices.contains { given[$0].name == command.parameters[place].name }
    }

    /// Reads one word, with a key or without.
    private mutating func take(_ word: Word) throws(CommandError) {
        guard let key = word.key else {
            if continuedList(word) != nil { throw surplus(word) }
            return try take(word.value, for: try place(of: word))
        }
        let typed = key.text
        let known = parameter(key: typed).flatMap { yields($0) ? nil : $0 }
        let open = known == nil ? openKeys : nil
        guard let place = known ?? open else { throw unknownKey(key) }
        guard !word.lacksValue else {
            let form = command.parameters[place].metavariable
            throw CommandError(
                .syntax, "\(shownText(typed.shortened)) has no value", span: word.span,
                hint: "it looks like \(shownText(typed.shortened))=\(form)")
        }
        let chosen = known == nil ? typed : command.parameters[place].name
        try rejectSecond(chosen, place, key)
        try take(word.value, for: place, key: chosen, keySpan: key.span)
    }

    /// Returns which parameter takes keys that nothing declares, or nil.
    private var openKeys: Int? {
        pasted
            ?? command.firstParameter(at: { $0 == .openKeys }) {
                command.parameters[$0].opener == nil
            }
    }

    /// Returns whether a parameter leaves its key to another program's settings.
    private func yields(_ place: Int) -> Bool {
        pasted != nil && command.parameters[place].family?.isExplainedElsewhere == true
    }

    /// Returns which parameter has a key, or nil.
    private func parameter(key: String) -> Int? {
        // By far most keys are typed as they are called.
        let named = command.firstParameter(at: \.hasKey) { command.parameters[$0].name == key }
        guard named == nil else { return named }
        let key = PlainKey(key)
        return command.firstParameter(at: \.hasKey) { command.parameters[$0].answers(to: key) }
    }

    /// Returns which parameter takes a word without a key.
    private func place(of word: Word) throws(CommandError) -> Int {
        for place in command.parameters.indices {
            switch command.parameters[place].place {
            case .word: if !isGiven(place) { return place }
            case .words: return place
            case .key, .requiredKey, .openKeys, .rest: continue
            }
        }
        throw surplus(word)
    }

    /// Throws where a key that stands for one value has one already.
    private func rejectSecond(
        _ key: String, _ place: Int, _ typed: Snippet
    ) throws(CommandError) {
        if case .words = command.parameters[place].place { return }
        if command.parameters[place].isRepeated { return }
        let isSecond = given.indices.contains {
            given[$0].key == key && given[$0].name == command.parameters[place].name
        }
        guard isSecond else { return }
        throw CommandError(
            .syntax, "\(shownText(key.shortened)) is given twice", span: typed.span,
            hint: "give \(shownText(key.shortened)) once")
    }

    /// Throws where a parameter that the command cannot do without is missing.
    private func demandRequired() throws(CommandError) {
        let missing = command.firstParameter(at: \.isRequired) { !isGiven($0) }
        if let missing {
            let end = line.span.upperBound
            throw CommandError(
                .missing, "\(command.name) needs \(command.parameters[missing].form)",
                span: end..<end, hint: "it looks like \(command.minimalSynopsis)")
        }
    }
}

extension ArgumentReader {
    /// Returns what is wrong with a key that no parameter has.
    private func unknownKey(_ key: Snippet) -> CommandError {
        let keys = command.parameters.filter(\.hasKey).flatMap { [$0.name] + $0.aliases }
        let message = "\(command.name) takes no parameter \(named(key.text))"
        let near =
            Suggestion.question(about: key.text, in: keys)
            ?? Suggestion.question(about: fieldName(key.text), in: keys)
        return CommandError(.unknownName, message, span: key.span, hint: near ?? manner)
    }

    /// Returns how the command is written, or where to read it.
    private var manner: String {
        command.synopsis.count <= 60
            ? "it looks like \(command.synopsis)" : "for what it takes, type help \(command.name)"
    }

    /// Returns what is wrong with a word that no parameter takes.
    private func surplus(_ word: Word) -> CommandError {
        let text = word.value.text
        let message = "\(command.name) has no use for \(named(text))"
        if let last = given.last, let operand = Self.operators.first(where: text.hasPrefix) {
            return CommandError(
                .syntax, message, span: word.span,
                hint: "an expression stands without blanks or in brackets, as in "
                    + "\(last.key)=(\(shownText(last.text.shortened)) \(operand) …)")
        }
        return CommandError(
            .syntax, message, span: word.span,
            hint: mended(word).map { "type \(shownText($0.shortened(to: 200)))" } ?? manner)
    }

    /// Returns the line as it was most likely meant: with the word as one more of a list, after the
    /// key that takes it, or as the key of the word after it; nil where none of these is near.
    private func mended(_ word: Word) -> String? {
        let text = word.value.text
        let head = line.text(line.span.lowerBound..<word.span.lowerBound)
        let rest = line.text(word.span.upperBound..<line.span.upperBound)
        if let list = continuedList(word) {
            return line.text(line.span.lowerBound..<list.span.upperBound) + "," + text + rest
        }
        let next = line.words.first { $0.span.lowerBound >= word.span.upperBound && $0.key == nil }
        if let next {
            let isKey = parameter(key: text).map { !isGiven($0) } ?? false
            let isOpenKey =
                command.firstParameter(at: { $0 == .openKeys }) != nil
                && context.domain(canonicalName(text)) != nil
            if isKey || isOpenKey {
                return head + text + "=" + next.value.text
                    + line.text(next.span.upperBound..<line.span.upperBound)
            }
        }
        let taker = command.firstParameter(at: \.hasKey) { place in
            guard !isGiven(place), let choices = command.parameters[place].kind.choices
            else { return false }
            if case .suggested = choices { return false }
            return choices.word(text, in: context) != nil
        }
        return taker.map { head + command.parameters[$0].name + "=" + text + rest }
    }

    /// Returns the list before a word of which it was most likely meant to be one more, or nil.
    private func continuedList(_ word: Word) -> Argument? {
        guard let last = given.last, last.span.upperBound < word.span.lowerBound,
            last.keySpan != last.span,
            let parameter = command.parameters.first(where: { $0.name == last.name }),
            case .choices(let choices) = parameter.kind,
            choices.word(word.value.text, in: context) != nil
        else { return nil }
        return last
    }

    private static let operators = ["+", "-", "*", "/", "^", "−", "×", "÷"]
}
