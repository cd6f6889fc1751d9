// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The values that a line gave, by parameter name; the parser has checked them all.
///
/// Reading a name that the command does not declare is a programmer's mistake and traps.
public struct Arguments: Sendable {
    /// The command that the line calls.
    public var command: CommandDescription { called.description }

    private let called: CalledCommand

    /// What was given, in the order of the line.
    public var given: [Argument]

    /// What was typed.
    private let typed: Line

    /// Makes arguments; the parser does.
    init(_ called: CalledCommand, given: [Argument], of line: Line) {
        self.called = called
        self.given = given
        typed = line
    }

    /// The line as typed, without its comment.
    public var line: String { typed.text(typed.span) }
}

/// One value that a line gave.
public struct Argument: Sendable, Equatable {
    /// The parameter's name, not an alias.
    public let name: String

    /// The key that the person chose, for ``Parameter/Place/openKeys``; else the name.
    public let key: String

    /// The value, read and checked.
    public let value: Value

    /// The value as typed, quotes removed; of a path, with the home folder in the place of `~`.
    public let text: String

    /// Where the value stands in the line, in Unicode scalars.
    public let span: Range<Int>

    /// Where the key stands, or the value's span where there is no key.
    public let keySpan: Range<Int>

    /// A value, read and checked.
    public enum Value: Sendable, Equatable {
        /// A number.
        case number(Double)
        /// A probability in (0, 1], as its logarithm in nats, exact where `logp(…)` was typed, and as
        /// the number where one was typed.
        case probability(logarithm: Double, number: Double?)
        /// Whole numbers, such as seeds.
        case integers([Int])
        /// Numbers of a list.
        case numbers([Double])
        /// Words, such as the chosen methods.
        case words([String])
        /// A name with the ends of a range.
        case axis(name: String, from: Double, to: Double)
        /// Yes or no.
        case flag(Bool)
        /// Any text, a name or a path.
        case text(String)
        /// A name and the text of its definition, with the span of the latter.
        case definition(name: String, body: String, bodySpan: Range<Int>)
    }

    /// Makes an argument; the parser does.
    public init(
        name: String, key: String, value: Value, text: String, span: Range<Int>,
        keySpan: Range<Int>
    ) {
        self.name = name
        self.key = key
        self.value = value
        self.text = text
        self.span = span
        self.keySpan = keySpan
    }
}

extension Arguments {
    /// Returns everything given for a parameter, in the order of the line.
    public func all(_ parameter: String) -> [Argument] {
        checkDeclared(parameter)
        return given.filter { $0.name == parameter }
    }

    /// Returns what was given for a parameter, or nil.
    public func first(_ parameter: String) -> Argument? { place(of: parameter).map { given[$0] } }

    /// Returns whether anything was given for a parameter.
    public func has(_ parameter: String) -> Bool { place(of: parameter) != nil }

    /// Returns the first value given for a parameter, or nil.
    private func value(_ parameter: String) -> Argument.Value? {
        place(of: parameter).map { given[$0].value }
    }

    /// Returns which argument is the first for a parameter, or nil.
    private func place(of parameter: String) -> Int? {
        let place = given.indices.first { given[$0].name == parameter }
        // What was given is declared.
        if place == nil { checkDeclared(parameter) }
        return place
    }

    /// Traps where the command does not declare a parameter.
    ///
    /// Asked by index, here and above, so that no description is copied for a look at its name.
    private func checkDeclared(_ parameter: String) {
        precondition(
            command.parameters.indices.contains { command.parameters[$0].name == parameter },
            "\(command.name) declares no parameter \(parameter)")
    }

    /// Returns a number, a whole number or a probability given for a parameter, or nil.
    public func number(_ parameter: String) -> Double? {
        switch value(parameter) {
        case .number(let number): number
        case .integers(let numbers): numbers.first.map(Double.init)
        case .numbers(let numbers): numbers.first
        case .probability(let logarithm, let number): number ?? exponential(logarithm)
        case .words, .axis, .flag, .text, .definition, nil: nil
        }
    }

    /// Returns a whole number given for a parameter, or nil.
    public func integer(_ parameter: String) -> Int? {
        guard case .integers(let numbers)? = value(parameter) else { return nil }
        return numbers.first
    }

    /// Returns the logarithm of a probability given for a parameter, in nats, or nil.
    public func logProbability(_ parameter: String) -> Double? {
        guard case .probability(let logarithm, _)? = value(parameter) else { return nil }
        return logarithm
    }

    /// Returns the one word, name, path or text given for a parameter, or nil.
    public func text(_ parameter: String) -> String? {
        switch value(parameter) {
        case .text(let text): text
        case .words(let words): words.first
        case .number, .probability, .integers, .numbers, .axis, .flag, .definition, nil: nil
        }
    }

    /// Returns all words given for a parameter; empty where none were.
    public func words(_ parameter: String) -> [String] {
        all(parameter).flatMap { argument -> [String] in
            switch argument.value {
            case .words(let words): words
            case .text(let text): [text]
            case .number, .probability, .integers, .numbers, .axis, .flag, .definition: []
            }
        }
    }

    /// Returns the whole numbers of a list such as seeds, or nil.
    public func integers(_ parameter: String) -> [Int]? {
        guard case .integers(let numbers)? = value(parameter) else { return nil }
        return numbers
    }

    /// Returns all numbers given for a parameter; empty where none were.
    public func numbers(_ parameter: String) -> [Double] {
        all(parameter).flatMap { argument -> [Double] in
            switch argument.value {
            case .number(let number): [number]
            case .numbers(let numbers): numbers
            case .integers(let numbers): numbers.map(Double.init)
            case .probability, .words, .axis, .flag, .text, .definition: []
            }
        }
    }

    /// Returns a flag, or nil where it was not given.
    public func flag(_ parameter: String) -> Bool? {
        guard case .flag(let flag)? = value(parameter) else { return nil }
        return flag
    }
}
