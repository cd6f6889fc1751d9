// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Experiments
import Foundation
import LabTestSupport
@testable import Results
import Simulation
import Synchronization
import Testing

@testable import Lab
import WorkbenchModel

/// A sweep that a debug build does in an instant: 3 points, 2 seeds, 2 methods.
private let small =
    smallGraph.replacingOccurrences(of: "simulate", with: "sweep")
    + " lr=20..320 scale=log n=3"

@Suite("Sweeps of training")
struct SweepTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test("A sweep's row is what a simulation at that point gives")
    func rowsAreSimulations() throws {
        let swept = try rows(try lastOutput("\(small) format=json"))
        #expect(swept.compactMap { $0["lr"]?.number } == [20, 20, 80, 80, 320, 320])
        #expect(swept.compactMap { $0["method"]?.text }.prefix(2) == ["grpo", "aspo"])
        let runs = try rows(try lastOutput("\(smallGraph) lr=80 format=json"))
        func finals(_ method: String) -> [Double] {
            runs.filter { $0["method"]?.text == method }
                .compactMap { $0["metrics"]?.elements.last?["entropy"]?.number }
        }
        let (grpo, aspo) = (Statistics.interval(finals("grpo")), finals("aspo"))
        let difference = Statistics.interval(zip(aspo, finals("grpo")).map(-))
        #expect(swept[2]["final_entropy"]?.number == grpo.mean)
        #expect(swept[2]["final_entropy_high"]?.number == grpo.high)
        #expect(swept[2]["d_final_entropy"] == .null)
        #expect(swept[3]["d_final_entropy"]?.number == difference.mean)
        #expect(swept[3]["d_final_entropy_low"]?.number == difference.low)
        #expect(swept[3]["seeds"]?.number == 2 && swept[3]["failed"]?.number == 0)
    }

    @Test("Two settings make a grid; lists, ranges of whole numbers and parameters are settings")
    func grid() throws {
        let line = "sweep eps_high=0.2,1 inner=1..3 n=9 format=json"
        let swept = try rows(try lastOutput("preset rich", line))
        #expect(swept.count == 2 * 3 * 2)
        #expect(
            swept.compactMap { $0["eps_high"]?.number }.prefix(7) == [
                0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 1,
            ])
        #expect(swept.compactMap { $0["inner"]?.number }.prefix(6) == [1, 1, 2, 2, 3, 3])
        #expect(swept[0]["final_acc"] == .null && swept[0]["final_entropy_low"] == .null)
    }

    @Test("People see a difference only where its interval excludes 0")
    func words() throws {
        let text = try lastOutput("preset rich", "sweep inner=1,8")
        #expect(text.contains("the same") && text.contains("+0."))
        #expect(text.contains("toy simulation · world bench · exact · ε 0.2/0.2 · Δ to grpo"))
        #expect(
            try lastOutput("preset rich", "sweep eps_high=0.2,1 inner=1").contains(
                "ε as in the table"))
        #expect(try lastOutput(small.replacing("seeds=2", with: "seeds=1")).contains("one seed"))
        let full = try rows(try lastOutput("\(small) format=json"))
        let low = full[3]["d_final_entropy_low"]?.number ?? 0
        let high = full[3]["d_final_entropy_high"]?.number ?? 0
        let shown = try lastOutput(small).split(separator: "\n")[4]
        #expect(low < 0 && high > 0 && shown.contains("no difference seen"))
    }

    @Test("A difference that is not 0 is never printed as 0")
    func smallDifferences() throws {
        let text = try lastOutput("preset rich", "sweep lr=1e-4,2e-4")
        let lines = text.split(separator: "\n").filter { $0.contains("aspo") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("e-") })
        #expect(Statistics.interval([3e-10, 3.2e-10, 3.4e-10]).text == "3.2e-10 ± 5e-11")
        let comparison = Statistics.compare([1e-9, 1.1e-9, 1.2e-9], with: [0, 0, 0])
        #expect(comparison?.shortVerdict(isExact: false) == "+1.1e-09 ± 2.5e-10")
    }

    @Test(
        "Words, switches, presets and worlds are swept like numbers",
        arguments: [
            "norm=grpo,rloo", "aggregation=token-mean,seq-mean-token-mean", "optimizer=sgd,adam",
            "kl=k1,k3+,k3-ratio", "exact=no,yes", "dynamic=no,1", "world=graph,steps", "c=2,inf",
            "eps_high=0.1..0.3", "tau_pos=1,2", "rollout=exact,bf16,stale:1", "correction=none,tis",
        ])
    func words(axis: String) throws {
        let base = smallGraph("kl_coef=0.1 steps=2").replacing("simulate", with: "sweep")
        let line = base.replacing(
            "world=graph ", with: axis.hasPrefix("world") ? "" : "world=graph ")
        let (session, listener) = try run(["\(line) \(axis) n=3 format=json"])
        let swept = try rows(listener.outputs[0])
        let name = String(axis.prefix { $0 != "=" })
        let typed = axis.dropFirst(name.count + 1).split(separator: ",").map(String.init)
        let values = swept.compactMap { $0[name] }
        if SweepValue.isOfWords(name) {
            let words = typed.map { $0 == "1" ? "yes" : $0 }
            #expect(values.compactMap(\.text) == words.flatMap { [$0, $0] })
        } else {
            #expect(values.count == swept.count && swept.count >= 4)
        }
        #expect(swept.allSatisfy { $0["failed"]?.number == 0 })
        let command = try #require(session.workbench.sweep?.command)
        #expect(try lastOutput("\(command) format=json") == listener.outputs[0], "\(command)")
        let part = scratch.word("p.csv")
        try run(["\(line) \(axis) n=3 shard=1/1 out=\(part)"])
        #expect(try lastOutput("merge \(part) format=json") == listener.outputs[0])
    }

    @Test("Each word's row is what a simulation with that word gives, also under a preset")
    func wordsAreSimulations() throws {
        let line = "methods=grpo,aspo seeds=2 steps=2 prompts=4 heldout=4"
        let swept = try rows(
            try lastOutput("sweep preset=graph-paper,graph-wide \(line) format=json"))
        #expect(swept.compactMap { $0["preset"]?.text }.suffix(2) == ["graph-wide", "graph-wide"])
        let wide = try rows(try lastOutput("simulate preset=graph-wide \(line) format=json"))
        let finals = wide.prefix(2).compactMap {
            $0["metrics"]?.elements.last?["entropy"]?.number
        }
        #expect(swept[2]["final_entropy"]?.number == Statistics.mean(finals))
        let text = try lastOutput("sweep preset=graph-paper,graph-wide \(line)")
        #expect(text.contains("worlds as in the table · seeds 1–2 · ε as in the table"))
    }

    @Test("The last sweep is remembered, shown, saved and undone; so is one that was merged")
    func remembered() throws {
        let (script, part) = (scratch.word("s.flip"), scratch.word("p.csv"))
        var (session, listener) = try run([
            "show sweep", "preset rich", "set c=4", "sweep inner=1,8", "unset c",
            "save \(script)", "show sweep format=json",
        ])
        #expect(listener.notes.contains { $0.hasPrefix("None yet") })
        let shown = try #require(try rows(listener.outputs.last ?? "").first)
        #expect(shown["sweep"]?.text == "inner" && shown["points"]?.number == 2)
        #expect(shown["done"]?.text == "all 2 units")
        #expect(try run(["run \(script)"]).0.workbench == session.workbench)
        for line in ["sweep inner=1,2,3 shard=1/1 out=\(part)", "merge \(part)", "save \(script)"] {
            try session.execute(line)
        }
        #expect(session.workbench.sweep?.rows.count == 6)
        #expect(try run(["run \(script)"]).0.workbench == session.workbench)
        try session.execute("undo")
        #expect(session.workbench.sweep?.rows.count == 4)
    }

    @Test("A difference too small for three decimals is not shown as 0")
    func smallDifference() throws {
        let text = try lastOutput("sweep preset=exact lr=0.1,0.5 seeds=4 steps=5 methods=grpo,nois")
        #expect(text.contains("-0.00007") && !text.contains(" 0.000 ±"))
    }

    @Test("Nothing is claimed of one seed's world, however exactly it is trained")
    func oneWorld() throws {
        let lines = try lastOutput("sweep preset=exact lr=0.1,0.5 steps=5 methods=grpo,nois")
            .split(separator: "\n").filter { $0.contains("nois") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("one seed") })
        #expect(lines.allSatisfy { !$0.contains("+") && !$0.contains("-") })
    }

    @Test("Parts, made apart and merged in any order, are the sweep to the last digit")
    func parts() throws {
        let lines = (1...4).map { "\(small) shard=\($0)/4 out=\(scratch.word("p\($0).csv"))" }
        for line in lines { try run([line]) }
        let files = [3, 1, 4, 2].map { scratch.word("p\($0).csv") }.joined(separator: " ")
        let merged = try lastOutput("merge \(files) format=json")
        #expect(merged == (try lastOutput("\(small) format=json")))
        #expect(try lastOutput("merge \(files)") == (try lastOutput(small)))
        let one = try scratch.read("p1.csv")
        #expect(
            one.hasPrefix("# flipside sweep part\n# version: \(Version.number)\n# shard: 1/4\n"))
        #expect(one.contains("lr=20,80,320\n"))
    }

    @Test("The command in a part's head makes the same part again")
    func command() throws {
        let rule = "rule gentle = if A > 0 then 1/sqrt(r) else r"
        let line = "\(small) methods=aspo,gentle eps_low=0.3"
        try run([rule, "set c=4", "\(line) shard=1/2 out=\(scratch.word("a.csv"))"])
        let head = try scratch.read("a.csv").split(separator: "\n").filter { $0.hasPrefix("#") }
        func values(_ key: String) -> [String] {
            head.filter { $0.hasPrefix("# \(key): ") }.map { String($0.dropFirst(key.count + 4)) }
        }
        #expect(values("setup") == [rule, "set c=4"])
        let again = "\(values("command")[0]) shard=1/2 out=\(scratch.word("b.csv"))"
        try run(values("setup") + [again])
        #expect(try scratch.read("a.csv") == (try scratch.read("b.csv")))
    }

    @Test("Parts that do not belong together are refused, with the reason")
    func refusals() throws {
        func part(_ name: String, _ shard: String, _ more: String = "") throws -> String {
            let line =
                "sweep inner=1..6 n=6 steps=2 shard=\(shard) out=\(scratch.word(name)) \(more)"
            try run(["preset rich", "set \(more.isEmpty ? "c=3" : "c=4")", line])
            return scratch.word(name)
        }
        let (one, two) = (try part("1.csv", "1/2"), try part("2.csv", "2/2"))
        let text = try scratch.read("2.csv")
        let other = text.replacingOccurrences(of: "# setup: set c=3", with: "# setup: set c=4")
        let short = text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
        let rows: [(String, String)] = [
            ("\(one)", "part 2/2 is missing"),
            ("\(one) \(two) \(one)", "is part 1/2, and so is"),
            ("\(one) \(try part("3.csv", "2/3"))", "part of another sweep"),
            ("\(one) \(try part("4.csv", "2/2", "lr=0.1"))", "part of another sweep"),
            ("\(one) \(try scratch.write(other, to: "5.csv"))", "part of another sweep"),
            ("\(one) \(try edited("6.csv", text, "version: 0", "version: 9"))", "Flipside 9"),
            ("\(one) \(try edited("7.csv", text, "complete: yes", "complete: no"))", "not done"),
            ("\(one) \(try scratch.write(short, to: "8.csv"))", "does not hold"),
            ("\(one) \(try edited("9.csv", text, ",aspo,", ",\u{1B}[31m,"))", "another sweep"),
            ("\(one) \(try edited("10.csv", text, "\n3,4,", "\n4,4,"))", "does not hold"),
            ("\(one) \(try edited("11.csv", text, ",grpo,1,", ",grpo,x,"))", "is no part"),
            ("\(one) \(try edited("12.csv", text, "units: 6", "units: -6"))", "another sweep"),
            ("\(one) \(try scratch.write("a,b\n1,2\n", to: "13.csv"))", "is no part"),
        ]
        var (session, _) = makeSession()
        for (line, words) in rows {
            let message = session.failure(of: "merge \(line)")?.message ?? "no error"
            #expect(message.contains(words), "\(line): \(message)")
        }
        #expect(session.failure(of: "merge \(scratch.word("none.csv"))")?.code == .file)
    }

    @Test("Rows are counted before all that a damaged head asks for are written out")
    func counted() throws {
        try run(["\(small) shard=1/1 out=\(scratch.word("a.csv"))"])
        let text = try scratch.read("a.csv")
        let lines = text.replacing("units: 6", with: "units: 99999").split(separator: "\n")
        #expect(lines.contains("# units: 99999"))
        let row = try #require(lines.first { $0.contains(",grpo,") })
        let head = lines.prefix { $0 != row }
        // So many names times the units would take minutes and gigabytes.
        let wide = (0..<3000).map { row.replacing(",grpo,", with: ",\($0),") }
        var (session, _) = makeSession()
        for rows in [wide, []] {
            let text = (head.map(String.init) + rows.map { String($0) }).joined(separator: "\n")
            let file = try scratch.write(text, to: "b.csv")
            #expect(session.failure(of: "merge \(file)")?.message.contains("does not hold") == true)
        }
    }

    private func edited(
        _ name: String, _ text: String, _ old: String, _ new: String
    ) throws -> String {
        #expect(text.contains(old))
        return try scratch.write(text.replacingOccurrences(of: old, with: new), to: name)
    }
}
