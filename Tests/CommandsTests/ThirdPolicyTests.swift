// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab
@testable import WorkbenchModel

private let bench = [
    "token early old=0.4 new=0.3 adv=1 engine=0.2 ref=0.35 response=a",
    "token late old=0.5 new=0.55 adv=1 engine=0.4 response=a",
    "token alone old=0.5 new=0.4 adv=-1",
]

private func weights(_ line: String) throws -> [JSONValue] {
    try rows(try run(bench + ["\(line) format=json"]).1.outputs.last ?? "")
}

@Suite("Three policies, and terms that stay")
struct ThirdPolicyTests {
    @Test("A correction of tokens multiplies by ρ within its bounds, and by 1 without an engine")
    func tokenCorrection() throws {
        let rows = try weights("weights methods=ppo correction=tis rho_high=1.5")
        #expect(rows.map { $0["weight.ppo"]?.number }.map { $0 ?? -1 }.map { isClose($0, 0.75) }[0])
        let factors = rows.compactMap { $0["correction.ppo"]?.number }
        #expect(isClose(factors[0], 1.5) && isClose(factors[1], 1.25) && factors[2] == 1)
        #expect(isClose(rows[0]["total.ppo"]?.number, 0.75 * 1.5))
        #expect(isClose(rows[0]["score.ppo"]?.number, 0.75 * 1.5))
        #expect(isClose(rows[0]["gradient.ppo"]?.number, 0.75 * 1.5 * 0.7))
    }

    @Test("Tokens with the same response= are one response, a token without is one by itself")
    func responses() throws {
        let rows = try weights(
            "weights methods=gspo,topr correction=seq-tis eps_high=2 eps_low=0.9")
        let mean = (0.75 * 1.1).squareRoot()
        for row in rows[..<2] {
            #expect(isClose(row["weight.gspo"]?.number, mean))
            #expect(isClose(row["correction.gspo"]?.number, 2), "2 · 1.25, held at 2")
        }
        #expect(isClose(rows[2]["weight.gspo"]?.number, 0.8))
        #expect(isClose(rows[2]["weight.topr"]?.number, 0.8))
    }

    @Test("A penalty is added whatever the advantage is, and asks for what it needs")
    func penalty() throws {
        let rows = try rows(
            try run(Array(bench.prefix(1)) + ["weights methods=ppo kl=k2 kl_coef=0.5 format=json"])
                .1.outputs.last ?? "")
        let pull = -0.5 * logarithm(0.3 / 0.35)
        #expect(isClose(rows[0]["score.ppo"]?.number, 0.75 + pull))
        var (session, _) = try run(bench)
        let failure = session.failure(of: "weights kl=k3")
        let error = try #require(failure)
        #expect(error.message == "kl= needs π_ref, and late has none")
        #expect(error.hint == "type token late ref=0.1")
    }

    @Test("A bound without a correction, and an engine that nobody gave, are said")
    func misuse() throws {
        var (session, _) = try run(bench)
        let failure = session.failure(of: "weights rho_high=2")
        let error = try #require(failure)
        #expect(error.message == "rho_high is the bound of a correction, and none is named")
        let coefficient = session.failure(of: "weights kl_coef=1")
        #expect(try #require(coefficient).hint == "add kl=k3")
        let crossed = session.failure(of: "weights correction=tis rho_low=3 rho_high=1")
        #expect(try #require(crossed).message == "rho_low is above rho_high")
        let notes = try run(["token a old=0.1 new=0.2", "weights correction=icepop"]).1.notes
        #expect(notes.contains { $0.contains("μ is taken for π_old") })
        #expect(
            try run(["token a old=0.1 new=0.2", "weights methods=prime-rl"]).1.notes
                .contains { $0.contains("μ is taken for π_old") })
    }

    @Test("What a token says of engine, reference and response is kept by change, save and undo")
    func kept() throws {
        let (first, _) = try run(bench + ["token early new=0.31"])
        let early = try #require(first.workbench.bench.token(named: "early"))
        #expect(early.engine?.value == 0.2 && early.reference?.value == 0.35)
        #expect(early.response == "a")
        let (again, _) = try run(first.workbench.bench.script.map(\.text))
        #expect(again.workbench.bench == first.workbench.bench)
    }

    @Test("A log that holds only ratios is weighed by its responses as well")
    func ratiosAlone() throws {
        let scratch = try ScratchFolder()
        let log = try scratch.write(
            "response_id,position,ratio,adv\n1,0,1.2,1\n1,1,0.9,1\n", to: "r.csv")
        let lines = ["load \(log)", "reweigh methods=topr,gspo eps_high=2 format=json"]
        let rows = try rows(try run(lines).1.outputs.last ?? "")
        #expect(rows[0]["weight_mean_positive"]?.number == 1)
        #expect(isClose(rows[1]["weight_mean_positive"]?.number, (1.2 * 0.9).squareRoot()))
    }

    @Test("The penalty is in the gradient mass of a log, and asks for the reference there too")
    func penaltyOfLogs() throws {
        let scratch = try ScratchFolder()
        let tokens: [(old: Double, new: Double, ref: Double, adv: Double)] = [
            (0.2, 0.3, 0.1, 1), (0.4, 0.35, 0.5, -1),
        ]
        let lines = tokens.enumerated().map { index, token in
            let logs = [token.old, token.new, token.ref].map { "\(logarithm($0))" }
            return "a,\(index),\(logs.joined(separator: ",")),\(token.adv)\n"
        }
        let log = try scratch.write(
            "response_id,position,logp_old,logp,logp_ref,adv\n" + lines.joined(), to: "p.csv")
        let masses = tokens.map { token in
            let pull = -0.5 * (logarithm(token.new) - logarithm(token.ref))
            return abs(token.adv + pull) * (1 - token.new)
        }
        let line = "reweigh methods=reinforce kl=k2 kl_coef=0.5"
        let found = try rows(
            try run(["load \(log)", "\(line) format=json"]).1.outputs.last ?? "")[0]
        let share = found["gradient_mass_positive_by_bin"]?.elements.compactMap(\.number).reduce(
            0, +)
        #expect(isClose(share, masses[0] / (masses[0] + masses[1])))
        let blind = try scratch.write(
            "response_id,position,logp_old,logp,adv\na,0,-1,-1.1,1\n", to: "q.csv")
        var (session, _) = try run(["load \(blind)"])
        let refused = session.failure(of: line)
        let failure = try #require(refused)
        #expect(failure.code == .missing && failure.message.contains("π_ref"))
    }

    @Test("A typed score has either sign; a typed weight that is negative is shown how to be one")
    func typedScore() throws {
        let lines = bench + ["rule pull score = A - 2*log(r)", "weights methods=pull format=json"]
        let rows = try rows(try run(lines).1.outputs.last ?? "")
        #expect(isClose(rows[0]["score.pull"]?.number, 1 - 2 * logarithm(0.75)))
        #expect(isClose(rows[2]["score.pull"]?.number, -1 - 2 * logarithm(0.8)))
        var (session, _) = makeSession()
        let failure = session.failure(of: "rule bad = 1 - 2*log(r)")
        let error = try #require(failure)
        let hint = try #require(error.hint)
        #expect(hint.hasSuffix("rule bad score = (1 - 2*log(r))*A"))
        try session.execute("rule bad score = (1 - 2*log(r))*A")
        let (saved, _) = try run(session.workbench.bench.script.map(\.text))
        #expect(saved.workbench.bench.rules == session.workbench.bench.rules)
    }

    @Test("Rules may name the engine and the reference by their names and by Greek letters")
    func names() throws {
        for rule in ["r*clip(rho, 0, 2)", "r*clip(ρ, 0, 2)", "r*clip(q/μ, 0, 2)", "r*min(q/m, 2)"] {
            let rows = try rows(
                try run(bench + ["rule own = \(rule)", "weights methods=own format=json"])
                    .1.outputs.last ?? "")
            #expect(isClose(rows[1]["weight.own"]?.number, 1.1 * 1.25), "\(rule)")
        }
    }

    @Test("explain puts a token of a response into it, and shows how the score comes about")
    func explained() throws {
        let text = try lastOutput(
            bench[0], bench[1], "explain early methods=gspo,kimi correction=tis eps_high=2")
        #expect(text.contains("A>0, in response a → active"))
        #expect(
            text.contains("score = w·A·f (TIS, ρ = 2.0000) + u = 1.0000·1.0000·2.0000 + 0.0288"))
    }
}

@Test("explain says where the factor of a sum stands, and explains as without it")
func explainedAggregation() throws {
    let plain = try run(bench + ["explain early methods=ppo"]).1
    let summed = try run(bench + ["explain early methods=ppo aggregation=verl:token-mean"]).1
    #expect(summed.outputs.last == plain.outputs.last)
    #expect(summed.notes.contains { $0.contains("its factor stands in weights") })
}
