// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
@testable import Results
import Synchronization
import Testing

@testable import Lab
@testable import WorkbenchModel

@Suite("A lesson leaves the person's own things alone")
struct LessonBenchTests {
    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    private func session() -> (Session, Listener) { makeSession(stateFolder: folder.path) }

    private let own = ["token mine old=0.2 new=0.1 adv=1", "set c=5", "use ppo"]

    @Test(
        "Bench, undo and redo are as they were, however the lesson ends",
        arguments: [
            ["lesson off"], ["skip", "skip", "skip", "skip", "skip", "skip", "skip"],
            ["lesson 5", "lesson off"],
            ["next", "token lag old=0.1", "undo", "back", "lesson quit"],
        ])
    func bench(ending: [String]) throws {
        var (session, _) = session()
        for line in own + ["set c=6", "undo"] { try session.execute(line) }
        let before = session.workbench
        try session.execute("lesson 3")
        #expect(session.workbench.bench.tokens.isEmpty)
        try session.execute("token lag old=0.5")
        for line in ending { try session.execute(line) }
        #expect(session.lesson == nil && session.workbench == before)
        try session.execute("redo")
        #expect(session.workbench.bench.common["c"] == 6)
        for _ in 0..<4 { try session.execute("undo") }
        #expect(session.workbench == Workbench())
        #expect(session.failure(of: "undo") != nil)
    }

    @Test("undo in a lesson takes back what was done in its step, and no more")
    func undo() throws {
        var (session, _) = session()
        try session.execute(own[0])
        for line in ["lesson 3", "token a old=0.5", "undo"] { try session.execute(line) }
        #expect(session.workbench.bench.tokens.isEmpty)
        #expect(session.failure(of: "undo") != nil)
        #expect(session.workbench.bench.tokens.isEmpty)
    }

    @Test("The bench that is kept on disk is the person's, and restore waits")
    func kept() throws {
        do {
            var (session, _) = session()
            for line in own + ["lesson 3", "token lag old=0.5"] { try session.execute(line) }
            session.keepBench()
        }
        var (session, listener) = session()
        try session.execute("lesson 3")
        #expect(session.failure(of: "restore")?.hint == "type lesson off first")
        try session.execute("lesson off")
        try session.execute("restore")
        #expect(session.workbench.bench.tokens.map(\.name) == ["mine"])
        #expect(listener.notes.contains { $0.contains("1 token") })
    }

    @Test("Lines pasted together that begin, leave or go on in a lesson keep undo in order")
    func blocks() throws {
        var (session, _) = session()
        try session.execute(own[0])
        var block = session.beginBlock()
        for line in ["set c=5", "lesson 3", "token lag old=0.5"] { try session.execute(line) }
        session.endBlock(block, "pasted")
        try session.execute("token lead old=0.2")
        block = session.beginBlock()
        for line in ["token lag old=0.4", "next"] { try session.execute(line) }
        session.endBlock(block, "pasted")
        #expect(session.failure(of: "undo") != nil)
        block = session.beginBlock()
        for line in ["lesson off", "set c=7"] { try session.execute(line) }
        session.endBlock(block, "pasted")
        #expect(session.workbench.bench.common["c"] == 7)
        try session.execute("undo")
        #expect(session.workbench.bench.common["c"] == 5)
        try session.execute("undo")
        #expect(session.workbench.bench.common["c"] == nil)
        #expect(session.workbench.bench.tokens.map(\.name) == ["mine"])
        try session.execute("undo")
        #expect(session.workbench == Workbench())
    }

    @Test("A script may take a lesson, and one that fails in it leaves nothing after")
    func scripts() throws {
        var (session, _) = session()
        try session.execute(own[0])
        let before = session.workbench
        let good = try folder.write("lesson 3\nnext\ntoken lag old=0.3\n", to: "good.flip")
        let bad = try folder.write("lesson 3\nnext\nnext\n", to: "bad.flip")
        #expect(session.failure(of: "run \(bad)") != nil)
        #expect(session.lesson == nil && session.workbench == before)
        try session.execute("run \(good)")
        #expect(session.lesson?.id == "3.2")
        #expect(session.failure(of: "run \(bad)") != nil)
        #expect(session.lesson?.id == "3.2" && session.workbench.bench.tokens.count == 1)
        try session.execute("lesson off")
        #expect(session.workbench == before)
        try session.execute("undo")
        #expect(session.workbench == Workbench())
    }

    @Test("save in a lesson says whose bench it saves, and a figure from it knows its recipe")
    func saving() throws {
        var (session, listener) = session()
        try session.execute("lesson 5")
        try session.execute("save \(folder.word("saved.flip"))")
        #expect(listener.notes.contains { $0.contains("the lesson's bench") })
        try session.execute("plot tokens out=\(folder.word("tokens.png"))")
        try session.execute("lesson off")
        try session.execute("recipe \(folder.word("tokens.png"))")
        #expect(listener.outputs.last?.contains("token lag old=0.3 new=0.1 adv=1") == true)
    }

    @Test(
        "A lesson that is interrupted before it has begun leaves everything as it was",
        arguments: [3, 8])
    func interrupted(most: Int) throws {
        let calls = Mutex(0)
        var (session, _) = makeSession(isCancelled: {
            calls.withLock { count in
                count += 1
                return count > most
            }
        })
        try session.execute(own[0])
        let before = session.workbench
        #expect(session.failure(of: "lesson 8.5")?.code == .interrupted)
        #expect(session.lesson == nil && session.workbench == before)
        try session.execute("undo")
        #expect(session.workbench == Workbench())
    }

    @Test("Progress outlives the session as plain text, and can be dropped")
    func progress() throws {
        do {
            var (session, _) = session()
            for line in ["lesson 3", "next", "skip", "lesson off"] { try session.execute(line) }
        }
        #expect(
            try folder.read("lessons").hasSuffix("3.1 passed\n3.2 skipped\n"))
        var (session, listener) = session()
        try session.execute("lesson list")
        #expect(listener.outputs.last?.contains("3          lesson 3.3") == true)
        try session.execute("lesson 1")
        try session.execute("next")
        try session.execute("lesson reset 3")
        #expect(session.progress.states == ["1.1": .passed])
        try session.execute("lesson forget")
        #expect(!folder.names.contains("lessons"))
        try session.execute("lesson forget")
        #expect(session.progress.states.isEmpty)
    }

    @Test("Progress that somebody wrote by hand is read as far as it makes sense")
    func foreignProgress() throws {
        _ = try folder.write(
            "# mine\n3 passed\n4.1 skipped\n5 nonsense\n\n6 passed x\n", to: "lessons")
        let (session, _) = session()
        #expect(session.progress.states == ["3": .passed, "4.1": .skipped])
    }

    @Test("A prompt's place is that of the step")
    func place() throws {
        var (session, _) = session()
        #expect(session.lessonPlace == nil)
        try session.execute("lesson 3.2")
        #expect(session.lessonPlace == "lesson 3.2")
    }
}
