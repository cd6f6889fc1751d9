// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Foundation
import Testing

/// What the program says of the texts in Tests/Web/golden, for the page's engine to say the same.
///
/// It is held in one file; the tests in Tests/Web hold the engine in JavaScript to it.
@Suite("What the page's engine has to agree with")
struct WebAgreementTests {
    /// What a text is: its values for each set of numbers, or what is wrong with it and where.
    private struct Outcome: Codable, Equatable {
        var values: [Double]?
        var span: [Int]?
        var problem: String?
        var remedy: String?
    }

    /// What the texts are read with; held beside the outcomes, so that the engine reads with the same.
    private struct Golden: Codable {
        var names: [String]
        var sets: [[Double]]
        var aliases: [String: String]
        var outcomes: [Outcome]
    }

    private static let names = [
        "r", "p", "q", "A", "H", "m", "rho", "ref", "eps_low", "eps_high", "c",
    ]

    private static let sets = [
        [0.5, 0.05, 0.1, 1, 0.7, 0.1, 1, 0.08, 0.2, 0.2, 3],
        [1.5, 0.45, 0.3, -2.5, 1.3, 0.25, 1.2, 0.4, 0.2, 0.28, 3],
        [1, 1, 1, 0, 0, 1, 1, 1, 0.16, 0.2, .infinity],
    ]

    private static let aliases = [
        "new": "p", "pi": "p", "old": "q", "pi_old": "q", "adv": "A", "A_hat": "A", "mu": "m",
        "engine": "m", "pi_ref": "ref",
    ]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Web/golden")

    @Test("The golden file says what the program says; FLIPSIDE_RECORD=1 writes it anew")
    func golden() throws {
        let texts = try JSONDecoder().decode(
            [String].self, from: Data(contentsOf: Self.folder.appending(path: "texts.json")))
        #expect(texts.count >= 500)
        let outcomes = texts.map(Self.outcome)
        let file = Self.folder.appending(path: "outcomes.json")
        if ProcessInfo.processInfo.environment["FLIPSIDE_RECORD"] == "1" {
            try Self.write(outcomes, to: file)
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let golden = try decoder.decode(Golden.self, from: Data(contentsOf: file))
        #expect(golden.names == Self.names && golden.sets == Self.sets)
        #expect(golden.aliases == Self.aliases)
        try #require(golden.outcomes.count == texts.count)
        for (text, (said, held)) in zip(texts, zip(outcomes, golden.outcomes)) {
            #expect(Self.isSame(said, held), "\(text.prefix(80))")
        }
    }

    /// Returns whether two outcomes are the same; NaN is the same as NaN.
    private static func isSame(_ one: Outcome, _ other: Outcome) -> Bool {
        func text(_ outcome: Outcome) -> [String]? { outcome.values?.map(\.description) }
        return text(one) == text(other) && one.span == other.span
            && one.problem == other.problem && one.remedy == other.remedy
    }

    private static func outcome(of text: String) -> Outcome {
        do throws(ExpressionError) {
            let expression = try Expression(parsing: text)
            var values: [Double] = []
            for numbers in sets {
                let scope = Scope(
                    numbers: Dictionary(uniqueKeysWithValues: zip(names, numbers)), aliases: aliases
                )
                values.append(try expression.value(in: scope))
            }
            return Outcome(values: values)
        } catch {
            return Outcome(
                span: [error.span.lowerBound, error.span.upperBound], problem: error.problem,
                remedy: error.remedy)
        }
    }

    private static func write(_ outcomes: [Outcome], to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let golden = Golden(names: names, sets: sets, aliases: aliases, outcomes: outcomes)
        let text = String(decoding: try encoder.encode(golden), as: UTF8.self)
        try Data(text.replacing("},{", with: "},\n{").utf8 + [0x0A]).write(to: file)
    }
}
