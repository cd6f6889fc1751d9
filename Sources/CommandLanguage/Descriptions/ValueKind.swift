// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
public import TokenWeights

/// What may be typed for a ``Key``, and the value that comes of it.
public struct ValueKind<Value: Sendable>: Sendable {
    /// What may be typed.
    @usableFromInline let kind: Parameter.Kind

    /// Returns what people type for a value.
    @usableFromInline var text: @Sendable (Value) -> String = { "\($0)" }

    /// Returns the value of an argument, or nil where it is of another kind.
    @usableFromInline let read: @Sendable (Argument) -> Value?

    /// Returns the same kind with another value for each of its values.
    public func map<Other>(
        _ transform: @escaping @Sendable (Value) -> Other
    ) -> ValueKind<Other> {
        ValueKind<Other>(kind: kind) { [read] in read($0).map(transform) }
    }

    /// One word of a list, each of which stands for a value.
    public static func choice(
        _ values: [Value], _ word: @escaping @Sendable (Value) -> Choice
    ) -> ValueKind {
        let choices = values.map(word)
        return ValueKind(kind: .choice(.fixed(choices)), text: { word($0).word }) { argument in
            choices.firstIndex { $0.word == argument.word }.map { values[$0] }
        }
    }
}

extension ValueKind<Double> {
    /// A number or an expression, with its unit and the values allowed.
    public static func number(unit: String = "", _ domain: NumberDomain) -> Self {
        Self(kind: .number(unit: unit, domain), text: { NumberText.shortest($0) }) { $0.number }
    }

    /// A number or an expression whose domain the ``ParsingContext/domain`` says.
    public static var setting: Self { Self(kind: .setting) { $0.number } }
}

extension ValueKind<Int> {
    /// A whole number.
    public static func integer(_ range: ClosedRange<Int>) -> Self {
        Self(kind: .integer(range)) { $0.integers?.first }
    }
}

extension ValueKind<(logarithm: Double, number: Double?)> {
    /// A probability: its logarithm in nats, and the number where one was typed.
    public static var probability: Self {
        Self(kind: .probability) {
            guard case .probability(let logarithm, let number) = $0.value else { return nil }
            return (logarithm, number)
        }
    }
}

extension ValueKind<Bool> {
    /// `yes` or `no`.
    public static var flag: Self {
        Self(kind: .flag, text: { $0 ? "yes" : "no" }) {
            if case .flag(let flag) = $0.value { flag } else { nil }
        }
    }
}

extension ValueKind<String> {
    /// One word of a list that may change as people work.
    public static func choice(_ choices: Choices) -> Self {
        Self(kind: .choice(choices)) { $0.word }
    }

    /// One word of a list, or the path of a file.
    public static func choiceOrPath(_ choices: [Choice]) -> Self {
        Self(kind: .choiceOrPath(choices)) { $0.word }
    }

    /// A name that people choose.
    public static var name: Self { Self(kind: .name) { $0.word } }

    /// Any text.
    public static var text: Self { Self(kind: .text) { $0.word } }
}

extension ValueKind<Argument> {
    /// A file; errors about it point at the argument.
    public static var path: Self { Self(kind: .path) { $0 } }
}

extension ValueKind<[String]> {
    /// Words of a list.
    public static func choices(_ choices: Choices) -> Self {
        Self(kind: .choices(choices)) {
            if case .words(let words) = $0.value { words } else { nil }
        }
    }
}

extension ValueKind<[Double]> {
    /// A list of numbers.
    public static var numbers: Self {
        Self(kind: .numbers) { if case .numbers(let numbers) = $0.value { numbers } else { nil } }
    }
}

extension ValueKind<[Int]> {
    /// Seeds.
    public static var seeds: Self { Self(kind: .seeds) { $0.integers } }
}

extension ValueKind<(name: String, from: Double, to: Double)> {
    /// One of several names with a range; without names, a range.
    public static func axis(names: [String]) -> Self {
        Self(kind: .axis(names: names)) {
            guard case .axis(let name, let from, let to) = $0.value else { return nil }
            return (name, from, to)
        }
    }
}

extension ValueKind<(name: String, body: String, bodySpan: Range<Int>)> {
    /// `NAME = EXPRESSION`.
    public static var definition: Self {
        Self(kind: .definition) {
            guard case .definition(let name, let body, let span) = $0.value else { return nil }
            return (name, body, span)
        }
    }
}

extension Argument {
    fileprivate var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }

    fileprivate var integers: [Int]? {
        if case .integers(let integers) = value { integers } else { nil }
    }

    /// One word, name or text, or nil.
    fileprivate var word: String? {
        switch value {
        case .text(let text): text
        case .words(let words): words.first
        case .number, .probability, .integers, .numbers, .axis, .flag, .definition: nil
        }
    }
}
