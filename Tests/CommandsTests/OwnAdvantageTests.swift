// SPDX-License-Identifier: GPL-3.0-or-later

import LabTestSupport
import Testing
import TokenWeights

@testable import Lab

private let mixed = [
    "token a old=0.4 new=0.3 adv=1 response=a", "token b old=0.4 new=0.5 adv=-1 response=a",
]
private let methods = "methods=gspo,gspo-token,topr,vespo"

/// Returns a column of `weights` on some tokens.
private func column(_ name: String, _ tokens: [String], _ line: String) throws -> [Double?] {
    try rows(try run(tokens + ["\(line) format=json"]).1.outputs.last ?? "")
        .map { $0[name]?.number }
}

@Suite("Responses whose tokens have advantages of their own")
struct OwnAdvantageTests {
    @Test("Each token has the weight of its own sign, from the ratios of all")
    func weights() throws {
        let product = 0.75 * 1.25
        let expected = [
            "gspo": [product.squareRoot(), 0], "gspo-token": [product.squareRoot(), 0],
            "topr": [1, product],
            "vespo": [
                exponential(3 + 2 * logarithm(product) - 3 * product),
                exponential(2 + 3 * logarithm(product) - 2 * product),
            ],
        ]
        for (method, weights) in expected {
            let found = try column("weight.\(method)", mixed, "weights \(methods)")
            for (one, other) in zip(found, weights) { #expect(isClose(one, other), "\(method)") }
            let turned = try column(
                "weight.\(method)", mixed.reversed(), "weights \(methods)")
            #expect(turned == found.reversed(), "\(method): the order plays no part")
        }
    }

    @Test("A token without an advantage takes none of the others their weights")
    func silent() throws {
        let tokens = ["token still old=0.4 new=0.4 adv=0 response=a"] + mixed
        let found = try column("weight.topr", tokens, "weights \(methods)")
        #expect(found[0] == 0 && found[1] == 1 && isClose(found[2], 0.9375))
    }

    @Test("reweigh takes each token's own advantage of a log, in rows and in statistics")
    func logs() throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write(
            """
            prompt_id,response_id,position,logp_old,logp,advantage
            1,1,0,\(logarithm(0.4)),\(logarithm(0.3)),1
            1,1,1,\(logarithm(0.4)),\(logarithm(0.5)),-1

            """, to: "mixed.csv")
        let lines = ["load \(file)", "reweigh rows=all methods=gspo,topr"]
        #expect(try column("weight.gspo", lines.dropLast(), lines[1])[1] == 0)
        #expect(isClose(try column("weight.topr", lines.dropLast(), lines[1])[1], 0.9375))
        let mean = try column(
            "weight_mean_negative", lines.dropLast(), "reweigh methods=gspo,topr")
        #expect(mean[0] == 0 && isClose(mean[1], 0.9375))
    }

    @Test("OPSM drops the bad tokens of a response alone, a typed correction reads the number")
    func corrections() throws {
        let tokens = [
            "token good old=0.4 new=0.2 adv=2 engine=0.5 response=a",
            "token bad old=0.4 new=0.2 adv=-1 engine=0.5 response=a",
        ]
        for given in [tokens, tokens.reversed()] {
            let found = try column("correction.ppo", given, "weights methods=ppo correction=opsm")
            #expect(found == (given == tokens ? [1, 0] : [0, 1]))
        }
        let typed = try column(
            "correction.ppo", tokens + ["rule scale correction = abs(A)*rho_mean"],
            "weights methods=ppo correction=scale")
        #expect(isClose(typed[0], 1.6) && isClose(typed[1], 0.8))
    }

    @Test("A log's rows have the score wherever it is more than w·A")
    func scores() throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write(
            """
            response_id,position,logp_old,logp,logp_engine,logp_ref,advantage
            1,0,\(logarithm(0.4)),\(logarithm(0.3)),\(logarithm(0.2)),\(logarithm(0.5)),2

            """, to: "one.csv")
        for (line, method, score) in [
            ("methods=kimi", "kimi", 2 - 0.1 * logarithm(0.75)),
            ("methods=dro", "dro", Double.nan), ("methods=prime-rl", "prime-rl", Double.nan),
            ("methods=ppo correction=tis", "ppo", 0.75 * 2 * 2),
            ("methods=ppo kl=k1 kl_coef=0.1", "ppo", Double.nan), ("methods=mine", "mine", 2.75),
        ] {
            let lines = ["rule mine score = A + r", "load \(file)"]
            let found = try column("score.\(method)", lines, "reweigh rows=all \(line)")
            let weight = try #require(
                try column("weight.\(method)", lines, "reweigh rows=all \(line)")[0])
            let value = try #require(found[0], "\(line)")
            #expect(value != 2 * weight, "\(line)")
            if !score.isNaN { #expect(isClose(value, score), "\(line)") }
        }
        let plain = try run(["load \(file)", "reweigh rows=all methods=ppo format=csv"]).1
        #expect(plain.outputs.last?.contains("score.") == false)
    }
}
