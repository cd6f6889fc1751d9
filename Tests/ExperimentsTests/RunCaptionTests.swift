// SPDX-License-Identifier: GPL-3.0-or-later

import LabTestSupport
import Testing

@testable import Lab

private func caption(_ line: String) throws -> String {
    let text = try lastOutput(line)
    return try #require(text.split(separator: "\n").last { $0.contains("toy simulation") })
        .trimmingPrefix { $0 == " " }.description
}

@Suite("Captions of simulations")
struct RunCaptionTests {
    private let usual = "toy simulation · world bandit · seeds 1–2 · ε 0.2/0.2"

    @Test("Captions name what is in force besides the usual, and nothing else")
    func named() throws {
        let line = "simulate world=bandit seeds=2 steps=2 methods=grpo,aspo"
        #expect(try caption(line).hasPrefix(usual))
        #expect(try !caption(line).contains("kl"))
        #expect(try !caption("\(line) kl=k2").contains("kl"), "no penalty without a coefficient")
        let all =
            "\(line) kl_coef=0.1 kl=k2 entropy_coef=0.01 entropy_top=0.5 rollout=temperature:0.9 "
            + "correction=tis rho_high=3"
        #expect(
            try caption(all).hasPrefix(
                usual + " · kl_coef 0.1 · kl k2 · entropy_coef 0.01 · entropy_top 0.5 · "
                    + "rollout temperature:0.9 · correction tis · rho_high 3"))
        let own = try caption("\(line) correction=tis rho_high=2")
        #expect(
            own.contains("correction tis") && !own.contains("rho"), "the correction's own bound")
    }

    @Test("A sweep replaces what varies alone")
    func swept() throws {
        let line = "sweep world=bandit seeds=2 steps=2"
        let bound = try caption(
            "\(line) rho_high=1.2..2 n=2 correction=tis rollout=temperature:0.9")
        #expect(bound.hasPrefix(usual + " · rollout temperature:0.9 · correction tis"))
        #expect(!bound.contains("in the table") && !bound.contains("rho_high"))
        let engine = try caption("\(line) rollout=exact,temperature:0.9 correction=tis kl_coef=0.1")
        #expect(engine.contains("kl_coef 0.1 · kl k3 · correction tis · rollout as in the table"))
        let correction = try caption("\(line) correction=none,tis rollout=temperature:0.9")
        #expect(correction.contains("rollout temperature:0.9 · correction as in the table"))
        #expect(correction.components(of: "as in the table") == 1)
    }

    @Test("A sweep names the learning rates that sizes and presets bring along")
    func rates() throws {
        let sizes = try lastOutput(
            "sweep world=reach size=small,large methods=grpo seeds=1 steps=1 prompts=4 group=4")
        #expect(sizes.contains("base 1 · lr 0.0001 (small), 0.0002 (large)"))
        let line =
            "sweep world=reach size=small,large methods=grpo seeds=1 steps=1 prompts=4 group=4"
        #expect(try lastOutput(line + " lr=3e-4").contains("base 1 · lr 0.0003"))
        let swept = try lastOutput(
            "sweep world=reach size=small lr=1e-4,2e-4 methods=grpo seeds=1 steps=1 prompts=4 group=4"
        )
        #expect(!swept.contains("· lr"))
        let presets = try caption(
            "sweep preset=steps-paper,steps-wide,noise seeds=1 steps=1 methods=grpo")
        #expect(presets.contains("lr 20 (steps-paper), 40 (steps-wide, noise)"))
        #expect(try !caption("sweep preset=graph-paper,graph-wide seeds=1 steps=1").contains("lr"))
    }

    @Test("Simulations that are compared name a setting once each")
    func compared() throws {
        let line = "simulate world=bandit seeds=2 steps=2 methods=grpo"
        let text = try lastOutput(line, "\(line) kl_coef=0.1", "compare run1 run2")
        #expect(text.components(of: "kl_coef 0.1") == 1 && text.components(of: "kl_coef 0 ") <= 1)
        #expect(text.contains("kl_coef 0"))
    }
}

extension String {
    /// Returns how often some words stand in it.
    fileprivate func components(of words: String) -> Int { ranges(of: words).count }
}
