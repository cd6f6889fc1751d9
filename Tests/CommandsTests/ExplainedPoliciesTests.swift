// SPDX-License-Identifier: GPL-3.0-or-later

import LabTestSupport
import Testing
import TokenWeights

@testable import Lab

private func text(_ lines: String...) throws -> String { try run(lines).1.outputs.last ?? "" }

private func note(_ token: String, _ line: String) throws -> String? {
    try rows(try run(["token t \(token)", "\(line) format=json"]).1.outputs.last ?? "")[0]["note"]?
        .text
}

private let swapped = "token a old=0.4 new=0.42 adv=1 engine=0.3"

@Suite("What is said of the policies that decide")
struct ExplainedPoliciesTests {
    @Test("Where μ counts as π_old, ratio and case are those of π/μ")
    func engineAsOld() throws {
        let shown = try text(swapped, "explain a dialect=verl bypass_mode=true")
        #expect(shown.contains("r = π/μ = 0.42/0.30 = 1.4000"), "\(shown)")
        #expect(shown.contains("r > 1.2 → masked") && !shown.contains("active"), "\(shown)")
        let json = try run([swapped, "explain a dialect=verl bypass_mode=true"]).1.documents.last
        #expect(json?.contains("\"ratio\":1.4") == true)
        let row = try rows(
            try text(swapped, "weights dialect=verl bypass_mode=true format=json"))[0]
        #expect(isClose(row["ratio"]?.number, 1.4))
        #expect(row["note"]?.text == "masked: ratio > 1+eps_high")
        let own = try rows(try text(swapped, "weights methods=ppo format=json"))[0]
        #expect(isClose(own["ratio"]?.number, 1.05))
    }

    @Test("A log's rows give the ratio to what counts as π_old")
    func rowsOfLogs() throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write(
            """
            response_id,position,logp_old,logp,logp_engine,advantage
            1,0,\(logarithm(0.4)),\(logarithm(0.42)),\(logarithm(0.3)),1

            """, to: "swapped.csv")
        for (policies, ratio) in [("engine-as-old", 1.4), ("own", 1.05)] {
            let row = try rows(
                try text(
                    "load \(file)",
                    "reweigh rows=all methods=ppo policies=\(policies) format=json"))[0]
            #expect(isClose(row["ratio"]?.number, ratio), "\(policies)")
        }
    }

    @Test(
        "explain names what decides a correction",
        arguments: [
            ("tis", "ρ = 2.0000)"), ("seq-tis", "Π ρ = 1.0000)"), ("geo-mask", "ρ̄ = 1.0000, ρ = 2"),
            ("geo-rs", "ρ̄ = 1.0000)"), ("opsm", "mean(log μ − log π) = 0.1438)"),
            ("mine", "Π ρ = 1.0000)"),
        ])
    func quantities(correction: String, says: String) throws {
        let shown = try text(
            "token a old=0.4 new=0.3 adv=1 engine=0.2 response=x",
            "token b old=0.4 new=0.4 adv=1 engine=0.8 response=x",
            "rule mine correction = min(rho_product, 2)",
            "explain a methods=ppo correction=\(correction)")
        #expect(shown.contains(says), "\(shown)")
        if correction != "tis", correction != "geo-mask" {
            #expect(!shown.contains(", ρ = 2"), "\(shown)")
        }
    }

    @Test("A negative term is subtracted, and the ratio to the engine has its name and number")
    func signs() throws {
        let shown = try text(
            "token a old=0.3 new=0.4 adv=1 engine=0.2", "explain a methods=two-sided,prime-rl")
        #expect(!shown.contains("+ -") && shown.contains(" − 0.0014"), "\(shown)")
        #expect(shown.contains("π/μ = 0.4/0.2 = 2.0000") && shown.contains("π/μ ≥ 1.2 → masked"))
        #expect(!shown.contains("exp(log"), "\(shown)")
    }

    @Test(
        "The note's reason is that of the rule's own ratio",
        arguments: [
            ("old=0.3 new=0.3 adv=1 engine=0.2", "two-sided", "masked: π/μ ≥ 1.2"),
            ("old=0.3 new=0.3 adv=-1 engine=0.5", "two-sided", "masked: π/μ ≤ 0.8"),
            ("old=0.5 new=0.5 adv=1 engine=0.25 ", "two-sided eps_high=1", "masked: π/μ ≥ 2"),
            (
                "old=0.2 new=0.5 adv=1 engine=0.2", "prime-rl",
                "masked: π − μ > 0.2, moved by u alone"
            ),
            (
                "old=0.4 new=0.3 adv=1 engine=0.1", "ipo",
                "masked: abs(π − μ) > 0.1, moved by u alone"
            ),
            (
                "old=0.3 new=0.6 adv=1 ref=0.2", "ppo kl=k1 kl_coef=0.1",
                "masked: ratio > 1+eps_high, moved by u alone"
            ),
            ("old=0.3 new=0.4 adv=1", "real", "masked: its group is all of one sign"),
            ("old=0.5 new=0.499 adv=1", "grpo,aspo", ""),
            ("old=0.5 new=0.4 adv=1", "grpo,aspo", "ASPO lifts a lagging token 1.6×"),
        ])
    func reasons(token: String, methods: String, says: String) throws {
        #expect(try note(token, "weights methods=\(methods)") == says)
    }

    @Test("What lacks engine= is counted once, and counts have their words")
    func remarks() throws {
        let tokens = [swapped, "token b old=0.4 new=0.42 adv=1", "token c old=0.1 new=0.1 adv=1"]
        let notes = try run(tokens + ["weights methods=ppo,prime-rl correction=tis"]).1.notes
        #expect(
            notes.filter { $0.contains("engine=") } == [
                "2 of 3 tokens have no engine=; μ is taken to be π_old there: token b engine=0.1"
            ])
        let one = try run([swapped, "weights methods=ppo aggregation=verl:token-mean"]).1.notes
        #expect(one.contains { $0.contains("1 token in 1 response;") }, "\(one)")
    }
}
