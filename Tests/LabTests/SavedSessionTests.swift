// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import TestSupport
import Testing

@testable import Lab
import WorkbenchModel

@Suite("Saved sessions")
struct SavedSessionTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test("What was saved comes back number for number", arguments: 1...12)
    func roundTrip(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var (session, _) = makeSession()
        for index in 0..<12 {
            let old = Double.random(in: -30...0, using: &random)
            let new = min(0, old + Double.random(in: -3...3, using: &random))
            let name =
                ["tok \(index)", "=\(index)", "\(index)#", "ε\(index)", "\"\(index)\\"]
                .randomElement(using: &random) ?? "t"
            let advantage = Double.random(in: -3...3, using: &random)
            let entropy =
                Bool.random(using: &random)
                ? " entropy=\(Double.random(in: 0...5, using: &random))" : ""
            try session.execute(
                "token \(quoted(name)) old=logp(\(old)) new=logp(\(new)) adv=\(advantage)\(entropy)"
            )
        }
        let high = Double.random(in: 0.1...1, using: &random)
        for line in [
            "token typed old=0.3 new=7% adv=1/3", "softmax s=1.25 t=0.5", "set eps_high=\(high)",
            "set aspo.c=\(1 + high)", "set c=inf steps=7", "set dapo.eps_high=\(high / 3)",
            "rule own = if A > 0 and r < 1 + eps_high then \(high)/r else min(r, c)",
            "set own.c=\(2 + high)", "rule plain = \"r\n+ 1\"", "use grpo,own,sapo,plain",
        ] {
            try session.execute(line)
        }
        try session.execute("save \(scratch.word("s.flip"))")
        let (restored, _) = try run(["run \(scratch.word("s.flip"))"])
        #expect(restored.workbench.bench == session.workbench.bench)
        try session.execute("undo")
        #expect(restored.workbench.bench != session.workbench.bench)
    }

    @Test("Logs and runs come back too, each run with the bench of its time")
    func runs() throws {
        let file = scratch.word("s.flip")
        var (session, _) = try run([
            "preset rich", "set c=2", "simulate steps=2", "token first old=0.4", "unset c",
            "set eps_high=0.4", "rule f = r", "simulate steps=3 methods=f,aspo",
            "\(smallGraph) methods=f", "load \"\(shippedLog)\"", "clear", "preset demo", "drop f",
            "set c=4",
        ])
        try session.execute("save \(file)")
        let (restored, _) = try run(["run \(file)"])
        #expect(restored.workbench == session.workbench)
        #expect(restored.workbench.runs.map(\.setup) == session.workbench.runs.map(\.setup))
    }

    @Test("A script's error names file, line and column, and nothing has changed")
    func scriptErrors() throws {
        let text = "# a script\ntoken x old=0.1\n\nset c=\\\n  5\nweights methods=grpo,apso\n"
        let file = try scratch.write(text, to: "bad.flip")
        var (session, listener) = try run(["preset demo", "config digits=6"])
        let before = session.workbench
        let error = session.failure(of: "run \(file)")
        #expect(error?.code == .unknownName)
        #expect(error?.message.hasPrefix("\(scratch.file("bad.flip")):6:22: ") == true)
        #expect(error?.hint == "did you mean aspo?")
        #expect(session.workbench == before)
        let second = try scratch.write("config digits=2\nset \\\n  epz=1\n", to: "second.flip")
        #expect(session.failure(of: "run \(second)")?.message.contains(".flip:3:3: ") == true)
        #expect(session.workspace.preferences.digits == 6)
        #expect(listener.events.filter { if case .failure = $0 { true } else { false } }.count == 2)
    }

    @Test("Scripts may run each other, but not for ever")
    func recursion() throws {
        let inner = try scratch.write("token x old=0.1\n", to: "inner.flip")
        _ = try scratch.write("run \(inner)\ntoken y old=0.2\n", to: "outer.flip")
        let (session, _) = try run(["run \(scratch.word("outer.flip"))"])
        #expect(session.workbench.bench.tokens.map(\.name) == ["x", "y"])
        let loop = try scratch.write("run \(scratch.word("loop.flip"))\n", to: "loop.flip")
        var (other, _) = makeSession()
        let error = other.failure(of: "run \(loop)")
        #expect(error?.message.contains("more than 16 deep") == true)
        #expect(other.failure(of: "token x old=0.1") == nil)
    }

    @Test("quit in a script ends it")
    func quits() throws {
        let file = try scratch.write("token x old=0.1\nquit\ntoken y old=0.2\n", to: "q.flip")
        let (session, _) = try run(["run \(file)"])
        #expect(session.isOver)
        #expect(session.workbench.bench.tokens.map(\.name) == ["x"])
    }

    @Test("Scripts from other systems are read: CR LF, a byte order mark, no last line end")
    func lineEnds() throws {
        let file = try scratch.write("\u{FEFF}token x old=0.1\r\ntoken y old=0.2", to: "w.flip")
        #expect(try run(["run \(file)"]).0.workbench.bench.tokens.count == 2)
    }

    @Test("History lists what was typed, failures marked, the newest last")
    func history() throws {
        var (session, listener) = try run(["preset demo", "set c=5"])
        _ = session.failure(of: "wieghts")
        for line in ["weights", "history format=json", "history find='set c' format=json"] {
            try session.execute(line)
        }
        let table = try rows(listener.outputs[1])
        #expect(table.map { $0["line"]?.text } == ["preset demo", "set c=5", "wieghts", "weights"])
        #expect(table.map { $0["result"]?.text } == ["", "", "failed", ""])
        #expect(try rows(listener.outputs[2]).map { $0["number"]?.number } == [2])
        try session.execute("history n=2 format=json")
        #expect(try rows(listener.outputs[3]).count == 2)
    }

    @Test("A transcript holds what is typed and answered, as Markdown")
    func recording() throws {
        var (session, _) = try run(["preset demo", "record \(scratch.word("notes.md"))"])
        for line in ["2*eps_low", "set c=5", "record off", "3*eps_low"] {
            try session.execute(line)
        }
        let text = try scratch.read("notes.md")
        #expect(
            text == """
                # Flipside \(Version.number)

                ```
                flipside> 2*eps_low
                ```

                ```
                0.4
                ```

                ```
                flipside> set c=5
                ```

                ```
                flipside> record off
                ```

                """)
    }

    @Test("A row of backticks in a token's name does not end a transcript's block")
    func fences() throws {
        var (session, _) = try run(["record \(scratch.word("notes.md"))"])
        try session.execute("token \"````\" old=0.1 new=0.2")
        try session.execute("show")
        let lines = try scratch.read("notes.md").split(separator: "\n")
        #expect(lines.filter { $0.allSatisfy { $0 == "`" } }.map(\.count) == [5, 5, 3, 3, 5, 5])
    }

    @Test("A transcript holds what went wrong, and is not lost to the next one")
    func recordedErrors() throws {
        let file = scratch.word("notes.md")
        var (session, _) = try run(["record \(file)"])
        #expect(session.failure(of: "weigths") != nil)
        let text = try scratch.read("notes.md")
        #expect(text.contains("error: there is no command \"weigths\"\n  did you mean weights?"))
        let again = session.failure(of: "record \(file)")
        #expect(again?.message.hasSuffix("holds an earlier transcript") == true)
        try session.execute("record \(file) force=yes")
        #expect(try !scratch.read("notes.md").contains("weigths"))
    }
}

@Test("What other commands read is no log, and load says which")
func loadsNoScript() throws {
    let scratch = try ScratchFolder()
    var (session, _) = try run([
        "preset demo", "save \(scratch.word("mine.flip"))",
        "sweep inner=1,8 steps=3 shard=1/2 out=\(scratch.word("part.csv"))",
    ])
    for (name, command) in [("mine.flip", "run"), ("part.csv", "merge")] {
        let error = session.failure(of: "load \(scratch.word(name))")
        #expect(error?.code == .file && error?.message.hasSuffix("and no log") == true)
        #expect(error?.hint?.hasPrefix("type \(command) ") == true)
    }
}
