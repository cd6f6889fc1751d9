// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
@testable import Teaching
import Testing

@testable import Lab
@testable import WorkbenchModel

@Suite("Lessons on paper, and lessons of teachers")
struct LessonPaperTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    /// What an answer's reason would be in a text whose lines are broken.
    private func flat(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test("A worksheet has no answers, and its key has them all", arguments: ["0", "2", "3", "6"])
    func sheets(name: String) throws {
        let (session, _) = makeSession()
        let lesson = try #require(Lesson.named(name))
        let sheet = flat(try session.sheet(of: lesson, isKey: false))
        let key = flat(try session.sheet(of: lesson, isKey: true))
        var bench = try session.bench(after: lesson.setup, from: Workbench())
        for step in lesson.steps {
            #expect(sheet.contains(flat(try LessonNumbers(workbench: bench).filled(step.text))))
            bench = try session.bench(after: step.lines, from: bench)
            let numbers = LessonNumbers(workbench: bench)
            if let question = step.question {
                #expect(key.contains("**\(try question.right(numbers))**"))
            }
            let why = flat(try numbers.filled(step.why))
            if !why.isEmpty { #expect(key.contains(why) && !sheet.contains(why)) }
            for hint in step.hints { #expect(!sheet.contains(flat(hint))) }
        }
        #expect(!sheet.contains("**") && !sheet.contains(flat(lesson.takeaway)))
        #expect(sheet.contains("I predict: ____") || name == "0")
    }

    @Test("Sheets are printed or written; without a number it is the open lesson's")
    func writing() throws {
        var (session, listener) = makeSession()
        try session.execute("lesson worksheet 3")
        #expect(listener.outputs.last?.hasPrefix("# Lesson 3 · ") == true)
        try session.execute("lesson key 3 out=\(folder.word("key.md"))")
        #expect(try folder.read("key.md").contains("· key"))
        #expect(session.failure(of: "lesson worksheet")?.hint?.contains("worksheet 3") == true)
        try session.execute("lesson 5")
        try session.execute("lesson worksheet")
        #expect(listener.outputs.last?.hasPrefix("# Lesson 5 · ") == true)
    }

    @Test("Notes have the results and the figures, which know their recipes")
    func notes() throws {
        var (session, listener) = makeSession()
        try session.execute("lesson 5")
        try session.execute("predict 2")
        try session.execute("lesson notes 0 5 out=\(folder.word("notes.md"))")
        let notes = try folder.read("notes.md")
        #expect(notes.contains("    flipside> weights") && notes.contains("I said: 2"))
        #expect(notes.contains("(notes-5.5.png)") && notes.contains("**Take away:**"))
        try session.execute("recipe \(folder.word("notes-5.5.png"))")
        #expect(listener.outputs.last?.contains("plot weight methods=grpo,aspo") == true)
        #expect(session.lesson?.id == "5.1")
        #expect(session.failure(of: "lesson notes")?.hint?.contains("out=") == true)
        _ = try folder.write("mine", to: "other.md")
        #expect(session.failure(of: "lesson notes 5 out=\(folder.word("other.md"))")?.code == .file)
    }

    @Test("The example of a lesson file works, and is the one that the document shows")
    func example() throws {
        let path = repository.appending(path: "assets/lessons/example.lesson").path
        let file = try String(contentsOfFile: path, encoding: .utf8)
        let page = repository.appending(path: "docs/lessons.md").path
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("```text\n\(file)```"))
        var (session, listener) = makeSession(stateFolder: folder.path)
        try session.execute("lesson file=\"\(path)\"")
        #expect(session.lessonPlace == "lesson half.1")
        while let play = session.lesson {
            if play.step.asksForSomething {
                for line in try linesOfLastHint(&session, listener) { try session.execute(line) }
            }
            try session.execute("next")
        }
        #expect(listener.outputs.last?.contains("Take away: r and 1/r part") == true)
        #expect(!folder.names.contains("lessons"))
    }

    @Test("The document lists every lesson with what to take away")
    func listed() throws {
        let page = repository.appending(path: "docs/lessons.md").path
        let text = try String(contentsOfFile: page, encoding: .utf8)
        for lesson in Lesson.all {
            let takeaway = lesson.takeaway.split(separator: "|", omittingEmptySubsequences: false)
                .joined(separator: "\\|")
            #expect(text.contains("| `lesson \(lesson.name)` | \(lesson.title) | \(takeaway) |"))
        }
    }

    private static let head = "title: A\ntakeaway: B\n"

    @Test(
        "What is wrong with a lesson file is said with its line",
        arguments: [
            ("", ":1: the head has no title", "title"),
            ("title: A\ntakeaway: B\n", ": the lesson has no steps", "== read"),
            (head + "== reed\nx\n", ":3: there is no sort of step \"reed\"", "read, do"),
            (head + "== read\n", ":3: the step == read has no text", "below"),
            ("titel: A\n", ":1: there is no key titel", "did you mean title?"),
            (head + "hello\n", ":3: the head takes lines", "== read"),
            (head + "title:\n", ":3: title has no value", "colon"),
            (head + "name: 3\n== read\nx\n", ":3: a lesson cannot be called", "letters"),
            (head + "== do\nx\n", ":3: the step == do has no solution", "solution: …"),
            (head + "== do\nx\nsolution: weights\n", ":5: the bench is empty", "preset demo"),
            (
                head + "setup: preset demo\n== do\nx\nsolution: weights\n",
                ":4: step 1: its solution changes nothing", "== answer"
            ),
            (
                head + "== do\nx\nsolution: preset demo\ncheck: tokens > 9\n",
                ":3: step 1: its solution does not fulfil its check", "bench of your own"
            ),
            (
                head + "== do\nx\nsolution: tokn a old=0.5\n", ":5: ", "did you mean token?"
            ),
            (head + "== answer\nx\nanswer: r.a\n", ":3: step 1: ", ""),
            (head + "== answer\nx\nanswer: 1 ± x\n", ":5: a tolerance is a number", "±"),
            (head + "== answer\nx\nchoices: a\nanswer: a\n", ":5: choices are two", "yes, no"),
            (head + "== answer\nx\nchoices: a, b\nanswer: c\n", ":6: the answer \"c\"", "a, b"),
            (head + "== answer\nx\nanwser: 1\n", ":5: there is no key anwser", "answer"),
            (head + "== answer\nx\nanswer: 1\nslip: 2\n", ":6: a slip is", "slip: 5 ="),
            (
                head + "== predict\nx\nanswer: 1\n", ":3: the step == predict has no reveal",
                "reveal"
            ),
            (head + "== look\nx {1+}\nrun: help\n", ":5: a lesson makes a bench", "learner"),
            (head + "== look\nx\nrun: save a.flip\n", ":5: a lesson makes a bench", "learner"),
            (
                head + "== look\nx\nrun: plot weight out=a.png\n", ":5: a lesson names no files",
                "out"
            ),
            (head + "== look\nx {nothing}\nrun: preset demo\n", ":3: step 1: ", ""),
        ])
    func mistakes(text: String, message: String, hint: String) throws {
        let word = try folder.write(text, to: "wrong.lesson")
        var (session, _) = makeSession()
        let failure = session.failure(of: "lesson file=\(word)")
        let error = try #require(failure)
        #expect(error.message.contains(message), "\(error.message)")
        let said = error.hint ?? ""
        #expect(said.contains(hint) || hint.isEmpty, "\(said)")
        #expect(session.lesson == nil && folder.names == ["wrong.lesson"])
    }

    @Test("What a lesson file holds is never sent raw to a screen")
    func hostile() throws {
        let escape = "\u{1B}]0;x\u{7}\u{202E}"
        let text = """
            title: A\(escape)
            claim: B\(escape)
            takeaway: C\(escape)
            == answer
            D\(escape)
            choices: a\(escape), b
            answer: b
            slip: a = E\(escape)
            hint: F\(escape)
            hint: G
            why: H\(escape)
            """
        let word = try folder.write(text, to: "evil.lesson")
        var (session, listener) = makeSession()
        for line in [
            "lesson file=\(word)", "hint", "hint", "hint", "answer b", "lesson", "lesson worksheet",
            "next",
        ] { try session.execute(line) }
        for output in listener.outputs + listener.notes {
            #expect(
                !output.unicodeScalars.contains {
                    "\u{1B}\u{7}\u{202E}".unicodeScalars.contains($0)
                })
        }
        #expect(listener.outputs.contains { $0.contains("\\u(1B)]0;x") })
    }

    @Test("Only a text whose name ends in .lesson is one")
    func files() throws {
        var (session, _) = makeSession()
        let word = try folder.write("x", to: "a.txt")
        #expect(session.failure(of: "lesson file=\(word)")?.hint?.contains("end so") == true)
        #expect(session.failure(of: "lesson missing.lesson")?.code == .file)
        let binary = try folder.write("a\0b", to: "b.lesson")
        #expect(session.failure(of: "lesson file=\(binary)")?.message.contains("NUL") == true)
    }
}
