// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
@testable import Results
@testable import Teaching
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Returns the lines that the third hint of the step under way says to type.
func linesOfLastHint(_ session: inout Session, _ listener: Listener) throws -> [String] {
    for _ in 0..<3 { try session.execute("hint") }
    let text = try #require(listener.outputs.last)
    #expect(text.hasPrefix("Hint 3 of 3: type"))
    return text.split(separator: "\n").dropFirst().map { String($0.drop { $0 == " " }) }
}

extension Lesson {
    /// The lessons without a network: those with one train it for seconds, which a test that runs a lesson
    /// over and over would do a hundred times.
    static let quick = all.filter { lesson in
        !lesson.steps.contains { $0.lines.contains { $0.contains("world=reach") } }
    }
}

@Suite("The lessons")
struct LessonTests {
    private static let names = Lesson.all.map(\.name)

    @Test("The third hint of every step does it, and the lesson is passed then", arguments: names)
    func solutions(name: String) throws {
        let folder = try ScratchFolder()
        var (session, listener) = makeSession(stateFolder: folder.path)
        try session.execute("lesson \(name)")
        let lesson = try #require(Lesson.named(name))
        for (index, step) in lesson.steps.enumerated() {
            let play = try #require(session.lesson)
            #expect(play.id == "\(name).\(index + 1)")
            if step.asksForSomething {
                #expect(play.states[index] == .open, "\(play.id) is done before it begins")
                #expect(session.failure(of: "next")?.hint?.contains("skip") == true)
                for line in try linesOfLastHint(&session, listener) { try session.execute(line) }
            }
            // What trains a network is trained once in all of these tests.
            if !Lesson.quick.contains(where: { $0.name == name }), let question = step.question {
                try holds(question, session.lessonNumbers, play.id)
            }
            #expect(session.lesson?.mayGoOn == true, "\(play.id)")
            try session.execute("next")
        }
        #expect(session.lesson == nil)
        #expect(session.progress.states[name] == .passed)
        #expect(listener.outputs.last?.contains("Take away: ") == true)
        for output in listener.outputs {
            #expect(!output.contains("{") && !output.contains(" nan"), "\(output)")
            let prose = output.split(separator: "\n").prefix { !$0.hasPrefix("flipside>") }
            for row in prose { #expect(textWidth(String(row)) <= 80, "\(row)") }
        }
    }

    @Test(
        "Wrong predictions are shown beside what is so; wrong answers are refused, with a reason",
        arguments: Lesson.quick.map(\.name))
    func wrongAnswers(name: String) throws {
        var (session, listener) = makeSession()
        try session.execute("lesson \(name)")
        while let play = session.lesson {
            switch play.step.kind {
            case .predict(let question, _):
                let wrong = wrong(question)
                try session.execute("predict \(wrong)")
                let text = try #require(listener.outputs.last)
                #expect(text.contains("You predicted \(wrong) · it is "), "\(play.id)")
                let praise = LessonQuestion.Verdict.praise
                #expect(!praise.contains { text.contains($0) }, "\(play.id)")
                #expect(session.failure(of: "predict \(wrong)")?.hint == "type next")
            case .ask(let question):
                let bench = play.bench
                for answer in [wrong(question)] + question.slips.map(\.answer) {
                    let typed = try value(answer, question, bench)
                    try session.execute("answer \(typed)")
                    #expect(listener.outputs.last?.contains("not quite") == true, "\(play.id)")
                    #expect(session.failure(of: "next") != nil)
                    let remark = question.slips.first { $0.answer == answer }?.remark ?? ""
                    let words = listener.outputs.last?.split { " \n".contains($0) } ?? []
                    #expect(words.joined(separator: " ").contains(remark), "\(play.id)")
                }
                try session.execute("skip")
                continue
            case .act:
                try session.execute("skip")
                continue
            case .tell, .show, .sandbox: break
            }
            try session.execute("next")
        }
    }

    /// Returns an answer that is wrong.
    private func wrong(_ question: LessonQuestion) -> String {
        switch question.kind {
        case .number: "123.5"
        case .choice(let words, let right, _): words.first { $0 != right } ?? ""
        }
    }

    /// Returns what to type for the answer of a slip.
    private func value(
        _ answer: String, _ question: LessonQuestion, _ bench: Workbench
    ) throws -> String {
        guard case .number = question.kind else { return answer }
        return "\(try LessonNumbers(workbench: bench).value(of: answer))"
    }

    @Test(
        "What is said to be right is so, and what a slip names is wrong",
        arguments: Lesson.quick.map(\.name))
    func truths(name: String) throws {
        let (session, _) = makeSession()
        let lesson = try #require(Lesson.named(name))
        var bench = try session.bench(after: lesson.setup, from: Workbench())
        for (index, step) in lesson.steps.enumerated() {
            bench = try session.bench(after: step.lines, from: bench)
            guard let question = step.question else { continue }
            try holds(question, LessonNumbers(workbench: bench), lesson.id(ofStep: index))
        }
    }

    /// Holds a question to the numbers that are there once it is answered.
    private func holds(_ question: LessonQuestion, _ numbers: LessonNumbers, _ id: String) throws {
        if case .choice(let words, let right, let since) = question.kind {
            #expect(words.contains(right), "\(id)")
            if let since { #expect(try numbers.holds(since), "\(id): \(since)") }
        }
        #expect(try question.verdict(on: question.right(numbers), numbers).isRight, "\(id)")
        for slip in question.slips {
            var given = slip.answer
            if case .number = question.kind { given = "\(try numbers.value(of: given))" }
            let verdict = try question.verdict(on: given, numbers)
            #expect(!verdict.isRight && verdict.remark == slip.remark, "\(id): \(slip.answer)")
        }
    }

    @Test(
        "A hint and a wrong word train no network, for a prediction is still open",
        arguments: ["11", "12"])
    func untrained(name: String) throws {
        var (session, listener) = makeSession()
        try session.execute("lesson \(name)")
        try session.execute("next")
        #expect(try linesOfLastHint(&session, listener).first?.hasPrefix("predict ") == true)
        #expect(session.failure(of: "predict banana") != nil)
        let hasProgress = listener.events.contains {
            if case .progress = $0 { true } else { false }
        }
        #expect(!hasProgress && session.workbench.runs.isEmpty)
    }

    @Test("What is passed over shows how far it is, and nothing of what it finds")
    func silence() throws {
        let scratch = try ScratchFolder()
        let line = "simulate world=reach size=small prompts=4 group=4 steps=2 seeds=1 methods=grpo"
        let text = """
            name: net
            title: t
            claim: c
            takeaway: w
            == predict
            What?
            choices: a, b
            answer: a
            reveal: \(line)
            hint: h
            hint: h
            why: y
            """
        var (session, listener) = makeSession()
        try session.execute("lesson file=\(scratch.write(text, to: "net.lesson"))")
        try session.execute("skip")
        let previews = listener.events.compactMap { event in
            if case .progress(let progress) = event { progress.preview } else { nil }
        }
        #expect(previews.isEmpty)
    }

    @Test("Steps that are skipped are kept as skipped, and done later as passed", arguments: ["3"])
    func skipping(name: String) throws {
        let folder = try ScratchFolder()
        var (session, listener) = makeSession(stateFolder: folder.path)
        try session.execute("lesson \(name)")
        while session.lesson != nil { try session.execute("skip") }
        let states = session.progress.states
        #expect(states["3.1"] == .passed && states["3.2"] == .skipped && states["3"] == nil)
        #expect(listener.outputs.contains { $0.contains("  answer yes") })
        #expect(listener.outputs.last?.contains("Skipped: 3.2, 3.3, 3.4, 3.5, 3.6.") == true)
        try session.execute("lesson list")
        #expect(listener.outputs.last?.contains("5 skipped") == true)
        for line in [
            "lesson 3.2", "token lag old=0.3 new=0.1 adv=1", "token lead old=0.3 new=0.36 adv=1",
            "next", "predict lag", "next", "token lag adv=-1", "token lead adv=-1", "next",
            "answer 0", "next", "answer yes", "next", "next",
        ] { try session.execute(line) }
        #expect(session.progress.states["3"] == .passed)
        try session.execute("lesson list")
        #expect(listener.outputs.last?.contains("3          passed") == true)
    }

    @Test("Numbers in the texts of lesson 2 are those of group")
    func groups() throws {
        let table = try lastOutput("group 1 0 0 0 0 0 0 0 digits=4")
        #expect(table.contains("2.4749") && table.contains("-0.3536"))
        let numbers = LessonNumbers(workbench: Workbench())
        let value = try numbers.value(of: "(1 - 1/8)/(sqrt(1/8) + 1e-6)")
        #expect(abs(value - 2.4749) < 5e-5)
    }

    @Test("Every lesson is short, has hints where it asks, and a step to begin with")
    func form() {
        #expect(Set(Self.names).count == Lesson.all.count)
        #expect(Lesson.quick.count == Lesson.all.count - 2)
        for lesson in Lesson.all {
            #expect((3...7).contains(lesson.steps.count), "\(lesson.name)")
            for (index, step) in lesson.steps.enumerated() {
                let id = lesson.id(ofStep: index)
                #expect(step.asksForSomething == (step.hints.count == 2), "\(id)")
                #expect(step.text.count < 900 && step.why.count < 700, "\(id)")
            }
        }
    }

    @Test("A step can be done in other ways than its solution's, and not by half")
    func otherWays() throws {
        var (session, listener) = makeSession()
        try session.execute("lesson 3.2")
        try session.execute("token lag old=30% new=logp(-2.302585092994046) adv=1")
        #expect(session.lesson?.states[1] == .open)
        try session.execute("token other old=0.5")
        try session.execute("token lead old=3/10 new=0.37 adv=1")
        #expect(session.lesson?.states[1] == .open)
        try session.execute("token lead new=0.36")
        #expect(session.lesson?.states[1] == .passed)
        #expect(listener.outputs.last?.hasPrefix("3.2 is done.") == true)
        let count = listener.outputs.count
        try session.execute("token lead new=0.36")
        #expect(listener.outputs.count == count)
        try session.execute("next")
        #expect(session.workbench.bench.tokens["other"]?.old.value == 0.5)
        #expect(session.workbench.bench.tokens["lead"]?.new.value == 0.36)
    }

    @Test("back shows a step with its own bench, and what was said there before")
    func back() throws {
        var (session, listener) = makeSession()
        for line in ["lesson 3.3", "predict same", "next", "clear", "back"] {
            try session.execute(line)
        }
        #expect(session.lesson?.id == "3.3")
        #expect(session.workbench.bench.tokens.count == 2)
        #expect(listener.outputs.last?.contains("You predicted same · it is lead.") == true)
        #expect(listener.outputs.last?.contains("flipside> weights methods=grpo") == true)
        try session.execute("next")
        #expect(session.lesson?.id == "3.4")
        for _ in 0..<3 { try session.execute("back") }
        #expect(session.failure(of: "back")?.hint?.contains("lesson off") == true)
    }

    @Test(
        "Outside of a lesson its verbs say how to begin one",
        arguments: ["next", "back", "hint", "skip", "predict 1", "answer 1", "lesson off"])
    func outside(line: String) {
        var (session, _) = makeSession()
        #expect(session.failure(of: line)?.hint?.hasSuffix("to go on type lesson 0") == true)
    }

    @Test(
        "A verb in the wrong place, and an answer that is none, say what to type",
        arguments: [
            ("lesson 3.3", "answer lag", "type predict lag"),
            ("lesson 3.5", "predict 0", "type answer"), ("lesson 3.5", "answer zero", "number"),
            ("lesson 3.3", "predict up", "choose one of lag, lead, same"),
            ("lesson 3", "hint", ""), ("lesson 3", "lesson 99", "lesson list"),
            ("lesson 3", "lesson 3.9", "3.1 to 3.7"), ("lesson 3", "lesson reset", ""),
        ])
    func misuse(setup: String, line: String, hint: String) throws {
        var (session, _) = makeSession()
        try session.execute(setup)
        let failure = session.failure(of: line)
        let said = failure?.hint ?? ""
        #expect(said.contains(hint) || hint.isEmpty, "\(said)")
        #expect((failure == nil) == hint.isEmpty)
    }

    @Test("In JSON a step is one object with its results in it")
    func json() throws {
        var (session, listener) = makeSession()
        session.workspace.prefersJSON = true
        for line in ["lesson 3.3", "predict lead", "next", "skip", "hint"] {
            let count = listener.outputs.count
            try session.execute(line)
            #expect(listener.outputs.count == count + 1)
        }
        let reveal = try JSONValue(parsing: listener.outputs[1])
        #expect(reveal["step"]?.text == "3.3" && reveal["done"]?.flag == true)
        #expect(reveal["predicted"]?.text == "lead" && reveal["right"]?.flag == true)
        #expect(listener.outputs[1].contains("\"weight.grpo\":1.2"))
    }

    @Test("Completion offers the lessons, and the words of the question")
    func completion() throws {
        var (session, _) = makeSession()
        try session.execute("lesson 3.3")
        func offers(_ line: String) -> [String] {
            session.completions(line, cursor: line.unicodeScalars.count).candidates.map(\.text)
        }
        #expect(offers("predict ") == ["lag", "lead", "same"])
        #expect(offers("lesson ch").contains("challenge"))
    }
}
