// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Teaching
import Testing
import WorkbenchModel

@testable import Lab
@testable import Pages

@Suite("Lessons as pages")
struct LessonPageTests {
    /// Returns the page of a lesson.
    private func lesson(_ name: String, after lines: [String] = []) throws -> Page {
        let scratch = try ScratchFolder()
        var (session, _) = pageSession()
        for line in lines { try session.execute(line) }
        try session.execute("lesson page \(name) out=\(scratch.word("a.html"))")
        return try Page(scratch.read("a.html"))
    }

    @Test("A lesson has its steps, with what they come to worked out")
    func steps() throws {
        let lesson = try #require(Lesson.named("3"))
        let page = try self.lesson("3")
        #expect(page.data["kind"] as? String == "lesson" && page.data["name"] as? String == "3")
        let steps = try #require(page.data["steps"] as? [[String: Any]])
        #expect(steps.map { $0["word"] as? String } == lesson.steps.map(\.word))
        #expect(steps.map { $0["id"] as? String }.last == "3.\(steps.count)")
        for step in steps {
            let texts =
                ["text", "why"].compactMap { step[$0] as? String }
                + (step["hints"] as? [String] ?? [])
            #expect(texts.allSatisfy { !$0.contains("{") }, "\(texts)")
        }
        let prediction = try #require(steps[2]["question"] as? [String: Any])
        #expect(prediction["choices"] as? [String] == ["lag", "lead", "same"])
        #expect(prediction["right"] as? String == "lead")
        #expect((steps[2]["output"] as? String)?.contains("1.2000") == true)
        let number = try #require(steps[4]["question"] as? [String: Any])
        #expect(number["number"] as? Bool == true && number["right"] as? Double == 0)
        let slips = try #require(number["slips"] as? [[String: Any]])
        #expect(abs((slips[0]["answer"] as? Double ?? 0) - 1 / 3) < 1e-12)
        let picture = try #require(steps.last?["picture"] as? [String: Any])
        #expect((picture["image"] as? String)?.hasPrefix("data:image/") == true)
        let explored = try #require(page.data["explore"] as? [String: Any])
        #expect(
            (explored["tokens"] as? [[String: Any]])?.map { $0["name"] as? String } == [
                "lag", "lead",
            ])
        #expect((page.data["next"] as? [String: String])?["name"] == "4")
    }

    @Test("Without scripts every answer is behind something to open")
    func prose() throws {
        let page = try lesson("3")
        let open = page.markup.replacing(/<details>.*?<\/details>/.dotMatchesNewlines(), with: "")
        #expect(open.contains("Which one does GRPO push with the greater weight?"))
        #expect(!open.contains("<strong>") && !open.contains("lead gets 1.2"))
        #expect(page.markup.contains("<p><strong>lead</strong></p>"))
    }

    @Test("Every lesson that is quickly run makes a page, whatever the bench holds")
    func all() throws {
        for name in ["1", "2", "7", "9"] {
            let page = try lesson(name, after: ["token own old=0.1 new=0.2 adv=1", "use cispo"])
            #expect(page.scripts.count == 3 && !page.text.contains("{{"))
            let explored = page.data["explore"] as? [String: Any]
            let tokens = (explored?["tokens"] as? [[String: Any]] ?? []).map {
                $0["name"] as? String
            }
            #expect(!tokens.contains("own"))
        }
    }

    @Test(
        "What is no page is refused, with the line that works",
        arguments: ["lesson page 3", "lesson page 3 out=a.md", "lesson page 99 out=a.html"])
    func wrong(line: String) throws {
        var (session, _) = pageSession()
        #expect(session.failure(of: line)?.hint?.contains(" lesson") == true || line.contains("99"))
        #expect(
            session.failure(of: "lesson page 3")?.hint == "write lesson page 3 out=lesson-3.html")
    }

    @Test("A page of a lesson is made again as a figure is, on a bench of its own")
    func replay() throws {
        let scratch = try ScratchFolder()
        let (file, again) = (scratch.word("a.html"), scratch.word("b.html"))
        var (session, listener) = pageSession()
        try session.execute("token own old=0.1 new=0.2 adv=1")
        try session.execute("lesson page 2 out=\(file)")
        try session.execute("recipe \(file)")
        #expect(listener.outputs.last?.hasSuffix("\nlesson page 2") == true)
        try session.execute("replay \(file) out=\(again)")
        #expect(listener.outputs.last == "The page came out the same, byte for byte.")
        #expect(try scratch.read("a.html") == scratch.read("b.html"))
        #expect(session.workspace.workbench.bench.tokens.values.map(\.name) == ["own"])
        #expect(
            session.failure(of: "replay \(file) out=\(scratch.word("c.png"))")?.hint?
                .hasSuffix("out=lesson.html") == true)
        #expect(
            session.failure(of: "view \(file)")?.message.contains("holds no recipe that could be")
                == true)
    }

    @Test(
        "A page that was changed comes out different, and one of a lesson that is not there is refused"
    )
    func changed() throws {
        let scratch = try ScratchFolder()
        let file = scratch.word("a.html")
        var (session, listener) = pageSession()
        try session.execute("lesson page 2 out=\(file)")
        let text = try scratch.read("a.html")
        _ = try scratch.write(text.replacing("</html>", with: "<p></html>"), to: "a.html")
        try session.execute("replay \(file)")
        #expect(listener.outputs.last?.hasPrefix("The page came out different") == true)
        _ = try scratch.write(text.replacing("lesson page 2", with: "lesson page 99"), to: "a.html")
        #expect(session.failure(of: "replay \(file)") != nil)
    }
}
