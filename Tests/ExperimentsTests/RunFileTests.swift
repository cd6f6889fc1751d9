// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import Simulation
import Testing
import TextFiles

@testable import Lab
import WorkbenchModel

/// Simulations of every sort, and what has to be typed before them.
private let simulations: [(setup: [String], line: String)] = [
    ([], smallGraph("methods=grpo,aspo,gspo,dapo")),
    (["set eps_high=0.4", "set aspo.c=2", "set norm=rloo"], smallGraph("every=2 seeds=3,7")),
    (["rule f = \"1/sqrt(r)\n+ 0\""], smallGraph("methods=f,sapo optimizer=adam lr=0.05")),
    ([], "simulate preset=exact steps=4"),
    (["preset rich", "set c=inf"], "simulate steps=5 methods=grpo,aspo,nois"),
    ([], smallGraph("lr=1e-6")),
    ([], smallGraph("methods=grpo,gspo rollout=temperature:0.9 correction=icepop rho_high=inf")),
    (
        ["rule soft correction = min(rho, rho_high)", "set correction=soft"],
        smallGraph("methods=grpo,gspo rollout=temperature:0.9 rho_high=1.2")
    ),
    (
        ["rule even correction = min(rho_mean, 2)"],
        smallGraph("methods=grpo rollout=top-p:0.9 correction=even")
    ),
    (["preset rich", "set rollout=stale:2"], "simulate steps=5 methods=grpo,prime-rl"),
]

@Suite("Simulations as files")
struct RunFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test("A simulation comes back from its file with all its bits", arguments: simulations)
    private func roundTrip(row: (setup: [String], line: String)) throws {
        let file = scratch.word("a.json")
        let (session, _) = try run(row.setup + [row.line, "export run=run1 out=\(file)"])
        let saved = try #require(session.workbench.runs.last)
        let (other, listener) = try run(["load \(file)"])
        let loaded = try #require(other.workbench.runs.last)
        #expect(loaded.runs == saved.runs)
        #expect(zip(loaded.runs, saved.runs).allSatisfy { sameBits($0.rows, $1.rows) })
        #expect(loaded.methods == saved.methods && loaded.seeds == saved.seeds)
        #expect(loaded.settings.map(\.name) == saved.settings.map(\.name))
        #expect(loaded.settings.map(\.value) == saved.settings.map(\.value))
        #expect(loaded.caption == saved.caption && loaded.alternatives == saved.alternatives)
        #expect(loaded.rulesCoincide == saved.rulesCoincide)
        #expect(listener.notes.contains { $0.contains("coincide") } == saved.rulesCoincide)
        #expect(listener.outputs.contains { $0.contains("\n \(saved.caption.text)\n") })
        let setup = saved.setup.map { BenchCommand(text: $0.text.replacing("\n", with: " ")) }
        #expect(loaded.name == "run1" && loaded.command == saved.command && loaded.setup == setup)
    }

    private func sameBits(_ left: [StepMetrics], _ right: [StepMetrics]) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { left, right in
                Metric.allCases.allSatisfy {
                    left[$0]?.bitPattern == right[$0]?.bitPattern
                } && left.largestLogRatio?.bitPattern == right.largestLogRatio?.bitPattern
            }
    }

    @Test("Everything that takes a simulation takes a loaded one, with the same answers")
    func uses() throws {
        let file = scratch.word("a.json")
        let made = [smallGraph, "export run=run1 out=\(file)"]
        let lines = [
            "compare run1 format=json", "compare run1 to=aspo metrics=entropy", "resume run1",
            "export run=run1 format=csv",
            "plot entropy run=run1 out=\(scratch.word("e.png")) force=yes",
        ]
        let (_, first) = try run(made + lines)
        let (session, second) = try run(["load \(file)"] + lines)
        #expect(second.outputs.dropFirst().dropLast() == first.outputs.dropFirst().dropLast())
        #expect(first.figures == second.figures)
        for kind in ["paired", "dynamics"] {
            try run(["load \(file)", "plot \(kind) out=\(scratch.word("\(kind).png"))"])
        }
        let recipe = session.workspace.figures[0].recipe.text
        let digest = SHA256.digest(of: Array(try scratch.read("a.json").utf8))
        #expect(recipe.contains("\nsimulate preset=graph-paper methods=grpo,aspo seeds=1..2 "))
        #expect(recipe.contains("SHA-256 \(digest)\n"))
        #expect(!recipe.contains("a.json"), "a file's name is no part of a figure")
        let again = try run(["load \(file)", "export run=run1 format=json"]).1.outputs[1]
        #expect(try scratch.read("a.json") == again + "\n")
    }

    @Test("Loaded simulations are numbered and listed with the others, and undo takes them away")
    func names() throws {
        let file = scratch.word("a.json")
        var (session, listener) = try run([
            smallGraph, "export run=run1 out=\(file)", "load \(file)", "show runs format=json",
        ])
        #expect(session.workbench.runs.map(\.name) == ["run1", "run2"])
        let rows = try rows(listener.outputs.last ?? "")
        #expect(rows.map { $0["file"]?.text } == [nil, scratch.file("a.json")])
        #expect(try lastOutput("load \(file)").contains("now run1"))
        #expect(session.failure(of: "load \(file) logp=x")?.code == .syntax)
        try session.execute(smallGraph)
        #expect(listener.notes.last?.hasPrefix("run1 is this simulation") == true)
        try session.execute("undo")
        try session.execute("undo")
        #expect(session.workbench.runs.map(\.name) == ["run1"])
    }

    @Test("A saved session loads again what was loaded, in its place")
    func saved() throws {
        let file = scratch.word("a.json")
        try run([smallGraph("steps=2"), "export run=run1 out=\(file)"])
        let script = scratch.word("s.flip")
        let lines = ["set c=2", smallGraph, "load \(file)", "unset c", smallGraph("steps=4")]
        let (session, _) = try run(lines + ["save \(script)"])
        #expect(try scratch.read("s.flip").contains("\nload \(scratch.word("a.json"))\n"))
        let (restored, _) = try run(["run \(script)"])
        #expect(restored.workbench == session.workbench)
        #expect(restored.workbench.runs.map(\.setup) == session.workbench.runs.map(\.setup))
    }

    @Test("Indented or with its keys sorted, a file is still a simulation")
    func rearranged() throws {
        let file = scratch.word("a.json")
        let (session, _) = try run([smallGraph, "export run=run1 out=\(file)"])
        let object = try JSONSerialization.jsonObject(with: Data(try scratch.read("a.json").utf8))
        let sorted = try JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
        let other = try scratch.write(String(decoding: sorted, as: UTF8.self), to: "b.json")
        let loaded = try run(["load \(other)"]).0.workbench.runs.last
        #expect(loaded?.methods == session.workbench.runs.last?.methods)
        #expect(
            loaded?.runs.map(\.rows.count) == session.workbench.runs.last?.runs.map(\.rows.count))
    }
}
