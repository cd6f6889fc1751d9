// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@Suite("Binding a rule to values")
struct BindingTests {
    private let token = Token(oldLogProbability: -2, logProbability: -1.75, advantage: 1)

    @Test("What is not given has its default")
    func defaults() throws {
        let weight = WeightRule.ppo.bind().weight(token)
        #expect(weight == 0)
        #expect(try WeightRule.ppo.bind([:]).weight(token) == weight)
        let wide = try WeightRule.ppo.bind(["eps_high": 0.3])
        #expect(wide.weight(token) == token.importanceRatio)
        let far = Token(oldLogProbability: -2, logProbability: -2.5, advantage: -1)
        #expect(wide.weight(far) == 0)
    }

    @Test(
        "A misspelt name and a value that is not allowed are errors that say what is allowed",
        arguments: [
            (["eps": 0.2], "aspo has no parameter eps; it has eps_low, eps_high, c"),
            (["eps_low": 0], "aspo: eps_low is 0 and must be in (0, ∞)"),
            (["eps_high": .infinity], "aspo: eps_high is ∞ and must be in (0, ∞)"),
            (["c": 0.5], "aspo: c is 0.5 and must be in (1, ∞]"),
            (["c": .nan], "aspo: c is NaN and must be in (1, ∞]"),
            (["z": 1, "c": -1, "y": 1], "aspo: c is -1 and must be in (1, ∞]"),
        ] as [(ParameterValues, String)])
    func breaches(values: ParameterValues, says: String) throws {
        let error = try #require(throws: ParameterError.self) { try WeightRule.aspo.bind(values) }
        #expect(error.description == says)
    }

    @Test("A rule on responses is bound alike, and one without parameters says that it has none")
    func responses() throws {
        let gspo = try #require(WeightRule.gspo.bind(["eps_high": 0.5]).responses)
        #expect(gspo.weights([0.1, 0.1], advantage: 1)[0] > 1)
        #expect(WeightRule.gspo.bind().responses?.weights([0.1, 0.1], advantage: 1) == [0, 0])
        let error = try #require(throws: ParameterError.self) {
            try WeightRule.topr.bind(["c": 3])
        }
        #expect(error == .unknownName("c", rule: "topr", known: []))
        #expect(error.description == "topr has no parameter c; it has none")
    }

    @Test("Every default is in its parameter's domain", arguments: WeightRule.ofTokens.map(\.name))
    func defaultsAreAllowed(name: String) throws {
        let rule = try #require(WeightRule.named(name))
        let values = rule.parameters.map { ($0.name, $0.defaultValue) }
        _ = try rule.bind(Dictionary(uniqueKeysWithValues: values))
    }
}
