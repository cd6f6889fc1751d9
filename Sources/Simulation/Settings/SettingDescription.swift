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

    /// The words that stand for 0, 1, …; empty where numbers are typed.
    public let choices: [String]

    /// Reads the setting as a number.
    let read: @Sendable (TrainingSettings) -> Double

    /// Writes the setting from a number in its domain.
    let write: @Sendable (inout TrainingSettings, Double) -> Void
}

extension SettingDescription {
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
