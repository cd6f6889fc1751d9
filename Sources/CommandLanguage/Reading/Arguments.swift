// SPDX-License-Identifier: GPL-3.0-or-later

/// The values that a line gave, read by keys; the parser has checked them all.
public struct Arguments: Sendable {
    /// The command that the line calls.
    public var command: CommandDescription { called.description }

    private let called: CalledCommand

    /// What was given, in the order of the line.
    public var given: [Argument]

    /// What was typed.
    private let typed: Line

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

// Inlined, for a line reads several keys: without knowing its type, each would cost a look-up of it.
extension Arguments {
    /// Returns what was given by a key, else what a line without it means.
    ///
    /// Traps where the command does not declare the key, or declares one of another kind by its name.
    @inlinable public subscript<Value>(_ key: Key<Value>) -> Value {
        let value: Value?
        switch key.reading {
        case .one(let absent, let read):
            value = place(of: key.parameter.name).map { read(given[$0]) } ?? absent
        case .all(let read): value = read(all(key.parameter.name))
        }
        return value ?? mismatch(key)
    }

    /// Returns the first argument given by a key, or nil.
    @inlinable public func first(_ key: Key<some Sendable>) -> Argument? {
        place(of: key.parameter.name).map { given[$0] }
    }

    /// Returns whether anything was given by a key.
    @inlinable public func has(_ key: Key<some Sendable>) -> Bool {
        place(of: key.parameter.name) != nil
    }

    /// Returns where the first value given by a key stands in the line, or nil.
    @inlinable public func span(of key: Key<some Sendable>) -> Range<Int>? { first(key)?.span }

    /// Returns each value of a list with the place of its argument in the line.
    public func placed<Value>(_ key: Key<[Value]>) -> [(value: Value, span: Range<Int>)] {
        all(key.parameter.name).flatMap { argument in
            var one = self
            one.given = [argument]
            return one[key].map { ($0, argument.span) }
        }
    }
}

extension Arguments {
    /// Returns everything given for a parameter, in the order of the line.
    @usableFromInline func all(_ parameter: String) -> [Argument] {
        checkDeclared(parameter)
        return given.filter { $0.name == parameter }
    }

    /// Returns which argument is the first for a parameter, or nil.
    @usableFromInline func place(of parameter: String) -> Int? {
        let place = given.indices.first { given[$0].name == parameter }
        // What was given is declared.
        if place == nil { checkDeclared(parameter) }
        return place
    }

    /// Looks in debug builds alone: a test there has every command read what it reads, and each line
    /// of a script would pay for it.
    private func checkDeclared(_ parameter: String) {
        #if DEBUG
            guard !command.parameters.contains(where: { $0.name == parameter }) else { return }
            KeyFault.found("\(command.name) reads \(parameter), and declares no such parameter")
        #endif
    }

    /// Returns what stands for a value that was given and is of another kind than its key's.
    @usableFromInline func mismatch<Value>(_ key: Key<Value>) -> Value {
        KeyFault.found("\(command.name) reads \(key.parameter.name) as another kind")
        if case .one(let absent?, _) = key.reading { return absent }
        preconditionFailure("nothing stands for \(key.parameter.name)")
    }
}

/// A key that does not go with the command that reads by it: a programmer's mistake.
package enum KeyFault {
    /// Takes faults in the place of the trap, for a test that looks at all commands.
    @TaskLocal package static var taken: (@Sendable (String) -> Void)?

    /// Traps, or hands the fault to whoever takes it.
    static func found(_ fault: String) {
        guard let taken else { preconditionFailure(fault) }
        taken(fault)
    }
}
