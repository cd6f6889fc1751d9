// SPDX-License-Identifier: GPL-3.0-or-later

/// A parameter together with the type of its value: what declares it also reads it.
///
/// A key is a constant beside its command. The command lists it among its parameters and reads what
/// was given by it:
///
///     private let rate = Key("lr", "Learning rate, in logit units.", .number(.positive), default: 0.3)
///     …
///     parameters: [rate],
///     …
///     let rate = arguments[rate]
public struct Key<Value: Sendable>: ParameterSource {
    /// What help, completion and errors say of it.
    public internal(set) var parameter: Parameter

    /// How what was given becomes a value.
    @usableFromInline let reading: Reading

    @usableFromInline enum Reading: Sendable {
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

    /// Returns the same key for another program's settings: a line takes them where it gives `opener`,
    /// and there they go before the keys of families that are explained elsewhere.
    public func opened(by opener: String) -> Key {
        var pasted = self
        pasted.parameter.opener = opener
        return pasted
    }

    /// Returns the same key, with what help shows in the place of a value: `METHOD:COLOUR`.
    public func shown(as value: String) -> Key {
        var named = self
        named.parameter.shownValue = value
        return named
    }

    /// Returns the same key of a value that has a file made, though it names none.
    public func makingFile() -> Key {
        var maker = self
        maker.parameter.makesFile = true
        return maker
    }

    /// Returns the same key of a file whose name ends so: completion offers no others.
    public func ending(_ endings: String...) -> Key { ending(endings) }

    /// Returns the same key of a file whose name ends in one of some ways.
    public func ending(_ endings: [String]) -> Key {
        var ended = self
        ended.parameter.endings = endings
        return ended
    }
}

extension Key {
    @usableFromInline init(_ parameter: Parameter, _ reading: Reading) {
        (self.parameter, self.reading) = (parameter, reading)
    }

    /// Makes a key of a value that may be left out; help shows the text for it then.
    @inlinable public init<Given>(
        _ name: String, _ summary: String, _ kind: ValueKind<Given>,
        place: Parameter.Place = .key, aliases: [String] = [], otherwise text: String? = nil
    ) where Value == Given? {
        self.init(
            Parameter(name, summary, kind.kind, place: place, aliases: aliases, default: text),
            .one(absent: .some(nil)) { [read = kind.read] in read($0).map(Optional.some) })
    }

    /// Makes a key of a value in the place of which another counts where nothing is given.
    @inlinable public init(
        _ name: String, _ summary: String, _ kind: ValueKind<Value>,
        place: Parameter.Place = .key, default value: Value
    ) {
        self.init(
            Parameter(name, summary, kind.kind, place: place, default: kind.text(value)),
            .one(absent: value, kind.read))
    }

    /// Makes a key of a value that a line has to give.
    public init(
        _ place: Parameter.Place, _ name: String, _ summary: String, _ kind: ValueKind<Value>
    ) {
        precondition(place.isRequired, "a line may leave out \(name)")
        parameter = Parameter(name, summary, kind.kind, place: place)
        reading = .one(absent: nil, kind.read)
    }

    /// Makes a key of values that are given by any number of words.
    public init<Given>(
        words name: String, _ summary: String, _ kind: ValueKind<Given>, required: Bool
    ) where Value == [Given] {
        parameter = Parameter(name, summary, kind.kind, place: .words(required: required))
        reading = .all { everyOne($0, kind.read) }
    }

    /// Makes a key of a list that is given by any number of words, each of which may be a list.
    public init<Given>(
        lists name: String, _ summary: String, _ kind: ValueKind<[Given]>, required: Bool,
        otherwise text: String? = nil
    ) where Value == [Given] {
        parameter = Parameter(
            name, summary, kind.kind, place: .words(required: required), default: text)
        reading = .all { everyOne($0, kind.read)?.flatMap(\.self) }
    }

    /// Makes a key that a line may give several times, each time with one value.
    public init<Given>(repeated name: String, _ summary: String, _ kind: ValueKind<Given>)
    where Value == [(argument: Argument, value: Given)] {
        parameter = Parameter(name, summary, kind.kind)
        parameter.isRepeated = true
        reading = .all { everyOne($0) { given in kind.read(given).map { (given, $0) } } }
    }

    /// Makes a key of values after keys that the person chooses, each with its argument.
    public init<Given>(keys name: String, _ summary: String, _ kind: ValueKind<Given>)
    where Value == [(argument: Argument, value: Given)] {
        parameter = Parameter(name, summary, kind.kind, place: .openKeys)
        reading = .all { everyOne($0) { given in kind.read(given).map { (given, $0) } } }
    }
}

/// Returns what every argument comes to, or nil where one comes to nothing.
private func everyOne<Value>(
    _ arguments: [Argument], _ value: (Argument) -> Value?
) -> [Value]? {
    let values = arguments.compactMap(value)
    return values.count == arguments.count ? values : nil
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
