// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Lab
import LabTestSupport
import Testing
import TokenWeights

private let names = WeightRule.ofTokens.map(\.name)

/// The tokens of the demo, one with an entropy, and one without an advantage.
private let bench = [
    "preset demo", "token unsure old=0.07 new=0.1 adv=-0.5 entropy=1.5",
    "token idle old=0.1 new=0.3 adv=0",
]

private let tokens = [
    (0.10, 0.05, 1.0, nil), (0.045, 0.05, 1, nil), (0.02, 0.03, 1, nil), (0.20, 0.30, -1, nil),
    (0.07, 0.1, -0.5, 1.5),
    (0.1, 0.3, 0, nil),
].map { old, new, advantage, entropy in
    Token(
        oldLogProbability: log(old), logProbability: log(new), advantage: advantage,
        entropy: entropy, isHighEntropy: entropy != nil)
}

@Test("Weights and gradients are those of the rule, digit for digit", arguments: names)
func weightValues(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    let line = "weights methods=\(name) format="
    let json = try rows(try run(bench + [line + "json"]).1.outputs.last ?? "")
    let csv = fields(try run(bench + [line + "csv"]).1.outputs.last ?? "")
    #expect(json.count == tokens.count)
    for (index, token) in tokens.enumerated() {
        let row = json[index]
        let weight = rule.weight(token)
        let score = rule.score(token)
        let size = abs(score) * (1 - token.probability)
        #expect(row["weight.\(name)"]?.number == weight)
        #expect(isClose(row["gradient.\(name)"]?.number, size))
        #expect(row["outside.\(name)"]?.flag == rule.isOutside?(token))
        #expect(row["zero.\(name)"]?.flag == (score == 0))
        #expect(isClose(row["score.\(name)"]?.number, score))
        #expect(row["ratio"]?.number == token.importanceRatio)
        #expect(row["entropy"]?.number == token.entropy)
        #expect(Double(csv[index + 1][6]) == weight, "CSV keeps every digit")
        #expect(Double(csv[index + 1][5]) == token.importanceRatio)
    }
}

@Test("A token without an advantage has no gradient, even where a typed rule gives it a weight")
func zeroGradient() throws {
    let lines = ["token idle old=0.1 new=0.2 adv=0", "token used old=0.1 new=0.2 adv=-1"]
    let json = try run(["rule two = 2"] + lines + ["weights methods=two format=json"]).1.outputs
    let table = try rows(json.last ?? "")
    #expect(table.map { $0["weight.two"]?.number } == [2, 2])
    #expect(table.map { $0["zero.two"]?.flag } == [true, false])
    #expect(table[0]["gradient.two"]?.number == 0)
}

@Test(
    "The note says what matters most about a token",
    arguments: [
        ("old=0.1 new=0.05 adv=+1", "aspo", "ASPO lifts a lagging token 4×"),
        ("old=0.1 new=0.115 adv=+1", "aspo", "ASPO holds a leading token back 0.76×"),
        ("old=0.1 new=0.3 adv=+1", "cispo", "GRPO masked: ratio > 1+eps_high"),
        ("old=0.1 new=0.3 adv=-1", "aspo", ""), ("old=0.1 new=0.05 adv=+1", "cispo", ""),
        ("old=0.1 new=0.05 adv=0", "aspo", "no signal: advantage 0"),
        ("old=0.1 new=0.4 adv=-1", "aspo-nocap", "GRPO masked: ratio > c"),
    ])
func notes(token: String, method: String, note: String) throws {
    let line = "weights methods=grpo,\(method) format=json"
    let table = try rows(try run(["token t \(token)", line]).1.outputs.last ?? "")
    #expect(table.map { $0["note"]?.text } == [note])
}

@Test("Logits are divided by the temperature")
func temperature() throws {
    let line = "show tokens format=json"
    let table = try rows(try run(["softmax a=2 b=1 T=0.5", line]).1.outputs.last ?? "")
    #expect(isClose(table[0]["old"]?.number, 1 / (1 + exp(-2))))
}

@Test("What does not apply is null, and empty in CSV")
func absent() throws {
    let setup = ["preset demo"]
    let json = try run(setup + ["weights methods=reinforce format=json"]).1.outputs.last ?? ""
    #expect(json.contains("\"outside.reinforce\":null"))
    #expect(json.contains("\"entropy\":null"))
    let csv = fields(
        try run(setup + ["weights methods=reinforce format=csv"]).1.outputs.last ?? "")
    #expect(csv[1][4].isEmpty && csv[1][8].isEmpty)
    let gradient = try run(setup + ["gradient format=json"]).1.outputs.last ?? ""
    #expect(gradient.contains("\"norm_l2\":null,\"components\":null"))
}

@Test("The gradient's norms are right for each variable it is taken with respect to")
func gradients() throws {
    let setup = ["softmax a=2 b=1 c=-1", "softmax a=2.2 b=1 c=-1 as=new"]
    func first(_ wrt: String) throws -> JSONValue {
        let line = "gradient wrt=\(wrt) methods=aspo format=json"
        return try #require(try rows(try run(setup + [line]).1.outputs.last ?? "").first)
    }
    let z = [2.0, 1, -1].map(exp)
    let new = [2.2, 1, -1].map(exp)
    let (q, p) = (z.map { $0 / z.reduce(0, +) }, new.map { $0 / new.reduce(0, +) })
    let weight = q[0] / p[0]
    let components = p.indices.map { weight * (p[$0] - ($0 == 0 ? 1 : 0)) }
    let logits = try first("logits")
    #expect(isClose(logits["gradient"]?.number, components[0]) && components[0] < 0)
    #expect(isClose(logits["norm_l1"]?.number, components.map(abs).reduce(0, +)))
    let square = components.map { $0 * $0 }.reduce(0, +)
    #expect(isClose(logits["norm_l2"]?.number, square.squareRoot()))
    for (name, value) in zip(["a", "b", "c"], components) {
        #expect(isClose(logits["components"]?[name]?.number, value))
    }
    #expect(isClose(try first("logp")["norm_l1"]?.number, weight))
    #expect(isClose(try first("logp")["gradient"]?.number, -weight))
    #expect(isClose(try first("probability")["norm_l1"]?.number, weight / p[0]))
}

@Test("A sweep's ends are exact, its steps even, and its weights the rule's")
func sweeps() throws {
    let grpo = try #require(WeightRule.named("grpo")).bound()
    let text = try lastOutput("sweep x=new:0.03..0.36 old=0.3 adv=1 n=12 format=json")
    let swept = try rows(text)
    #expect(swept.count == 12)
    #expect(swept.first?["x"]?.number == 0.03)
    #expect(swept.last?["x"]?.number == 0.36)
    for row in swept {
        let x = try #require(row["x"]?.number)
        let token = Token(oldLogProbability: log(0.3), logProbability: log(x), advantage: 1)
        #expect(row["weight.grpo"]?.number == grpo.weight(token))
    }
    let factors = try rows(try lastOutput("sweep x=ratio:0.2..5 old=0.1 n=3 scale=log format=json"))
    #expect(isClose(factors[1]["x"]?.number, 1))
}

@Test("The advantages of a group are those of its convention")
func groups() throws {
    func advantages(_ norm: String) throws -> [Double] {
        try rows(try lastOutput("group 1 0 0 1 0 norm=\(norm) format=json"))
            .compactMap { $0["advantage"]?.number }
    }
    let deviation = ((2 * 0.36 + 3 * 0.16) / 4).squareRoot() + 1e-6
    #expect(isClose(try advantages("grpo")[0], 0.6 / deviation))
    #expect(isClose(try advantages("drgrpo")[1], -0.4))
    #expect(isClose(try advantages("rloo")[0], 1 - 0.25))
    let equal = try run(["group 1 1 1"])
    #expect(equal.1.notes == ["All rewards are equal: no answer teaches anything."])
    let alone = try run(["group 0.7"]).1
    #expect(alone.notes.first?.hasPrefix("A group of one: verl (grpo, Dr. GRPO, rloo)") == true)
    let huge = try run(["group 1e160 0 0 -1e160 format=json"]).1.outputs.last ?? ""
    let unit = try run(["group 1 0 0 -1 format=json"]).1.outputs.last ?? ""
    let pairs = zip(try rows(huge), try rows(unit))
    for (large, small) in pairs {
        let expected = try #require(small["advantage"]?.number)
        #expect(abs(try #require(large["advantage"]?.number) - expected) < 2e-6)
    }
}

@Test("explain puts a quotient only where the ratio is one")
func explainedRatios() throws {
    func first(_ token: String) throws -> String? {
        try lastOutput("token t \(token)", "explain t").split(separator: "\n").first.map(
            String.init)
    }
    #expect(try first("old=0.1 new=0.05") == " r = π/π_old = 0.05/0.10 = 0.5000")
    #expect(try first("old=1e-12 new=1")?.contains("= 27.63, clamped to 20: r = ") == true)
    #expect(try first("old=logp(-5000) new=logp(-4999)")?.contains("0/0") == false)
    let json = try run(["token t old=0.1 new=0.05", "explain t"]).1.documents.last
    #expect(json?.contains("\"old\":0.1,\"new\":0.05,") == true)
}

@Test("The components of a gradient are exact for programs and short for people")
func components() throws {
    let setup = ["softmax a=2 b=1 c=-1"]
    let people = try run(setup + ["gradient digits=2"]).1.outputs.last ?? ""
    #expect(people.contains("{\"a\":-0.29,\"b\":0.26,\"c\":0.04}"))
    let csv = try run(setup + ["gradient format=csv"]).1.outputs.last ?? ""
    #expect(csv.contains("-0.294"))
}

@Test("What is no number is written as a string")
func notNumbers() throws {
    let parameters = try lastOutput("set c=inf", "show parameters format=json")
    #expect(parameters.contains("\"value\":\"inf\""))
    let rule = "rule gap = if r > 1.06 and r < 1.09 then sqrt((r - 1.06)*(r - 1.09)) else r"
    let sweep = try lastOutput(rule, "sweep x=ratio:1.05..1.1 old=0.1 n=3 methods=gap format=json")
    #expect(try rows(sweep)[1]["weight.gap"]?.text == "nan")
}
