// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
import Simulation
import Testing
import TokenWeights

@testable import Lab
@testable import Pages
@testable import WorkbenchModel

/// A lesson that trains a network for a second, under a verifier with a hole, and reads its answers.
private let lesson = repository.appending(path: "Tests/Web/net.lesson")

/// What it trains with.
private func training() throws -> String {
    let line = try String(contentsOf: lesson, encoding: .utf8).split(separator: "\n")
        .first { $0.hasPrefix("reveal: ") }
    return try String(#require(line).dropFirst(8))
}

private func isNear(_ number: Double, _ other: Double) -> Bool {
    abs(number - other) <= 1e-14 * max(1, abs(other))
}

@Suite("Written answers on pages of lessons")
struct AnswerPageTests {
    private func lessonPage() throws -> Page {
        let scratch = try ScratchFolder()
        var (session, _) = pageSession()
        try session.execute("lesson file=\"\(lesson.path)\"")
        try session.execute("lesson page out=\(scratch.word("a.html"))")
        return try Page(scratch.read("a.html"))
    }

    @Test("A step that shows answers has them token by token, as they were trained on")
    func answers() throws {
        let page = try lessonPage()
        let steps = try #require(page.data["steps"] as? [[String: Any]])
        #expect(steps.map { $0["answers"] != nil } == [false, true, false])
        let shown = try #require(steps[1]["answers"] as? [String: Any])
        #expect((shown["caption"] as? String)?.contains("verifier last") == true)
        let answers = try #require(shown["answers"] as? [[String: Any]])
        let (session, _) = try run([training()])
        let set = session.workbench.runs[0]
        #expect(answers.count == 3)
        for (step, answer) in answers.enumerated() {
            let trained = try session.workspace.trainedAnswer(
                of: set, step: step, methods: [], span: nil)
            #expect(answer["pieces"] as? [String] == trained.readable)
            for (key, numbers) in [
                ("weights", trained.answer.weights),
                ("old", trained.tokens.map(\.oldLogProbability)),
                ("new", trained.tokens.map(\.logProbability)),
                ("ratio", trained.tokens.map(\.importanceRatio)),
            ] {
                let read = try #require(answer[key] as? [Double])
                // What reads JSON here is off by a last digit.
                #expect(
                    read.count == numbers.count && zip(read, numbers).allSatisfy(isNear), "\(key)")
            }
            let wrong = trained.isFalse.indices.filter { trained.isFalse[$0] }
            #expect(answer["wrong"] as? [Int] == wrong)
            let verdict = answer["verdict"] as? String
            #expect(verdict?.hasPrefix("reward \(trained.answer.isRight ? 1 : 0) · A = ") == true)
            #expect(verdict?.contains("false step") == trained.answer.isWrong)
            let looks = try #require(answer["looks"] as? [String])
            #expect(looks == trained.answer.weights.map { WeightLook.of($0).name })
        }
    }

    @Test("Without scripts they are texts with tables of numbers, behind something to open")
    func prose() throws {
        let page = try lessonPage()
        let open = page.markup.replacing(/<details>.*?<\/details>/.dotMatchesNewlines(), with: "")
        #expect(!open.contains("chip") && page.markup.contains("chip"))
        let texts = page.markup.matches(of: /<p class="chips">(.*?)<\/p>/)
            .map { String($0.1.replacing(/<[^>]*>/, with: "")) }
        let (session, _) = try run([training()])
        let answers = session.workbench.runs[0].runs[0].answers.filter { !$0.weights.isEmpty }
        let written = answers.map { WrittenTask.reach.shown($0.tokens[...]).joined() }
        #expect(Array(texts.dropFirst()) == written)
        let rows = page.markup.matches(of: /<tr><td>/).count
        #expect(rows == answers.reduce(0) { $0 + $1.tokens.count })
        #expect(page.styles.count == 1 && !page.markup.contains("style="))
    }

    @Test("A paragraph whose lines are all set in is lines to type")
    func lines() {
        var page = PageLesson(name: "1", title: "t", claim: "c", takeaway: "w")
        let text = "Try <b>:\n\n    token a old=0.1\n    weights\n\nor not."
        page.steps = [PageLesson.Step(id: "1.1", word: "play", text: text)]
        let markup = String(decoding: page.bytes, as: UTF8.self)
        #expect(markup.contains("<pre>token a old=0.1\nweights</pre>\n<p>or not.</p>"))
        #expect(
            markup.contains("<p>Try &#60;b&#62;:</p>") || markup.contains("<p>Try &lt;b&gt;:</p>"))
    }

    @Test("Weights have looks from nothing to most, each with its bound")
    func looks() {
        let names = [0, 1e-300, 0.79, 0.8, 0.97, 0.98, 1, 1.02, 1.2, 1.25, 9, .infinity].map {
            WeightLook.of($0).name
        }
        #expect(
            names == [
                "none", "least", "least", "less", "less", "one", "one", "more", "more", "most",
                "most", "most",
            ])
    }
}
