// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Reads one value after the other, each as its parameter's kind, and checks it.
struct ValueReader {
    let called: CalledCommand
    let context: ParsingContext
    let line: Line

    /// Which parameter of the command the next value is for.
    var place = 0

    /// The parameter that the next value is for.
    var parameter: Parameter { called.description.parameters[place] }

    /// The key that the person chose, where keys are theirs to choose.
    var chosenKey: String?

    /// Returns a value as an argument.
    ///
    /// - Parameters:
    ///   - value: The value as typed.
    ///   - keySpan: Where the key stands, or nil where there is none.
    /// - Returns: The argument, checked.
    /// - Throws: ``CommandError`` where the parameter does not allow the value.
    func argument(
        of value: Snippet, keySpan: Range<Int>? = nil
    ) throws(CommandError) -> Argument {
        let checked = try read(value)
        let text = if case .text(let read) = checked { read } else { value.text }
        return Argument(
            name: parameter.name, key: chosenKey ?? parameter.name, value: checked, text: text,
            span: value.span, keySpan: keySpan ?? value.span)
    }

    /// What messages call the value: its key, or the word that help shows for it.
    var title: String {
        switch parameter.place {
        case .key, .requiredKey: parameter.name
        case .openKeys: chosenKey.map { shownText($0.shortened) } ?? parameter.metavariable
        case .word, .words, .rest: parameter.metavariable
        }
    }

    /// Returns the value as its kind.
    private func read(_ value: Snippet) throws(CommandError) -> Argument.Value {
        switch parameter.kind {
        case .number(_, let domain): .number(try number(value, in: domain))
        case .setting: .number(try setting(value))
        case .integer(let range): .integers([try integer(value, in: range)])
        case .probability: try probability(value)
        case .choice(let choices): .words([try word(value, of: choices)])
        case .choiceOrPath: .text(try path(value))
        case .choices(let choices): .words(try words(value, of: choices))
        case .seeds: .integers(try seeds(value))
        case .axis(let names): try axis(value, names)
        case .sweepable(_, let domain): try sweepable(value, in: domain)
        case .numbers: .numbers(try numbers(value))
        case .name: .text(try name(value))
        case .path: .text(try path(value))
        case .flag: .flag(try flag(value))
        case .flags: try flags(value)
        case .text: .text(value.text)
        case .definition: try definition(value)
        }
    }

    /// Returns an error about a value.
    func wrong(
        _ code: CommandError.Code, _ message: String, _ value: Snippet, hint: String? = nil
    ) -> CommandError {
        CommandError(code, message, span: value.span, hint: hint)
    }
}
