// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import LabTestSupport
@testable import MethodExport
@testable import Results
import Testing
import TokenWeights

@testable import Lab

@Test(
    "A method's expression gives its weight on the golden tokens and on random ones",
    arguments: WeightRule.ofTokens.map(\.name))
private func expressions(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let expression = try Expression(parsing: #require(rule.expression))
    let tokens = try sampleTokens(random: 300)
    for seed in 0..<5 as Range<UInt64> {
        var values = rule.parameters.reduce(into: [:]) { $0[$1.name] = $1.defaultValue }
        if seed > 0 { values.merge(rule.otherValues(seed: seed)) { $1 } }
        if seed == 4, values["c"] != nil { values["c"] = .infinity }
        let bound = rule.bound(values)
        var counted = 0
        for token in tokens where token.advantage != 0 {
            let given = try expression.value(in: scope(token, values))
            let weight = bound.weight(token)
            // SAPO's square is a quotient in the one and a product in the other.
            let tolerance = name == "sapo" ? 1e-14 * weight : 0
            #expect(abs(given - weight) <= tolerance, "\(token) \(values)")
            counted += 1
        }
        #expect(counted > 900)
    }
}

@Test(
    "A method's expression uses what the method declares",
    arguments: WeightRule.ofTokens.map(\.name))
private func declared(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let additive = try Expression(parsing: rule.additive ?? "0").names
    let names = try Expression(parsing: #require(rule.expression)).names.union(additive)
    let variables = Set(ExportVariable.all.map(\.name))
    #expect(names.subtracting(variables) == Set(rule.parameters.map(\.name)))
    #expect(names.contains("high_entropy") == (rule.entropyUse == .quantile))
}

private func scope(_ token: Token, _ values: ParameterValues) -> Scope {
    var scope = Scope(numbers: values)
    for variable in ExportVariable.all { scope.numbers[variable.name] = variable.value(token) }
    return scope
}
