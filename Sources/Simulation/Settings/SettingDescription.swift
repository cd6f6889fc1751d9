// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// Everything there is to know about one setting of a simulated training.
///
/// Help, completion, checks and saved sessions are read off these values.
public struct SettingDescription: Sendable {
    /// What people type.
    public let name: String

    /// The letter in formulas and figures.
    public let symbol: String

    /// What it means, in one sentence.
    public let summary: String

    /// The values allowed.
    public let domain: NumberDomain

    /// Whether only whole numbers are allowed.
    public let isInteger: Bool

    /// The words that stand for 0, 1, …; empty where numbers are typed, examples where the setting has
    /// a spelling.
    public let choices: [String]

    /// How numbers are spelled, where more than a list of words may be typed; nil elsewhere.
    public var spelling: Spelling?

    /// Returns whether the setting does anything among the others; one that does not is told nobody.
    public var isInForce: @Sendable (TrainingSettings) -> Bool = { _ in true }

    /// Reads the setting as a number.
    let read: @Sendable (TrainingSettings) -> Double

    /// Writes the setting from a number in its domain.
    let write: @Sendable (inout TrainingSettings, Double) -> Void
}

extension SettingDescription {
    /// How the numbers of a setting are spelled.
    public struct Spelling: Sendable {
        /// What may be typed, in words.
        public let forms: String

        /// Returns the word for a number, or nil for a number that the setting cannot have.
        public let word: @Sendable (Double) -> String?

        /// Returns the number that a word stands for, or nil where it is none.
        public let number: @Sendable (String) -> Double?
    }

    /// Whether the setting is on or off.
    package var isSwitch: Bool { choices == ["no", "yes"] }

    /// Returns the word that stands for a value, or nil where people type numbers.
    package func word(for value: Double) -> String? {
        if let spelling { return spelling.word(value) }
        guard let index = Int(exactly: value), choices.indices.contains(index) else { return nil }
        return choices[index]
    }

    /// Returns the value that a word stands for, or nil where it stands for none.
    package func value(of word: String) -> Double? {
        if let spelling { return spelling.number(word) }
        return choices.firstIndex(of: word).map(Double.init)
    }

    /// Describes the engine that samples.
    static func engine(
        _ name: String, _ symbol: String, _ summary: String,
        _ path: any WritableKeyPath<TrainingSettings, RolloutEngine> & Sendable
    ) -> Self {
        Self(
            name: name, symbol: symbol, summary: summary,
            domain: NumberDomain(
                lower: 0, includesLower: true, upper: 0x1p320, includesUpper: true),
            isInteger: false, choices: RolloutEngine.examples,
            spelling: Spelling(
                forms: RolloutEngine.forms, word: { RolloutEngine(code: $0)?.text },
                number: { RolloutEngine(text: $0)?.code }),
            isInForce: { $0[keyPath: path] != .exact }, read: { $0[keyPath: path].code },
            write: { $0[keyPath: path] = RolloutEngine(code: $1) ?? .exact })
    }

    /// Describes the correction: a published one, or one of ``TrainingSettings/typedCorrections``.
    static func correction(_ name: String, _ symbol: String, _ summary: String) -> Self {
        Self(
            name: name, symbol: symbol, summary: summary,
            domain: NumberDomain(
                lower: 0, includesLower: true, upper: 0x1p50, includesUpper: true),
            isInteger: true, choices: CorrectionCode.published,
            spelling: Spelling(
                forms: "none, the name of a published correction, or that of a typed one",
                word: CorrectionCode.word, number: CorrectionCode.number),
            isInForce: { $0.correction != nil },
            read: { $0.correction.flatMap { CorrectionCode.number($0.name) } ?? 0 },
            write: { $0.correction = CorrectionCode.word($1).flatMap($0.correction(named:)) })
    }

    /// Describes a parameter of corrections, whose default is the correction's own.
    static func correctionParameter(
        _ name: String, _ symbol: String, _ summary: String, _ domain: NumberDomain,
        otherwise value: Double
    ) -> Self {
        @Sendable func own(_ settings: TrainingSettings) -> RuleParameter? {
            settings.correction?.parameters.first { $0.name == name }
        }
        return Self(
            name: name, symbol: symbol, summary: summary, domain: domain, isInteger: false,
            choices: [], isInForce: { own($0) != nil },
            read: { $0.correctionValues[name] ?? own($0)?.defaultValue ?? value },
            write: { $0.correctionValues[name] = $1 })
    }

    /// Returns a setting as one that only a network's policy has.
    static func written(_ setting: Self) -> Self {
        var setting = setting
        setting.isInForce = { $0.policy == .transformer }
        return setting
    }

    /// Describes a whole number.
    static func integer(
        _ name: String, _ symbol: String, _ summary: String, _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<TrainingSettings, Int> & Sendable
    ) -> Self {
        Self(
            name: name, symbol: symbol, summary: summary,
            domain: NumberDomain(
                lower: Double(range.lowerBound), includesLower: true,
                upper: Double(range.upperBound), includesUpper: true),
            isInteger: true, choices: [],
            read: { Double($0[keyPath: path]) }, write: { $0[keyPath: path] = Int($1) })
    }

    /// Describes a real number.
    static func real(
        _ name: String, _ symbol: String, _ summary: String, _ domain: NumberDomain,
        _ path: any WritableKeyPath<TrainingSettings, Double> & Sendable
    ) -> Self {
        Self(
            name: name, symbol: symbol, summary: summary, domain: domain, isInteger: false,
            choices: [], read: { $0[keyPath: path] }, write: { $0[keyPath: path] = $1 })
    }

    /// Describes a choice between the cases of an enumeration.
    static func choice<Value: CaseIterable & RawRepresentable & Equatable & Sendable>(
        _ name: String, _ symbol: String, _ summary: String,
        _ path: any WritableKeyPath<TrainingSettings, Value> & Sendable
    ) -> Self where Value.RawValue == String {
        let cases = Array(Value.allCases)
        return choice(name, symbol, summary, path, among: cases, words: cases.map(\.rawValue))
    }

    /// Describes a choice from a list, with a word for each entry.
    static func choice<Value: Equatable & Sendable>(
        _ name: String, _ symbol: String, _ summary: String,
        _ path: any WritableKeyPath<TrainingSettings, Value> & Sendable, among all: [Value],
        words: [String]
    ) -> Self {
        Self(
            name: name, symbol: symbol, summary: summary,
            domain: NumberDomain(
                lower: 0, includesLower: true, upper: Double(all.count - 1), includesUpper: true),
            isInteger: true, choices: words,
            read: { Double(all.firstIndex(of: $0[keyPath: path]) ?? 0) },
            write: { $0[keyPath: path] = all[Int($1)] })
    }

    /// Describes something that is on (1) or off (0).
    static func flag(
        _ name: String, _ symbol: String, _ summary: String,
        _ path: any WritableKeyPath<TrainingSettings, Bool> & Sendable
    ) -> Self {
        Self(
            name: name, symbol: symbol, summary: summary, domain: .zeroOrOne, isInteger: true,
            choices: ["no", "yes"],
            read: { $0[keyPath: path] ? 1 : 0 }, write: { $0[keyPath: path] = $1 != 0 })
    }
}

extension NumberDomain {
    /// A probability, or a switch: [0, 1].
    static let zeroOrOne = NumberDomain(
        lower: 0, includesLower: true, upper: 1, includesUpper: true)

    /// The strength of a penalty or bonus: [0, 1e6].
    static let coefficient = NumberDomain(
        lower: 0, includesLower: true, upper: 1e6, includesUpper: true)

    /// A logit that leaves room to train: [−1000, 1000].
    static let logit = NumberDomain(
        lower: -1_000, includesLower: true, upper: 1_000, includesUpper: true)

    /// A standard deviation of logits: [0, 1000].
    static let spread = NumberDomain(
        lower: 0, includesLower: true, upper: 1_000, includesUpper: true)
}
