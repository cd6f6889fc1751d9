// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Synchronization
import Testing

@testable import Lab
@testable import WorkbenchModel

private let small =
    smallGraph.replacingOccurrences(of: "simulate", with: "sweep")
    + " lr=20..320 scale=log n=3"

/// Returns a session in which environment variables have values.
private func makeSession(variables: [String: String]) -> (Session, Listener) {
    var (session, listener) = makeSession()
    session.workspace.environment.variable = { variables[$0] }
    return (session, listener)
}

@Test("A task of a Slurm job array does its part; shard= comes first")
private func slurm() throws {
    let scratch = try ScratchFolder()
    let task = [
        "SLURM_ARRAY_TASK_ID": "6", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "5",
        "SLURM_ARRAY_TASK_MAX": "7",
    ]
    var (session, listener) = makeSession(variables: task)
    try session.execute("\(small) out=\(scratch.word("a.csv"))")
    #expect(try scratch.read("a.csv").contains("# shard: 2/3\n"))
    #expect(listener.notes.first == "Task 6 of a Slurm job array: shard=2/3.")
    try session.execute("\(small) shard=1/2 out=\(scratch.word("b.csv"))")
    #expect(try scratch.read("b.csv").contains("# shard: 1/2\n"))
    try session.execute("sweep x=ratio:0.5..2 old=0.1 n=2")
    var (gaps, _) = makeSession(
        variables: task.merging(["SLURM_ARRAY_TASK_MAX": "9"]) { $1 })
    #expect(gaps.failure(of: small)?.message.contains("without gaps") == true)
    #expect(gaps.failure(of: "sweep x=ratio:0.5..2 old=0.1 n=2") == nil)
}

@Test("What cannot be swept says so before anything is trained")
private func errors() throws {
    var (session, listener) = makeSession()
    let rows: [(String, CommandError.Code, String)] = [
        ("sweep", .missing, "what changes"),
        ("sweep world=graph lr=40", .missing, "what changes"),
        ("sweep lr=40..640 inner=1,2 c=2,3", .failed, "one setting or two, not 3"),
        ("sweep lr=0..640", .domain, "lr must be above 0"),
        ("sweep lr=640..40", .domain, "does not rise"),
        ("sweep lr=40,-1", .domain, "lr must be above 0"),
        ("sweep kl_coef=0..1 scale=log", .domain, "logarithmic"),
        ("sweep x=ratio:0.5..2 eps_high=0.1..0.3", .syntax, "with x= only ratio changes"),
        ("sweep x=ratio:0.5..2 world=graph", .syntax, "world= belongs to a sweep of training"),
        ("sweep lr=1,2 new=0.3", .syntax, "new= belongs to a sweep of x="),
        ("sweep lr=1,2 shard=3/2", .domain, "shard must be"),
        ("sweep lr=1,2 shard=0/2", .domain, "shard must be"),
        ("sweep lr=1,2 shard=a", .domain, "shard must be"),
        ("\(small) shard=7/7", .failed, "no work for this part"),
        ("\(small) shard=1/2 format=json", .failed, "a form of its own"),
        ("sweep world=graph lr=40..640 n=1000000", .domain, "at most 1000 numbers"),
        ("sweep lr=1..2 n=999 seeds=9999 world=graph", .domain, "too many"),
        ("sweep world=graph lr=1..2 sigma=0..1 n=1000", .domain, "100000 points times seeds"),
        ("sweep world=graph norm=grpo,best", .unknownName, "norm cannot be"),
        ("sweep world=graph exact=no,no", .syntax, "given twice"),
        ("sweep world=graph preset=steps-wide lr=1,2", .failed, "of world steps"),
        ("merge", .missing, "merge needs"),
    ]
    try session.execute("preset rich")
    for (line, code, words) in rows {
        let error = session.failure(of: line)
        #expect(
            error?.code == code && error?.message.contains(words) == true,
            "\(line): \(error as Any)")
    }
    #expect(listener.outputs.isEmpty)
}

@Test("A part is never written over a file that Flipside did not write, nor trained for it")
private func foreignFile() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("mine", to: "p.csv")
    var (session, listener) = makeSession()
    #expect(session.failure(of: "\(small) shard=1/2 out=\(file)")?.code == .file)
    let trained = listener.events.contains { if case .progress = $0 { true } else { false } }
    #expect(!trained)
    try session.execute("\(small) shard=1/2 out=\(file) force=yes")
    #expect(try scratch.read("p.csv").hasPrefix("# flipside"))
}

@Test("A run that fails at one point leaves all others")
private func failures() throws {
    let (_, listener) = try run([
        "rule bad = if A > 0 then log(2.5 - eps_high) else 1",
        "\(smallGraph.replacingOccurrences(of: "simulate", with: "sweep")) "
            + "eps_high=0.2,3 methods=grpo,bad format=json",
    ])
    let swept = try rows(listener.outputs.last ?? "")
    #expect(swept.compactMap { $0["failed"]?.number } == [0, 0, 0, 2])
    #expect(swept[3]["final_entropy"] == .null && swept[3]["d_final_entropy"] == .null)
    #expect(swept[2]["final_entropy"]?.number != nil && swept[1]["d_final_acc"]?.number != nil)
    let note = try #require(listener.notes.first { $0.contains("eps_high=3 bad, seed 1") })
    #expect(note.split(separator: "seed 1").count == 2, "method and seed are named once: \(note)")
}

@Test("Ctrl-C keeps the points and seeds that were done, and a part says that it is unfinished")
private func cancellation() throws {
    let scratch = try ScratchFolder()
    let whole = try rows(try lastOutput("\(small) format=json"))
    for out in ["", " shard=1/1 out=\(scratch.word("p.csv"))"] {
        let asked = Mutex(0)
        var (session, listener) = makeSession(isCancelled: {
            asked.withLock { count in
                count += 1
                return count > 40
            }
        })
        let error = session.failure(of: small + (out.isEmpty ? " format=json" : out))
        #expect(error?.code == .interrupted)
        #expect(error?.message.contains("of 6 points and seeds were done") == true)
        guard out.isEmpty else { continue }
        let kept = try rows(listener.outputs.last ?? "")
        #expect(kept.count >= 2 && kept.count < whole.count)
        #expect(kept[0] == whole[0] && kept[1] == whole[1])
        #expect(session.workbench.sweep?.rows.isEmpty == false, "it can be drawn")
    }
    #expect(try scratch.read("p.csv").contains("# complete: no\n"))
    var (session, _) = makeSession()
    let refusal = session.failure(of: "merge \(scratch.word("p.csv"))")
    #expect(refusal?.message.contains("not done to its end") == true)
}

@Test("Progress counts over the whole sweep and says where it is")
private func progress() throws {
    let (_, listener) = try run(["sweep world=graph lr=40,160 seeds=2 steps=15"])
    let reports = listener.events.compactMap { event -> WorkbenchModel.Progress? in
        if case .progress(let progress) = event { progress } else { nil }
    }
    #expect(reports.allSatisfy { $0.total == 2 * 2 * 2 * 16 && $0.done <= $0.total })
    #expect(reports.contains { $0.text == "point 2 of 2, 2 methods × 2 seeds" })
    #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.done <= $1.done })
}
