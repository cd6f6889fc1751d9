// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
@testable import Results
@testable import Teaching
import Testing

@testable import Lab
import WorkbenchModel

@Suite("What lessons say to those who type something else")
struct LessonAdviceTests {
    @Test(
        "At every step, what is said of a wrong line is a line that works",
        arguments: Lesson.quick.map(\.name))
    func everyStep(name: String) throws {
        var (session, _) = makeSession()
        try session.execute("lesson \(name)")
        while let play = session.lesson {
            var words = play.step.question?.words ?? []
            if let question = play.step.question {
                let right = try? question.right(LessonNumbers(workbench: play.bench))
                words += right.map { [$0] } ?? []
            }
            let lines =
                ["next", "answer xyzzy", "predict 0", "answer", "lesson 99"] + words
                + words.flatMap { ["answer \($0)", "predict \($0)"] }
            for line in lines { try expectAdviceWorks(after: line, in: session) }
            try session.execute("skip")
        }
        for line in ["next", "hint", "answer 1"] {
            #expect(try expectAdviceWorks(after: line, in: session) != nil)
        }
    }

    @Test("A bare answer is told its verb, and a number once")
    func bare() throws {
        var (session, listener) = makeSession()
        for line in ["lesson 3.6"] { try session.execute(line) }
        #expect(session.failure(of: "yes")?.hint == "type answer yes")
        try session.execute("answer yes")
        #expect(session.failure(of: "yes")?.hint?.contains("answer") != true)
        try session.execute("lesson 0.6")
        for line in ["1/2", "ratio(0.10, 0.05)"] { try session.execute(line) }
        #expect(listener.notes == ["If that is your answer, type answer 1/2"])
    }

    @Test(
        "An answer may be given as a name with its value",
        arguments: ["answer r=0.5", "answer r = 1/2", "answer = 0.5", "answer 0.5"])
    func named(line: String) throws {
        var (session, listener) = makeSession()
        for line in ["lesson 1.6", line] { try session.execute(line) }
        #expect(listener.outputs.last?.hasPrefix("0.5: right.") == true)
    }

    @Test("What a step still asks for is said once, not at a half, and not where it is done")
    func reminder() throws {
        var (session, listener) = makeSession()
        try session.execute("lesson 3.2")
        try session.execute("token lag old=0.3 new=0.1")
        #expect(listener.notes.isEmpty)
        try session.execute("show tokens")
        #expect(listener.notes.isEmpty)
        for line in ["token lead old=0.2 new=0.36", "weights", "token other old=0.5 new=0.4"] {
            try session.execute(line)
        }
        #expect(listener.notes.count == 1)
        #expect(listener.notes.first?.hasPrefix("3.2 still asks for this: ") == true)
        try session.execute("token lead old=0.3")
        #expect(session.lesson?.mayGoOn == true)
        try session.execute("hint")
        #expect(listener.outputs.last == "3.2 is done. Type next.")
        #expect(listener.notes.count == 1)
    }

    @Test("Nothing of the first minute is suggested within a lesson")
    func noCompetition() throws {
        for setup in [["lesson 1.2"], []] {
            var (session, listener) = makeSession()
            session.workspace.environment.answers = true
            for line in setup + ["token z old=0.1 new=0.2"] { try session.execute(line) }
            #expect(listener.notes.contains { $0.contains("next: weights") } == setup.isEmpty)
        }
    }

    @Test("Where a lesson was left it goes on, in lists as in offers")
    func place() throws {
        let folder = try ScratchFolder()
        do {
            var (session, listener) = makeSession(stateFolder: folder.path)
            for line in ["lesson 1", "next", "skip", "skip", "lesson off"] {
                try session.execute(line)
            }
            #expect(listener.outputs.last?.hasSuffix("lesson 1.4 goes on there.") == true)
        }
        var (session, listener) = makeSession(stateFolder: folder.path)
        try session.execute("lesson list")
        #expect(listener.outputs.last?.contains(" 1          lesson 1.4  The ratio") == true)
        #expect(listener.outputs.last?.hasSuffix("Type lesson 1.4 to go on.") == true)
        #expect(session.failure(of: "next")?.hint?.hasSuffix("type lesson 1.4") == true)
        try session.execute("lesson 1")
        #expect(listener.outputs.last?.contains("You were at 1.4: lesson 1.4 goes on") == true)
        try session.execute("lesson 1.4")
        while session.lesson != nil { try session.execute("skip") }
        #expect(session.progress.place(in: .ratio) == nil)
        try session.execute("lesson reset 1")
        #expect(session.progress.word(for: .ratio).isEmpty)
    }
}

@Suite("What a learner makes besides the lesson's own")
struct LessonCarryingTests {
    @Test("A token of any name stays on the bench, and the lesson's own are as it has them")
    func tokens() throws {
        var (session, listener) = makeSession()
        for line in ["lesson 0.3", "token foo old=0.5 new=0.4", "token lucky new=0.5", "next"] {
            try session.execute(line)
        }
        let tokens = session.workbench.bench.tokens
        #expect(tokens["foo"]?.new.value == 0.4)
        #expect(tokens["mine"] == nil)
        #expect(tokens["lucky"]?.new.value == 0.03)
        #expect(listener.outputs.last?.hasPrefix("lucky: as the lesson has it again.") == true)
        for line in ["drop lucky", "undo", "next"] { try session.execute(line) }
        #expect(session.workbench.bench.tokens["foo"] != nil)
    }

    @Test("A token made before a prediction is there after it; rules stay too")
    func prediction() throws {
        var (session, _) = makeSession()
        for line in [
            "lesson 3.3", "token foo old=0.5 new=0.4", "rule f = 1/r", "predict lag", "next",
        ] { try session.execute(line) }
        #expect(session.workbench.bench.tokens["foo"] != nil)
        #expect(session.workbench.bench.rules["f"] != nil)
        #expect(session.workbench.bench.tokens["lag"]?.new.value == 0.1)
    }

    @Test("Where the bench is one position, tokens besides are set aside, and that is said")
    func wholeBench() throws {
        var (session, listener) = makeSession()
        for line in ["lesson 4.1", "token foo old=0.5 new=0.4", "next"] {
            try session.execute(line)
        }
        #expect(session.workbench.bench.tokens["foo"] == nil)
        #expect(listener.outputs.last?.contains("foo: set aside") == true)
    }

    @Test("Simulations of one's own are the ones that the last step shows")
    func runs() throws {
        var (session, _) = makeSession()
        for line in [
            "lesson challenge.2", "simulate methods=aspo inner=1 steps=480 entropy_coef=0.06",
        ] {
            try session.execute(line)
        }
        #expect(session.lesson?.mayGoOn == true)
        let made = session.workbench.runs
        try session.execute("next")
        #expect(session.workbench.runs == made)
    }
}
