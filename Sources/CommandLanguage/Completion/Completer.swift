// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Says what can stand at a place in a line.
public struct Completer: Sendable {
    /// The commands, in the order in which lists show them.
    public let commands: [CommandDescription]

    /// Makes a completer.
    public init(commands: [CommandDescription]) {
        self.commands = commands
    }

    /// Returns what can stand where the cursor is: a verb, a key, or a value of its kind.
    ///
    /// Keys that are given are not offered again. What begins with the letters typed comes first,
    /// then what holds them in their order. Nothing is offered in a comment.
    ///
    /// - Parameters:
    ///   - line: The line, of which only what stands before the cursor counts.
    ///   - cursor: Where the cursor stands, in Unicode scalars from 0.
    ///   - context: The words and numbers that exist at the moment.
    /// - Returns: The candidates, and the part of the line that each of them would replace.
    public func completions(
        _ line: String, cursor: Int, _ context: ParsingContext
    ) -> Completions {
        guard let slot = CompletionSlot(line, cursor: cursor) else {
            return Completions(range: cursor..<cursor, candidates: [])
        }
        guard let verb = slot.verb else {
            let verbs = commands.map {
                Completions.Candidate(text: $0.name, summary: $0.summary)
            }
            return Offer(verbs).matching(slot.typed.value)
        }
        guard let command = command(verb, context) else {
            return Completions(range: cursor..<cursor, candidates: [])
        }
        if let place = expressionPlace(line, cursor, command) {
            let words = context.words("expression")
            return Offer(words.map { Completions.Candidate(text: $0.word, summary: $0.summary) })
                .matching(place)
        }
        return arguments(of: command, slot, context).matching(
            slot.typed.key == nil ? slot.typed.value : slot.typed.value.lastElement)
    }

    /// Returns the name that is being typed in the expression of a definition; nil elsewhere.
    private func expressionPlace(
        _ line: String, _ cursor: Int, _ command: CommandDescription
    ) -> Snippet? {
        let isDefinition = command.parameters.contains {
            if case .definition = $0.kind { true } else { false }
        }
        let head = Array(line.unicodeScalars.prefix(cursor))
        guard isDefinition, let equals = head.firstIndex(of: "=") else { return nil }
        let isInner: (Unicode.Scalar) -> Bool = {
            $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)
        }
        let start = max(equals + 1, head.lastIndex { !isInner($0) }.map { $0 + 1 } ?? 0)
        let placed = head[start...].enumerated().map {
            Snippet.PlacedScalar(scalar: $1, offset: start + $0, isQuoted: false)
        }
        return Snippet(placed: placed[...], span: start..<head.count)
    }

    /// Returns the command that a verb calls, as the parser takes it.
    private func command(
        _ verb: String, _ context: ParsingContext
    ) -> CommandDescription? {
        if let exact = commands.first(where: { $0.name == verb }) { return exact }
        let matches = commands.filter { $0.name.hasPrefix(verb) }
        return context.allowsPrefixes && matches.count == 1 ? matches[0] : nil
    }

    /// Returns what can stand after a verb: a value where a key is typed, else values and keys.
    private func arguments(
        of command: CommandDescription, _ slot: CompletionSlot, _ context: ParsingContext
    ) -> Offer {
        if let key = slot.typed.key {
            let parameter =
                command.parameters.first { $0.hasKey && $0.answers(to: key.text) }
                ?? command.parameters.first { $0.place == .openKeys }
            let given = slot.typed.value.elements.dropLast().map(\.text)
            guard let parameter else { return Offer([]) }
            if case .setting = parameter.kind {
                return settingValues(of: key.text, parameter, context)
            }
            return values(of: parameter, context, except: given)
        }
        var offer = Offer([])
        if let parameter = place(in: command, slot.before) {
            let words = slot.before.filter { $0.key == nil }.flatMap {
                $0.value.elements.map(\.text)
            }
            offer = values(of: parameter, context, except: words)
        }
        offer.add(keys(of: command, slot, context))
        return offer
    }

    /// Returns the words that stand for the values of a setting, else what may be typed after it.
    private func settingValues(
        of key: String, _ parameter: Parameter, _ context: ParsingContext
    ) -> Offer {
        let name = canonicalName(key)
        if let words = context.choices[name] { return Offer(words.map { Choice($0) }) }
        let known = context.words(parameter.name).first { canonicalName($0.word) == name }
        return Offer(
            note: known.map { valueNote($0.word, $0.summary, context.domain(name)) })
    }

    /// Returns the parameter that the next word without a key is for.
    private func place(in command: CommandDescription, _ words: [Word]) -> Parameter? {
        var count = words.count { $0.key == nil }
        for parameter in command.parameters {
            switch parameter.place {
            case .word:
                let isGiven = words.contains {
                    $0.key.map { parameter.answers(to: $0.text) } ?? false
                }
                if isGiven { continue }
                if count == 0 { return parameter }
                count -= 1
            case .words, .rest: return parameter
            case .key, .requiredKey, .openKeys: continue
            }
        }
        return nil
    }

    /// Returns the keys that have not been given.
    private func keys(
        of command: CommandDescription, _ slot: CompletionSlot, _ context: ParsingContext
    ) -> [Completions.Candidate] {
        let given = slot.before.compactMap { $0.key?.text }
        let numbers = context.numbers()
        let isPasted = command.parameters.contains { $0.opening(in: slot.before) != nil }
        return command.parameters.flatMap { parameter -> [Completions.Candidate] in
            switch parameter.place {
            case .key, .requiredKey:
                let yields = isPasted && parameter.family?.isExplainedElsewhere == true
                let isTaken = !parameter.isRepeated && given.contains(where: parameter.answers)
                guard !yields, !isTaken else { return [] }
                let summary = parameter.summary + current(parameter, numbers)
                return [Completions.Candidate(text: parameter.name + "=", summary: summary)]
            case .openKeys:
                let taken = Set(given.map(canonicalName))
                let words = parameter.opening(in: slot.before) ?? parameter.name
                return context.words(words).filter {
                    !taken.contains(canonicalName($0.word))
                }
                .map {
                    Completions.Candidate(text: quoted($0.word) + "=", summary: $0.summary)
                }
            case .word, .words, .rest: return []
            }
        }
    }

    /// Returns the value at the moment, or the default, in brackets.
    private func current(_ parameter: Parameter, _ numbers: [String: Double]) -> String {
        if let number = numbers[parameter.name] {
            return " (now \(NumberText.shortest(number)))"
        }
        return parameter.defaultText.map { " (default \($0))" } ?? ""
    }

    /// Returns the values that can be listed, but for those that are given.
    private func values(
        of parameter: Parameter, _ context: ParsingContext, except given: [String]
    ) -> Offer {
        let taken = Set(given)
        return switch parameter.kind {
        case .choice(let choices): Offer(choices.offered(in: context))
        case .choices(let choices):
            Offer(choices.offered(in: context).filter { !taken.contains($0.word) })
        case .choiceOrPath(let choices): Offer(choices, offersFiles: true)
        case .flag, .flags: Offer([Choice("yes"), Choice("no")])
        case .axis(let names): Offer(names.map { Choice($0 + ":", "NAME:FROM..TO") })
        case .path: Offer([], offersFiles: true, endings: parameter.endings)
        case .number, .setting, .integer, .probability, .seeds, .sweepable, .numbers, .name, .text,
            .definition:
            Offer(note: parameter.valueNote(now: context.numbers()[parameter.name]))
        }
    }
}

extension Snippet {
    /// The part after the last comma: the element that is being typed.
    fileprivate var lastElement: Snippet {
        guard let comma = placed.lastIndex(where: { $0.means(",") }) else { return self }
        let start = placed[comma].offset + 1
        return Snippet(
            placed: placed[(comma + 1)...], span: start..<max(start, span.upperBound))
    }
}
