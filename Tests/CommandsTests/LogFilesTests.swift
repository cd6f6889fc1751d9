// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
@testable import Lab
import LabTestSupport
@testable import Results
import Testing
import TokenLogs
import TokenWeights
import WorkbenchModel

private let header = "response_id,position,logp_old,logp,advantage\n"

/// Returns rows of two responses whose numbers tell one file from another.
private func logRows(_ seed: Int) -> String {
    (0..<6).map { row in
        let old = -0.1 * Double(row + 1)
        return "\(row / 3),\(row % 3),\(old),\(old - 0.01 * Double(seed)),\(row < 3 ? 1 : -1)\n"
    }.joined()
}

/// Lays out a folder as ranks of a trainer write it, with steps in the names of folders alone.
private func ranks() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    for step in [1, 2, 10] {
        let folder = scratch.file("run/step_\(step)")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for rank in 0..<2 {
            _ = try scratch.write(
                header + logRows(step * 10 + rank), to: "run/step_\(step)/rank_\(rank).csv")
        }
    }
    return scratch
}

@Suite("Logs of several files")
struct LogFilesTests {
    @Test(
        "They are one log, with the numbers of one file that holds them all",
        arguments: [
            "run", "run/step_*", "run/step_*/rank_?.csv",
        ])
    func together(word: String) throws {
        let scratch = try ranks()
        let all = [1, 2, 10].flatMap { step in [0, 1].map { logRows(step * 10 + $0) } }
        let whole = try scratch.write(header + all.joined(), to: "whole.csv")
        let (session, _) = try run(["load \(scratch.word(word))"])
        #expect(session.workbench.logs[0].files.count == 6)
        for command in ["reweigh methods=grpo,gspo format=csv", "reweigh rows=all format=csv"] {
            let found = try lastOutput("load \(scratch.word(word))", command)
            let wanted = try lastOutput("load \(whole)", command)
            guard command.contains("rows") else {
                #expect(found == wanted)
                continue
            }
            let steps = fields(found).dropFirst().map { $0[1] }
            #expect(steps == [1, 2, 10].flatMap { Array(repeating: "\($0)", count: 12) })
            func others(_ text: String) -> [[String]] {
                fields(text).map { Array($0[..<1] + $0[2...]) }
            }
            #expect(others(found) == others(wanted), "all but the step")
        }
    }

    @Test("Steps of paths are said, and serve where a step is asked for")
    func steps() throws {
        let scratch = try ranks()
        let (session, listener) = try run([
            "load \(scratch.word("run"))", "token response=1 step=10", "reweigh methods=clip-cov",
        ])
        #expect(listener.notes.contains("the paths say the step, 1 to 10, and no column does"))
        #expect(listener.notes.contains { $0.contains("a batch is what has the same step") })
        #expect(session.workbench.bench.tokens.count == 3)
        let ratio = session.workbench.bench.weighable[0].importanceRatio
        #expect(isClose(ratio, exp(-1.0)), "of step 10, not of step 1")
        let alone = try run(["load \(scratch.word("run/step_2/rank_0.csv"))"]).1
        #expect(alone.notes.contains("the path says the step, 2, and no column does"))
        _ = try scratch.write(header + logRows(1), to: "train_data_step3.csv")
        let named = try run(["load \(scratch.word("train_data_step3.csv"))"]).1
        #expect(named.notes.contains("the path says the step, 3, and no column does"))
    }

    @Test("A saved session brings all of them back")
    func saved() throws {
        let scratch = try ranks()
        let words = "\(scratch.word("run/step_1")) \(scratch.word("run/step_2/*.csv"))"
        let session = try run([
            "load \(words) logp=logp", "save \(scratch.word("s.flip"))",
        ]).0
        let again = try run(["run \(scratch.word("s.flip"))"]).0
        #expect(again.workbench == session.workbench)
        #expect(again.workbench.logs[0].files.count == 4)
    }

    @Test("Other columns are said of the files that have them, and dropped lines with their file")
    func differences() throws {
        let scratch = try ranks()
        _ = try scratch.write(
            "old_log_probs,log_probs,adv\n-1,-1,1\nnan,-1,1\n", to: "run/step_2/rank_1.csv")
        _ = try scratch.write(header + "0,0,-1,x,1\n0,1,-1,-1,1\n", to: "run/step_10/rank_0.csv")
        let listener = try run(["load \(scratch.word("run"))"]).1
        let text = try #require(listener.outputs.last)
        #expect(text.contains("6 files, CSV, a row per token"))
        #expect(text.contains("26 tokens") && text.contains("2 dropped"))
        let lines = text.split(separator: "\n")
        #expect(lines.contains { $0.contains("but") && $0.contains("step_2/rank_1.csv: CSV") })
        #expect(lines.contains { $0.contains("step_2/rank_1.csv line 3") })
        #expect(lines.contains { $0.contains("step_10/rank_0.csv line 2") })
        let json = try JSONValue(parsing: try #require(listener.documents.last))
        #expect(json["tokens"]?.number == 26 && json["files"]?.elements.count == 6)
    }

    @Test("A file of a folder that is no log is left out and said; one that was named is an error")
    func others() throws {
        let scratch = try ranks()
        _ = try scratch.write("{\"lr\": 1}\n", to: "run/config.json")
        #expect(mkfifo(scratch.file("run/pipe.csv"), 0o600) == 0)
        var (session, listener) = try run(["load \(scratch.word("run"))"])
        #expect(listener.notes.contains { $0.contains("not read") && $0.contains("config.json") })
        #expect(listener.notes.contains { $0.contains("left alone") && $0.contains("pipe.csv") })
        let before = session.workbench
        let error = session.failure(
            of: "load \(scratch.word("run/step_1")) \(scratch.word("run/*.json"))")
        #expect(error?.message.contains("config.json") == true)
        #expect(session.failure(of: "load /dev/zero")?.message.contains("is a device") == true)
        #expect(session.failure(of: "load /dev/null")?.code == .file)
        #expect(session.workbench == before)
    }
}

@Suite("Logs that come through pipes")
struct PipedLogTests {
    @Test("What came through a pipe is read again by every command, and is in no saved session")
    func pipe() throws {
        let scratch = try ScratchFolder()
        let path = scratch.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let packed = try Data(contentsOf: URL(filePath: shippedLog))
        Thread.detachNewThread {
            let handle = FileHandle(forWritingAtPath: path)
            try? handle?.write(contentsOf: packed)
            try? handle?.close()
        }
        let (session, listener) = try run([
            "load \(scratch.word("pipe"))", "reweigh methods=grpo format=csv",
            "reweigh methods=grpo format=csv", "token response=20 step=1",
            "save \(scratch.word("s.flip"))",
        ])
        let wanted = try lastOutput("load \"\(shippedLog)\"", "reweigh methods=grpo format=csv")
        #expect(Array(listener.outputs[1...2]) == [wanted, wanted])
        #expect(session.workbench.bench.tokens.count > 5)
        #expect(try !scratch.read("s.flip").contains("load"))
        #expect(listener.notes.contains { $0.contains("is not in it") && $0.contains("pipe") })
    }

    @Test("Where commands come from standard input no log can", arguments: ["load", "curves"])
    func standardInput(verb: String) throws {
        var (session, _) = makeSession()
        for word in ["-", "/dev/stdin", "/dev/fd/0"] {
            let failure = session.failure(of: "\(verb) \(word)")
            let error = try #require(failure)
            #expect(error.code == .file && error.message.contains("standard input"))
            #expect(error.hint?.contains("load -") == true)
        }
    }
}

@Suite("Readings that somebody stops")
struct StoppedLogTests {
    /// Returns a session whose person presses Ctrl-C after so many blocks, until much has been asked.
    private func session(after blocks: Int) -> (Session, Listener, Counter) {
        let asked = Counter()
        let (session, listener) = makeSession {
            asked.add()
            return asked.count > blocks && asked.count < 1_000
        }
        return (session, listener, asked)
    }

    @Test("load keeps what was read and says so; later commands read as far")
    func load() throws {
        let log = logPath("tiny-grpo-tokens.csv")
        var (session, listener, asked) = session(after: 6)
        try session.execute("load \"\(log)\"")
        let loaded = try #require(session.workbench.logs.last)
        let report = try JSONValue(parsing: try #require(listener.documents.last))
        let count = Int(try #require(report["tokens"]?.number))
        #expect(count > 1_000 && count < 22_384)
        #expect(report["dropped"]?.elements.isEmpty == true, "no torn line")
        #expect(report["stopped"]?.text?.contains(" of ") == true)
        #expect(loaded.files[0].stop != nil)
        let note = try #require(listener.notes.last)
        #expect(note.hasPrefix("stopped after") && note.contains(" of "))
        #expect(note.contains("\(count) tokens; statistics are of these"))
        while asked.count < 1_000 { asked.add() }
        for _ in 0..<2 {
            try session.execute("reweigh methods=grpo format=json")
            let row = try rows(try #require(listener.outputs.last))[0]
            #expect(row["tokens"]?.number == Double(count))
        }
        #expect(listener.notes.last?.contains("the log was read up to") == true)
    }

    @Test("reweigh keeps the statistics up to there and says so; a list of rows is not cut")
    func reweigh() throws {
        let log = logPath("tiny-grpo-tokens.csv")
        let (made, listener) = try run(["load \"\(log)\""])
        var session = made
        let asked = Counter()
        session.workspace.environment.isCancelled = {
            asked.add()
            return asked.count > 6
        }
        try session.execute("reweigh methods=grpo format=json")
        let row = try rows(try #require(listener.outputs.last))[0]
        #expect(try #require(row["tokens"]?.number) < 22_384)
        #expect(listener.notes.last?.contains("stopped after") == true)
        #expect(session.failure(of: "reweigh rows=all")?.code == .interrupted)
        #expect(session.failure(of: "load \"\(log)\"")?.code == .interrupted, "nothing was read")
        #expect(session.workbench.logs.count == 1)
    }
}

@Suite("Curves of several files")
struct CurveFilesTests {
    @Test("The event files of a folder are one run, named after it")
    func eventFiles() throws {
        let scratch = try ScratchFolder()
        for folder in ["runA", "runB"] {
            try FileManager.default.createDirectory(
                atPath: scratch.file(folder), withIntermediateDirectories: true)
            for part in 1...2 {
                let lines = (1...3).map { "{\"step\": \(3 * part + $0), \"entropy\": \($0)}\n" }
                _ = try scratch.write(
                    lines.joined(), to: "\(folder)/events.out.tfevents.170000000\(part).h")
            }
        }
        let (session, listener) = try run(["curves '\(scratch.file("run*"))' metric=entropy"])
        let runs = try #require(session.workbench.curves).runs("entropy")
        #expect(runs.map(\.title) == ["runA", "runB"])
        #expect(runs.allSatisfy { $0.replicates.map(\.steps) == [[4, 5, 6, 7, 8, 9]] })
        #expect(listener.notes.count { $0.contains("2 files are parts of one run") } == 2)
        #expect(session.workbench.curves?.sources.count == 4)
    }

    @Test("It is said how far the reading of large files is")
    func progress() throws {
        let scratch = try ScratchFolder()
        let lines = (1...330_000).map { "{\"step\": \($0), \"entropy\": 0.5}\n" }.joined()
        for name in ["a.jsonl", "b.jsonl"] { _ = try scratch.write(lines, to: name) }
        let (_, listener) = try run([
            "curves \"\(scratch.file("a.jsonl"))\" \"\(scratch.file("b.jsonl"))\""
        ])
        let shown = listener.events.compactMap { event -> WorkbenchModel.Progress? in
            if case .progress(let progress) = event { progress } else { nil }
        }
        #expect(shown.count == 4 && shown.allSatisfy { $0.total == 2 * lines.utf8.count })
        #expect(shown.allSatisfy { $0.text == "reading 2 files" && $0.unit == .bytes })
        #expect(zip(shown, shown.dropFirst()).allSatisfy { $0.done < $1.done })
    }

    @Test("Where somebody stops the reading, the curves read so far count, and it is said")
    func stopped() throws {
        let scratch = try ScratchFolder()
        let lines = (1...60_000).map { "{\"step\": \($0), \"entropy\": 0.5}\n" }.joined()
        for name in ["a.jsonl", "b.jsonl"] { _ = try scratch.write(lines, to: name) }
        let paths = "\"\(scratch.file("a.jsonl"))\" \"\(scratch.file("b.jsonl"))\""
        for (most, runs) in [(6, ["a"]), (24, ["a", "b"])] {
            var (session, listener) = makeSession()
            let asked = Counter()
            session.workspace.environment.isCancelled = {
                asked.add()
                return asked.count > most && asked.count < 1_000
            }
            try session.execute("curves \(paths)")
            let curves = try #require(session.workbench.curves)
            #expect(curves.runs("entropy").map(\.title) == runs)
            let last = try #require(curves.files.last?.curves.first)
            #expect(last.points > 1_000 && last.points < 60_000)
            #expect(last.values.allSatisfy { $0 == 0.5 } && last.steps.last == Double(last.points))
            #expect(!curves.files.flatMap(\.remarks).contains { $0.contains("could not be read") })
            let note = try #require(listener.notes.last)
            #expect(note.hasPrefix("stopped after") && note.contains(" of "))
        }
        var (session, _) = makeSession(isCancelled: { true })
        #expect(session.failure(of: "curves \(paths)")?.code == .interrupted)
        #expect(session.workbench.curves == nil)
    }

    @Test("Folders that fit a pattern are runs named after them; packed files are read")
    func folders() throws {
        let scratch = try ScratchFolder()
        for (name, value) in [("runB", 2), ("runA", 1)] {
            try FileManager.default.createDirectory(
                atPath: scratch.file(name), withIntermediateDirectories: true)
            let lines = (1...3).map { "{\"step\": \($0), \"entropy\": \(value * $0)}\n" }.joined()
            _ = try scratch.write(lines, to: "\(name)/metrics.jsonl")
            _ = try scratch.write("x", to: "\(name)/model.safetensors")
        }
        let (session, listener) = try run([
            "curves \(scratch.word("run*")) metric=entropy format=csv",
            "save \(scratch.word("s.flip"))",
        ])
        let rows = fields(listener.outputs[0])
        #expect(rows.dropFirst().map { $0[0] } == ["runA", "runB"])
        #expect(try run(["run \(scratch.word("s.flip"))"]).0.workbench == session.workbench)
        let both = try run([
            "curves \(scratch.word("runA/metrics.jsonl")) \(scratch.word("runB")) metric=entropy format=csv"
        ]).1
        #expect(fields(both.outputs[0]).dropFirst().map { $0[0] } == ["runA", "runB"])
    }
}
