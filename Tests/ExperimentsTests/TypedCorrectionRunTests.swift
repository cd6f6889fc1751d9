// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

private let soft = "rule soft correction = clip(rho, rho_low, rho_high)"

private func simulation(_ words: String) -> String {
    smallGraph("methods=grpo,gspo rollout=temperature:0.8 \(words)")
}

/// Returns the simulation that some lines end with.
private func made(_ lines: [String]) throws -> RunSet {
    try #require(try run(lines).0.workbench.runs.last)
}

@Suite("Simulations with a typed correction")
struct TypedCorrectionRunTests {
    @Test(
        "A published correction, typed, trains to the same numbers",
        arguments: [
            ("tis", "clip(rho, rho_low, rho_high)", ""),
            ("geo-tis", "clip(rho_mean, rho_low, rho_high)", "rho_high=1.05"),
            ("opsm", "if A < 0 and engine_drift > 0.01 then 0 else 1", "opsm_delta=0.01"),
        ])
    func same(name: String, expression: String, words: String) throws {
        let typed = words.hasPrefix("rho") ? words : ""
        let own = try made([
            "rule soft correction = \(expression)", simulation("correction=soft \(typed)"),
        ])
        let published = try made([simulation("correction=\(name) \(words)")])
        let without = try made([simulation("")])
        for (one, other) in zip(own.runs, published.runs) {
            #expect(one.rows.count == other.rows.count)
            for (left, right) in zip(one.rows, other.rows) {
                let (found, expected) = (left[.accuracy], right[.accuracy])
                #expect(isClose(found, expected))
            }
        }
        #expect(own.runs[0].rows != without.runs[0].rows)
    }

    @Test("The setup holds the rule, and the command, the caption and the settings its name")
    func recipe() throws {
        let set = try made([soft, simulation("correction=soft rho_high=1.5")])
        #expect(set.setup.map(\.text) == [soft])
        #expect(set.command.contains(" correction=soft ") && set.command.contains("rho_high=1.5"))
        #expect(set.caption.text.contains("correction soft"))
        let again = try made(set.setup.map(\.text) + [set.command])
        #expect(again.runs == set.runs)
        let chosen = try made([soft, "set correction=soft rho_high=1.5", simulation("")])
        #expect(chosen.runs == set.runs)
        #expect(chosen.setup.map(\.text).contains("set correction=soft"))
    }

    @Test("A correction that was typed anew is another simulation")
    func redefined() throws {
        let (session, _) = try run([
            soft, simulation("correction=soft"), "rule soft correction = min(rho, 1)",
            simulation("correction=soft"), simulation("correction=soft"),
        ])
        let runs = session.workbench.runs
        #expect(runs.count == 2 && runs[0].runs != runs[1].runs)
    }

    @Test("A correction that is gone is none, and its name is no word any more")
    func dropped() throws {
        var (session, _) = try run([soft, "set correction=soft", "drop soft"])
        #expect(session.workbench.bench.common["correction"] == nil)
        for line in ["set correction=soft", simulation("correction=soft")] {
            let found = session.failure(of: line)
            let failure = try #require(found)
            #expect(failure.code == .unknownName && failure.message.contains("soft"))
            #expect(session.workbench.runs.isEmpty)
        }
        try session.execute(simulation(""))
        #expect(try #require(session.workbench.runs.last).isDone)
    }

    @Test("Completion offers it, and a sweep takes it among others")
    func words() throws {
        let (session, listener) = try run([
            soft,
            "sweep world=graph types=2 prompts=4 heldout=2 group=4 steps=2 seeds=2 methods=grpo "
                + "rollout=temperature:0.8 correction=none,tis,soft format=csv",
        ])
        let table = try #require(listener.outputs.last)
        for name in ["none", "tis", "soft"] { #expect(table.contains(name)) }
        for line in ["simulate correction=so", "set correction=so", "sweep correction=none,so"] {
            let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
            #expect(offered.contains { $0.contains("soft") }, "\(line): \(offered)")
        }
    }

    @Test("A file whose correction nothing defines is refused with its name")
    func undefined() throws {
        let scratch = try ScratchFolder()
        let file = scratch.word("a.json")
        _ = try run([soft, simulation("correction=soft"), "export run=run1 out=\(file)"])
        let text = try scratch.read("a.json")
        let cut = text.replacing("rule soft correction =", with: "rule other correction =")
        #expect(cut != text)
        _ = try scratch.write(cut, to: "a.json")
        var (session, _) = try run([])
        let found = session.failure(of: "load \(file)")
        let failure = try #require(found)
        #expect(failure.message.contains("there is no correction \"soft\""), "\(failure.message)")
        #expect(session.workbench.runs.isEmpty)
    }
}
