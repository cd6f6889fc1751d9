// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// A rule of ours, and the columns of an author's function that it must reproduce.
private struct GoldenCase: Sendable, CustomStringConvertible {
    let file: String
    let column: String
    let rule: BoundRule

    /// Whether rows beyond |log r| = 20 are compared: where the authors keep the clamped value.
    var comparesExtremes = false

    /// Whether the tokens count as of high entropy.
    var isHighEntropy = false

    var description: String { column + (isHighEntropy ? " as high entropy" : "") }
}

private let archer = "tokens_archer2.csv"
private let verl = "tokens_verl.csv"

private let cases: [GoldenCase] = [
    GoldenCase(
        file: archer, column: "archer_lowent", rule: WeightRule.aspo.bound(),
        comparesExtremes: true),
    GoldenCase(
        file: archer, column: "archer_lowent", rule: WeightRule.aspoCode.bound(),
        comparesExtremes: true),
    GoldenCase(
        file: archer, column: "archer_highent",
        rule: WeightRule.aspo.bound(["eps_low": 0.4, "eps_high": 0.4]), comparesExtremes: true),
    GoldenCase(
        file: archer, column: "archer_highent", rule: WeightRule.aspoCode.bound(),
        comparesExtremes: true, isHighEntropy: true),
    GoldenCase(
        file: archer, column: "archer_eps0",
        rule: WeightRule.aspo.bound(["eps_low": 0, "eps_high": 0]), comparesExtremes: true),
    GoldenCase(file: archer, column: "archer_ppo", rule: WeightRule.grpo.bound()),
    GoldenCase(file: archer, column: "archer_dapo", rule: WeightRule.dapo.bound()),
    GoldenCase(file: verl, column: "vanilla", rule: WeightRule.grpo.bound()),
    GoldenCase(file: verl, column: "dapo", rule: WeightRule.dapo.bound()),
    GoldenCase(file: verl, column: "dapo_c10", rule: WeightRule.dapo.bound(["c": 10])),
    GoldenCase(file: verl, column: "ppo_nodual", rule: WeightRule.ppo.bound()),
    GoldenCase(file: verl, column: "ppo_nodual", rule: WeightRule.grpo.bound(["c": .infinity])),
    GoldenCase(
        file: verl, column: "vanilla_eps0",
        rule: WeightRule.grpo.bound(["eps_low": 0, "eps_high": 0])),
    GoldenCase(
        file: verl, column: "gpg", rule: WeightRule.reinforce.bound(), comparesExtremes: true),
    GoldenCase(
        file: verl, column: "cispo_02_02", rule: WeightRule.cispoVerl.bound(),
        comparesExtremes: true),
    GoldenCase(
        file: verl, column: "cispo_1_4", rule: WeightRule.cispo.bound(["eps_high": 4]),
        comparesExtremes: true),
    GoldenCase(
        file: verl, column: "dppo_tv", rule: WeightRule.dppoTV.bound(), comparesExtremes: true),
    GoldenCase(
        file: verl, column: "dppo_kl", rule: WeightRule.dppoKL.bound(), comparesExtremes: true),
]

@Test(
    "Every rule's gradient and loss are those of its authors' code on the golden rows",
    arguments: cases)
private func golden(_ golden: GoldenCase) throws {
    var compared = 0
    for row in try goldenRows(golden.file) {
        let token = row.token.marked(golden.isHighEntropy)
        let gradient = try #require(row.numbers["\(golden.column).grad"])
        let loss = try #require(row.numbers["\(golden.column).loss"])
        if row.kind != "extreme" || golden.comparesExtremes {
            #expect(
                row.sides(token).contains { agrees(golden.rule.gradient($0), gradient) }, "\(row)")
            compared += 1
        }
        #expect(row.sides(token).contains { agrees(golden.rule.loss($0, $0), loss) }, "\(row)")
    }
    #expect(compared == (golden.comparesExtremes ? 384 : 372))
}

@Test("SAPO's gradient is that of its authors' code wherever theirs does not cancel")
private func sapo() throws {
    let rule = WeightRule.sapo.bound()
    var compared = 0
    for row in try goldenRows(verl) {
        let token = row.token
        let gate = (token.advantage > 0 ? 1 : 1.05) * (token.importanceRatio - 1)
        let gradient = try #require(row.numbers["sapo.grad"])
        let loss = try #require(row.numbers["sapo.loss"])
        #expect(agrees(rule.loss(token, token), loss), "\(row)")
        guard row.kind != "extreme", abs(gate) <= 15 else { continue }
        // Theirs is 4 s (1 − s) r: the rounding of s, half an ulp of 1, is all that 1 − s has.
        let rounding = 4 * token.importanceRatio * abs(token.advantage) * 0x1p-53
        #expect(agrees(rule.gradient(token), gradient, absolute: rounding), "\(row)")
        compared += 1
    }
    #expect(compared > 250)
}

@Test("ASPO takes another interval and another cap for each sign")
private func signedCaps() throws {
    let column = "archer_eps01_03_c2_5"
    let clip = ClipInterval(below: 0.1, above: 0.3)
    for row in try goldenRows(archer) {
        let token = row.token
        let cap = token.advantage > 0 ? 5.0 : 2
        let rule = WeightRule.aspo.bound(["eps_low": 0.1, "eps_high": 0.3, "c": cap])
        let weight = rule.weight(token)
        let loss = aspoLoss(
            token, frozen: token, clip: clip, positiveCap: 5, negativeCap: 2)
        let gradient = try #require(row.numbers["\(column).grad"])
        #expect(agrees(0 - weight * token.advantage, gradient), "\(row)")
        #expect(agrees(loss, try #require(row.numbers["\(column).loss"])), "\(row)")
    }
}

extension GoldenRow {
    /// The token, and where the last bit of its ratio decides, its two neighbours as well.
    fileprivate func sides(_ token: Token) -> [Token] {
        kind == "exact" ? [token, token.nudged(\.nextUp), token.nudged(\.nextDown)] : [token]
    }
}

extension BoundRule {
    /// Returns the gradient by log π: −w A.
    fileprivate func gradient(_ token: Token) -> Double { 0 - weight(token) * token.advantage }
}

extension Token {
    /// Returns the same token, of high entropy or not.
    fileprivate func marked(_ isHighEntropy: Bool) -> Token {
        Token(
            oldLogProbability: oldLogProbability, logProbability: logProbability,
            advantage: advantage, entropy: entropy, isHighEntropy: isHighEntropy)
    }
}
