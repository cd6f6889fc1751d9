// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Testing
import TokenLogs
import WorkbenchModel

@testable import Commands
@testable import Lab

private let head = "step,old_log_probs,log_probs,advantages\n"

/// Returns rows of a step: half of them clipped above.
private func rows(step: Int, count: Int = 4) -> String {
    (0..<count).map { "\(step),-1,\($0 % 2 == 0 ? "-0.5" : "-1"),1\n" }.joined()
}

private func watch(_ path: String, _ overrides: [String: String] = [:]) -> WatchedFile {
    WatchedFile(path: path, overrides: overrides, interval: (0.2, 0.2, 3))
}

extension WatchedFile {
    /// Looks and returns whether there was something new.
    fileprivate mutating func look() throws -> Bool { try look(isCancelled: { false }) }

    /// Returns the numbers of a metric.
    fileprivate func values(_ metric: String) -> [Double] {
        courses.first { $0.metric == metric }?.values ?? []
    }
}

private func append(_ text: String, to path: String) throws {
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
}

@Test("A log that grows has the numbers of the same log read at once", arguments: ["csv", "jsonl"])
func grownLog(ending: String) throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("log.\(ending)")
    func text(_ step: Int) -> String {
        guard ending == "jsonl" else { return rows(step: step) }
        return
            #"{"step":\#(step),"old_log_probs":[-1,-1],"log_probs":[-0.5,-1.\#(step)],"advantages":1.0}"#
            + "\n"
    }
    _ = try scratch.write((ending == "csv" ? head : "") + text(1), to: "log.\(ending)")
    var grown = watch(path)
    #expect(try grown.look())
    #expect(try !grown.look())
    for step in 2...9 {
        let new = text(step)
        try append(String(new.dropLast(5)), to: path)
        #expect(try grown.look())
        try append(String(new.suffix(5)), to: path)
        #expect(try grown.look())
    }
    var whole = watch(path)
    #expect(try whole.look())
    #expect(grown.courses == whole.courses && grown.words == whole.words)
    #expect(grown.values("clip_high_fraction") == [Double](repeating: 0.5, count: 9))
    #expect(whole.courses.first?.steps == (1...9).map(Double.init))
}

@Test("A last line that is still being written does not count")
func halfLine() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(head + rows(step: 1) + "1,-1,-0.0", to: "log.csv")
    var watched = watch(scratch.file("log.csv"))
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("4 tokens, step 1 ("))
    _ = try scratch.write("step,reward\n1,0.5\n2,0.75\n3,0.", to: "metrics.csv")
    var metrics = watch(scratch.file("metrics.csv"))
    #expect(try metrics.look())
    #expect(metrics.values("reward") == [0.5, 0.75])
    _ = try scratch.write("{\"step\":1,\"reward\":0.5}\n{\"step\":2,\"rew", to: "metrics.jsonl")
    var lines = watch(scratch.file("metrics.jsonl"))
    #expect(try lines.look())
    #expect(lines.values("reward") == [0.5])
}

@Test("A trainer's message between the lines of a log is counted, and what comes after it is read")
func messageBetween() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("log.jsonl")
    let line = #"{"step":1,"logp":[-1,-2],"logp_old":[-1,-2],"adv":1}"# + "\n"
    _ = try scratch.write(line, to: "log.jsonl")
    var watched = watch(path)
    #expect(try watched.look())
    for message in ["INFO saved\n", "{\"step\":2,\"logp\"logp_old\":1}\n"] {
        try append(message, to: path)
        #expect(try watched.look())
        #expect(watched.words.hasPrefix("2 tokens, step 1 ("))
    }
    try append(line, to: path)
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("4 tokens, step 1, 2 left out ("))
    // So many that nobody waits for a line any more: then the file is read as a whole.
    try append(String(repeating: "INFO saved\n", count: 100_000), to: path)
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("4 tokens, step 1, 100002 left out ("))
}

@Test("A file that is cut, replaced, or written anew in its place is read from its beginning")
func restartedFile() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("log.csv")
    _ = try scratch.write(head + rows(step: 1) + rows(step: 2), to: "log.csv")
    var watched = watch(path)
    #expect(try watched.look())
    // Replaced by another file of the same name.
    _ = try scratch.write(head + rows(step: 7), to: "next.csv")
    #expect(rename(scratch.file("next.csv"), path) == 0)
    #expect(try watched.look())
    #expect(watched.courses.first?.steps == [7])
    // Cut to less than was read.
    #expect(truncate(path, off_t(head.utf8.count)) == 0)
    #expect(try watched.look())
    #expect(watched.courses.isEmpty && watched.line == nil)
    try append(rows(step: 8), to: path)
    #expect(try watched.look())
    #expect(watched.courses.first?.steps == [8])
    // Cut and grown beyond what was read, between two looks.
    #expect(truncate(path, off_t(head.utf8.count)) == 0)
    try append(rows(step: 9, count: 40), to: path)
    #expect(try watched.look())
    #expect(watched.courses.first?.steps == [9] && watched.restarts == 3)
}

@Test(
    "A quote within a field, or one that nothing closes, does not hold back the rows after it",
    arguments: [",", ";", "\t"])
func strayQuotes(delimiter: String) throws {
    let scratch = try ScratchFolder()
    func text(_ rows: String) -> String { rows.replacing(",", with: delimiter) }
    _ = try scratch.write(
        text("token,old_log_probs,log_probs,advantages\n5\" disk,-1,-1,1\n"), to: "log.csv")
    var watched = watch(scratch.file("log.csv"))
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("1 token ("))
    try append(text("x,-1,-1,1\n7\" disk,-1,-1,1\n"), to: scratch.file("log.csv"))
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("3 tokens ("))
    // What might still be closed is waited for; after a quarter of a megabyte it is not.
    try append(text("\"lost,-1,-1,1\ny,-1,-1,1\n"), to: scratch.file("log.csv"))
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("3 tokens ("))
    let many = String(repeating: text("y,-1,-1,1\n"), count: 40_000)
    try append(many, to: scratch.file("log.csv"))
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("40004 tokens, 1 left out ("))
}

@Test("Rows within quotes are not torn at their line ends")
func quotedLines() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("log.csv")
    _ = try scratch.write(
        "token,old_log_probs,log_probs,advantages\n\"a\nb\",-1,-1,1\n", to: "log.csv")
    var watched = watch(path)
    #expect(try watched.look())
    try append("\"c\n", to: path)
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("1 token ("))
    try append("d\",-1,-1,1\n", to: path)
    #expect(try watched.look())
    #expect(watched.words.hasPrefix("2 tokens ("))
}

@Test("Pieces end with a line, and each has the head of its table")
func pieces() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write(head + rows(step: 1, count: 50), to: "log.csv")
    var file = GrowingFile(path: scratch.file("log.csv"))
    _ = try file.look()
    var found: [UInt8] = []
    while let piece = try file.next(most: 64) {
        #expect(piece.starts(with: Array(head.utf8)) && piece.last == UInt8(ascii: "\n"))
        found += piece.dropFirst(head.utf8.count)
    }
    #expect(String(decoding: found, as: UTF8.self) == rows(step: 1, count: 50))
}

@Test("What is one document, or packed, is read anew")
func wholeDocuments() throws {
    #expect(GrowingFile.layout(of: [0x1F, 0x8B, 8, 0]) == .whole)
    #expect(GrowingFile.layout(of: Array("{\n  \"log_history\": [".utf8)) == .whole)
    #expect(GrowingFile.layout(of: Array("{\"a\":1}\n".utf8)) == .lines)
    #expect(GrowingFile.layout(of: Array("a,b".utf8)) == nil)
    let scratch = try ScratchFolder()
    func state(_ last: Int) -> String {
        let steps = (1...last).map { "{\"step\": \($0), \"loss\": 0.\($0)}" }
        return "{\n\"log_history\": [\n\(steps.joined(separator: ",\n"))\n]\n}"
    }
    _ = try scratch.write(state(3), to: "trainer_state.json")
    var watched = watch(scratch.file("trainer_state.json"))
    #expect(try watched.look())
    _ = try scratch.write(state(5), to: "trainer_state.json")
    #expect(try watched.look())
    #expect(watched.values("loss") == [0.1, 0.2, 0.3, 0.4, 0.5])
}

@Test("Which way a number goes, counted again")
func trends() throws {
    func course(_ values: [Double]) -> Course {
        Course(metric: "m", points: values.enumerated().map { (Double($0), $1) })
    }
    #expect(course([1, 2, 3, 4, 5]).trend == nil)
    let rising = course((1...20).map(Double.init))
    #expect(rising.trend == .rises && rising.recent == 18.5 && rising.before == 14.5)
    #expect(course((1...20).map { -Double($0) }).trend == .falls)
    #expect(course([Double](repeating: 2, count: 20)).trend == .level)
    #expect(course([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]).trend == .level)
    #expect(course([1, .nan, 2]).values == [1, 2])
}

@Test("What people look at first comes first, one of each kind")
func mainMetrics() {
    #expect(
        MainMetrics.order(["lr", "a/reward", "actor/entropy", "b/reward", "actor/ppo_kl"]) == [
            "actor/entropy", "actor/ppo_kl", "a/reward", "b/reward", "lr",
        ])
}

@Test("Without a terminal it takes one look, keeps the file, and says so")
func oneLook() throws {
    let (session, listener) = try run(["watch \"\(shippedLog)\""])
    #expect(session.workspace.workbench.logs.last?.path == shippedLog)
    #expect(listener.notes.contains { $0.contains("needs a terminal") })
    #expect(listener.notes.contains { $0.contains("kept, as load") })
    let loaded = try run(["load \"\(shippedLog)\""]).0
    #expect(session.workspace.workbench.logs == loaded.workspace.workbench.logs)
    let (metrics, _) = try run(["watch assets/logs/tiny-curves.csv seconds=0"])
    #expect(metrics.workspace.workbench.curves?.metrics.count == 10)
}

@Test("The table of a log is what clipping says by step")
func tableOfLog() throws {
    let lines = ["watch \"\(shippedLog)\" seconds=0 eps_high=0.1 format=json"]
    let table = try LabTestSupport.rows(try run(lines).1.outputs.last ?? "")
    let steps = try LabTestSupport.rows(
        try run(["load \"\(shippedLog)\"", "clipping by=step eps_high=0.1 format=json"]).1
            .outputs.last ?? "")
    for key in ["clip_high_fraction", "clip_low_fraction", "kl_k3", "ratio_max", "entropy"] {
        let row = try #require(table.first { $0["metric"]?.text == key })
        #expect(isClose(row["last"]?.number, steps.last?[key]?.number), "\(key)")
        #expect(row["points"]?.number == Double(steps.count) && row["run"] == .null)
    }
}

@Test("On a terminal the view is drawn anew; Ctrl-C ends it and keeps what there is")
func stoppedWatching() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("log.csv")
    let file = try scratch.write(head + rows(step: 1), to: "log.csv")
    let calls = Counter()
    var (session, listener) = makeSession(isCancelled: {
        calls.add()
        if calls.count == 8 { try? append(rows(step: 2), to: path) }
        return calls.count > 50
    })
    session.workspace.environment.redraws = true
    try session.execute("watch \(file)")
    let views = listener.events.compactMap { event -> [String]? in
        if case .progress(let progress) = event { progress.view } else { nil }
    }
    #expect(views.first?.first?.contains("4 tokens, step 1") == true)
    #expect(views.last?.first?.contains("8 tokens, step 2") == true)
    #expect(views.count == 2, "nothing new is not drawn")
    #expect(session.workspace.workbench.logs.last?.report.rowsUsed == 8)
    #expect(listener.notes.contains { $0.contains("kept, as load") })
    #expect(!listener.notes.contains { $0.contains("needs a terminal") })
}

@Test("What cannot be watched is said")
func watchErrors() throws {
    let scratch = try ScratchFolder()
    var (session, _) = try run([])
    #expect(session.failure(of: "watch \(scratch.word("none.csv"))")?.code == .file)
    #expect(session.failure(of: "watch \"\(scratch.path)\"")?.code == .file)
    let empty = try scratch.write("", to: "empty.csv")
    #expect(session.failure(of: "watch \(empty)")?.message.contains("no whole row yet") == true)
    let words = try scratch.write("one\ntwo\nthree\n", to: "words.txt")
    #expect(session.failure(of: "watch \(words)")?.code == .file)
    #expect(session.workspace.workbench.logs.isEmpty)
}

@Test("Names from a file that is watched obey nothing")
func hostileMetrics() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("{\"step\":1,\"a\\u001b[31m\\u202eb\":2}\n", to: "m.jsonl")
    var (session, listener) = makeSession(isCancelled: { false })
    session.workspace.environment.redraws = true
    try session.execute("watch \(file) seconds=0")
    let views = listener.events.flatMap { event -> [String] in
        if case .progress(let progress) = event { progress.view } else { [] }
    }
    #expect(views.count > 1)
    for text in views + listener.outputs + listener.notes {
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
}

@Test("A log is watched with the columns that the line names, and kept with them")
func watchedColumns() throws {
    let scratch = try ScratchFolder()
    let names = "step,first,second,adv\n"
    let word = try scratch.write(names + rows(step: 1), to: "names.csv")
    let path = scratch.file("names.csv")
    let overrides = ["logp_old": "first", "logp": "second"]
    var watched = watch(path, overrides)
    #expect(try watched.look())
    #expect(watched.values("clip_high_fraction") == [0.5])
    // The second piece has no head of its own.
    try append(rows(step: 2), to: path)
    #expect(try watched.look())
    #expect(watched.values("clip_high_fraction") == [0.5, 0.5])
    let (session, listener) = try run(["watch \(word) logp_old=first logp=second seconds=0"])
    #expect(session.workspace.workbench.logs.last?.overrides == overrides)
    #expect(listener.notes.last?.contains("logp=second logp_old=first does") == true)
}

@Test("A file is no file of curves where the line says how a log is read")
func watchedWrongColumns() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write(head + rows(step: 1), to: "log.csv")
    var (session, _) = try run([])
    let error = session.failure(of: "watch \(path) logp_old=none_such seconds=0")
    #expect(error?.message.contains("no column none_such") == true)
    #expect(session.workspace.workbench.curves == nil)
}
