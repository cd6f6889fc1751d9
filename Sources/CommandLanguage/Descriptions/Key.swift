// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
public import TokenWeights

/// A parameter together with the type of its value: what declares it also reads it.
///
/// A key is a constant beside its command. The command lists it among its parameters and reads what
/// was given by it:
///
///     private let rate = Key.number("lr", "Learning rate, in logit units.", .positive, default: 0.3)
///     …
///     parameters: [rate],
///     …
///     let rate = arguments[rate]
public struct Key<Value: Sendable>: ParameterSource {
    /// What help, completion and errors say of it.
    public let parameter: Parameter

    /// How what was given becomes a value.
    let reading: Reading

    enum Reading: Sendable {
        /// One argument, nil where it is of another kind; and what a line without one means, nil where
        /// the parser lets no such line pass.
        case one(absent: Value?, @Sendable (Argument) -> Value?)
        /// All arguments, of which there may be none; nil where one is of another kind.
        case all(@Sendable ([Argument]) -> Value?)
    }

    /// The parameter's name.
    public var name: String { parameter.name }

    /// The parameter, as the only one of a list.
    public var parameters: [Parameter] { [parameter] }

    /// Returns the parameter as one of a family.
    public func of(_ family: Parameter.Family) -> Parameter { parameter.of(family) }
}

/// What a description takes parameters from: a key, or a list of them.
public protocol ParameterSource: Sendable {
    /// The parameters, in the order in which help shows them.
    var parameters: [Parameter] { get }
}

extension Parameter: ParameterSource {
    /// Itself, as the only one of a list.
    public var parameters: [Parameter] { [self] }
}

extension Array: ParameterSource where Element: ParameterSource {
    /// The parameters of all its elements.
    public var parameters: [Parameter] { flatMap(\.parameters) }
}

/// Returns the parameters of several keys as those of one family.
public func family(_ family: Parameter.Family, _ keys: [any ParameterSource]) -> [Parameter] {
    keys.flatMap(\.parameters).map { $0.of(family) }
}

extension Key {
    fileprivate init(
        _ name: String, _ summary: String, _ kind: Parameter.Kind, aliases: [String] = [],
        default text: String?, absent: Value?, read: @escaping @Sendable (Argument) -> Value?
    ) {
        parameter = Parameter(name, summary, kind, aliases: aliases, default: text)
        reading = .one(absent: absent, read)
    }

    /// Makes a key of one word of a list, each of which stands for a value.
    ///
    /// - Parameters:
    ///   - name: The key as typed.
    ///   - summary: What it means, in one line.
    ///   - values: The values, in the order in which completion offers them.
    ///   - text: What help shows as the value where nothing is given.
    ///   - word: The word that stands for a value.
    /// - Returns: The key.
    public static func choice<Chosen>(
        _ name: String, _ summary: String, of values: [Chosen], default text: String? = nil,
        _ word: (Chosen) -> Choice
    ) -> Key where Value == Chosen? {
        let choices = values.map(word)
        return Key(
            name, summary, .choice(.fixed(choices)), default: text, absent: .some(nil)
        ) { argument in
            choices.firstIndex { $0.word == argument.word }.map { values[$0] }
        }
    }

    /// Makes a key of one word of a list, with the value where nothing is given.
    public static func choice(
        _ name: String, _ summary: String, of values: [Value], default value: Value,
        _ word: (Value) -> Choice
    ) -> Key {
        let choices = values.map(word)
        return Key(
            name, summary, .choice(.fixed(choices)), default: word(value).word, absent: value
        ) { argument in
            choices.firstIndex { $0.word == argument.word }.map { values[$0] }
        }
    }
}

extension Key where Value == Double? {
    /// Makes a key of a number, or of an expression.
    public static func number(
        _ name: String, _ summary: String, unit: String = "", _ domain: NumberDomain,
        aliases: [String] = [], default text: String? = nil
    ) -> Key {
        Key(
            name, summary, .number(unit: unit, domain), aliases: aliases, default: text,
            absent: .some(nil)
        ) { $0.number }
    }

    /// Makes a key of a number whose domain the ``Surroundings`` say.
    public static func setting(_ name: String, _ summary: String) -> Key {
        Key(name, summary, .setting, default: nil, absent: .some(nil)) { $0.number }
    }

    /// Makes a key of `yes` or `no` as 1 or 0.
    public static func numberedFlag(_ name: String, _ summary: String) -> Key {
        Key(name, summary, .flag, default: nil, absent: .some(nil)) { $0.flag.map { $0 ? 1 : 0 } }
    }

    /// Makes a key of one word of a list as its place there, from 0.
    public static func numberedChoice(_ name: String, _ summary: String, _ words: [String]) -> Key {
        Key(
            name, summary, .choice(.fixed(words.map { Choice($0) })), default: nil,
            absent: .some(nil)
        ) { $0.word.flatMap(words.firstIndex).map(Double.init) }
    }
}

extension Key where Value == Double {
    /// Makes a key of a number, with the one that counts where nothing is given.
    public static func number(
        _ name: String, _ summary: String, unit: String = "", _ domain: NumberDomain,
        default number: Double
    ) -> Key {
        Key(
            name, summary, .number(unit: unit, domain), default: NumberText.shortest(number),
            absent: number
        ) { $0.number }
    }
}

extension Key where Value == Int? {
    /// Makes a key of a whole number.
    public static func integer(
        _ name: String, _ summary: String, _ range: ClosedRange<Int>, default text: String? = nil
    ) -> Key {
        Key(name, summary, .integer(range), default: text, absent: .some(nil)) {
            $0.integers?.first
        }
    }
}

extension Key where Value == Int {
    /// Makes a key of a whole number, with the one that counts where nothing is given.
    public static func integer(
        _ name: String, _ summary: String, _ range: ClosedRange<Int>, default number: Int
    ) -> Key {
        Key(name, summary, .integer(range), default: "\(number)", absent: number) {
            $0.integers?.first
        }
    }
}

extension Key where Value == (logarithm: Double, number: Double?)? {
    /// Makes a key of a probability: its logarithm in nats, and the number where one was typed.
    public static func probability(
        _ name: String, _ summary: String, aliases: [String] = []
    ) -> Key {
        Key(name, summary, .probability, aliases: aliases, default: nil, absent: .some(nil)) {
            guard case .probability(let logarithm, let number) = $0.value else { return nil }
            return (logarithm, number)
        }
    }
}

extension Key where Value == Bool? {
    /// Makes a key of `yes` or `no`.
    public static func flag(
        _ name: String, _ summary: String, default text: String? = nil
    ) -> Key {
        Key(name, summary, .flag, default: text, absent: .some(nil)) { $0.flag }
    }
}

extension Key where Value == Bool {
    /// Makes a key of `yes` or `no`, with what counts where nothing is given.
    public static func flag(_ name: String, _ summary: String, default flag: Bool) -> Key {
        Key(name, summary, .flag, default: flag ? "yes" : "no", absent: flag) { $0.flag }
    }
}

extension Key where Value == String? {
    /// Makes a key of one word of a list that changes as people work, or that the command checks.
    public static func choice(
        _ name: String, _ summary: String, _ choices: Choices, default text: String? = nil
    ) -> Key {
        Key(name, summary, .choice(choices), default: text, absent: .some(nil)) { $0.word }
    }

    /// Makes a key of a name that people choose.
    public static func name(_ name: String, _ summary: String) -> Key {
        Key(name, summary, .name, default: nil, absent: .some(nil)) { $0.word }
    }

    /// Makes a key of any text.
    public static func text(
        _ name: String, _ summary: String, default text: String? = nil
    ) -> Key {
        Key(name, summary, .text, default: text, absent: .some(nil)) { $0.word }
    }
}

extension Key where Value == Argument? {
    /// Makes a key of a file; errors about the file point at the argument.
    public static func path(
        _ name: String, _ summary: String, default text: String? = nil
    ) -> Key {
        Key(name, summary, .path, default: text, absent: .some(nil)) { .some($0) }
    }
}

extension Key where Value == [String]? {
    /// Makes a key of words of a list.
    public static func choices(
        _ name: String, _ summary: String, _ choices: Choices, default text: String? = nil
    ) -> Key {
        Key(name, summary, .choices(choices), default: text, absent: .some(nil)) { $0.words }
    }
}

extension Key where Value == [Double]? {
    /// Makes a key of a list of numbers.
    public static func numbers(
        _ name: String, _ summary: String, default text: String? = nil
    ) -> Key {
        Key(name, summary, .numbers, default: text, absent: .some(nil)) {
            guard case .numbers(let numbers) = $0.value else { return nil }
            return numbers
        }
    }
}

extension Key where Value == [Int]? {
    /// Makes a key of seeds.
    public static func seeds(
        _ name: String, _ summary: String, default text: String? = nil
    ) -> Key {
        Key(name, summary, .seeds, default: text, absent: .some(nil)) { $0.integers }
    }
}

extension Key where Value == (name: String, from: Double, to: Double)? {
    /// Makes a key of one of several names with a range; without names, of a range.
    public static func axis(_ name: String, _ summary: String, names: [String] = []) -> Key {
        Key(name, summary, .axis(names: names), default: nil, absent: .some(nil)) {
            guard case .axis(let name, let from, let to) = $0.value else { return nil }
            return (name, from, to)
        }
    }
}

extension Key where Value == (name: String, body: String, bodySpan: Range<Int>)? {
    /// Makes a key of `NAME = EXPRESSION`.
    public static func definition(_ name: String, _ summary: String) -> Key {
        Key(name, summary, .definition, default: nil, absent: .some(nil)) {
            guard case .definition(let name, let body, let bodySpan) = $0.value else { return nil }
            return (name, body, bodySpan)
        }
    }
}

extension Key {
    /// Returns the key of a value that is given by a word, or not at all.
    public func word() -> Key {
        Key(parameter: parameter.given(.word(required: false)), reading: reading)
    }

    /// Returns the key of a value that has a file made, though it names none.
    public func makingFile() -> Key { Key(parameter: parameter.makingFile(), reading: reading) }

    /// Returns the key of a value that has to be given, by a word.
    public func requiredWord<Given>() -> Key<Given> where Value == Given? {
        required(.word(required: true))
    }

    /// Returns the key of a value that has to be given, by the rest of the line.
    public func requiredRest<Given>() -> Key<Given> where Value == Given? {
        required(.rest(required: true))
    }

    private func required<Given>(_ place: Parameter.Place) -> Key<Given> where Value == Given? {
        let read = one
        return Key<Given>(
            parameter: parameter.given(place),
            reading: .one(absent: nil) { read($0).flatMap(\.self) })
    }

    /// Returns the key of values that are given by any number of words.
    public func words<Given>(required: Bool) -> Key<[Given]> where Value == Given? {
        let read = one
        return Key<[Given]>(
            parameter: parameter.given(.words(required: required)),
            reading: .all { everyOne($0) { read($0).flatMap(\.self) } })
    }

    /// Returns the key of a list that is given by any number of words.
    public func words<Given>(required: Bool) -> Key<[Given]> where Value == [Given]? {
        let read = one
        return Key<[Given]>(
            parameter: parameter.given(.words(required: required)),
            reading: .all {
                everyOne($0) { read($0).flatMap(\.self) }.map { $0.flatMap(\.self) }
            })
    }

    /// Returns the key of values behind keys that the person chooses, each with its argument.
    public func openKeys<Given>() -> Key<[(argument: Argument, value: Given)]>
    where Value == Given? {
        let read = one
        return Key<[(argument: Argument, value: Given)]>(
            parameter: parameter.given(.openKeys),
            reading: .all {
                everyOne($0) { argument in read(argument).flatMap(\.self).map { (argument, $0) } }
            })
    }

    /// What reads one argument.
    private var one: @Sendable (Argument) -> Value? {
        switch reading {
        case .one(_, let read): read
        case .all(let read): { read([$0]) }
        }
    }
}

/// Returns what every argument comes to, or nil where one comes to nothing.
private func everyOne<Value>(
    _ arguments: [Argument], _ value: (Argument) -> Value?
) -> [Value]? {
    let values = arguments.compactMap(value)
    return values.count == arguments.count ? values : nil
}

extension Argument {
    /// A number that was given as one, or nil.
    fileprivate var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }

    /// Whole numbers, or nil.
    fileprivate var integers: [Int]? {
        if case .integers(let integers) = value { integers } else { nil }
    }

    /// Yes or no, or nil.
    fileprivate var flag: Bool? {
        if case .flag(let flag) = value { flag } else { nil }
    }

    /// One word, name or text, or nil.
    fileprivate var word: String? {
        switch value {
        case .text(let text): text
        case .words(let words): words.first
        case .number, .probability, .integers, .numbers, .axis, .flag, .definition: nil
        }
    }

    /// Words, or nil.
    fileprivate var words: [String]? {
        if case .words(let words) = value { words } else { nil }
    }
}
