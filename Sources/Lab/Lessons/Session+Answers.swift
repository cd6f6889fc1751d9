// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import Teaching
import WorkbenchModel

extension Session {
    /// Takes a prediction, runs the lines that reveal what is so, and shows both side by side.
    mutating func predict(_ argument: Argument) throws(CommandError) {
        var play = try openLesson("predict")
        guard case .predict(let question, _) = play.step.kind else {
            throw notAsked("predict", argument, play)
        }
        if let given = play.given[play.index] {
            throw CommandError(
                .failed, "your prediction is committed: \(shownText(given))", span: argument.span,
                hint: "type next")
        }
        play.given[play.index] = try question.reading(
            argument.text, argument.span, workbench.bench.calculatorScope)
        var page = LessonPage()
        let steps = play.lesson.steps[play.index...]
        play.benches[play.index] = carried(onto: play.bench, of: play, for: steps, &page)
        try reveal(&play, &page)
        note(.passed, in: &play)
        lesson = play
        page.add("Type next.")
        say(page, of: play)
    }

    /// Runs the lines that reveal what is so, and shows what was predicted beside it.
    mutating func reveal(
        _ play: inout LessonPlay, _ page: inout LessonPage
    ) throws(CommandError) {
        guard case .predict(let question, let lines) = play.step.kind,
            let given = play.given[play.index]
        else { return }
        try run(lines, on: play.bench, &page)
        let numbers = LessonNumbers(workbench: workbench)
        let verdict = try question.verdict(on: given, numbers)
        let right = try question.right(numbers)
        play.model = workbench
        page.add("You predicted \(given) · it is \(right). \(verdict.comment(play.index))")
        page.add(try numbers.filled(play.step.why))
        page.members += [
            JSON.Member("predicted", .string(given)), JSON.Member("value", .string(right)),
            JSON.Member("right", .flag(verdict.isRight)),
        ]
    }

    /// Takes an answer, and says whether it is right.
    mutating func answer(_ argument: Argument) throws(CommandError) {
        var play = try openLesson("answer")
        guard case .ask(let question) = play.step.kind else {
            throw notAsked("answer", argument, play)
        }
        let given = try question.reading(
            argument.text, argument.span, workbench.bench.calculatorScope)
        let numbers = LessonNumbers(workbench: play.bench)
        let verdict = try question.verdict(on: given, numbers)
        var page = LessonPage()
        page.members = [
            JSON.Member("answered", .string(given)), JSON.Member("right", .flag(verdict.isRight)),
        ]
        play.given[play.index] = given
        if verdict.isRight { note(.passed, in: &play) }
        lesson = play
        guard verdict.isRight else {
            page.add("\(given): not quite.\(verdict.remark.isEmpty ? "" : " " + verdict.remark)")
            page.add("Try again, or type hint.")
            return say(page, of: play)
        }
        page.add("\(given): right.")
        page.add(try numbers.filled(play.step.why))
        page.add("Type next.")
        say(page, of: play)
    }

    /// Climbs one rung of hints.
    mutating func hint() throws(CommandError) {
        var play = try openLesson("hint")
        var page = LessonPage()
        guard play.step.asksForSomething else {
            page.add("There is nothing to do here but look. \(play.step.invitation)")
            return say(page, of: play)
        }
        guard play.states[play.index] != .passed else {
            page.add("\(play.id) is done. Type next.")
            return say(page, of: play)
        }
        let rung = min(play.rungs[play.index, default: 0] + 1, play.step.hints.count + 1)
        play.rungs[play.index] = rung
        let last = play.step.hints.count + 1
        if rung < last {
            let numbers = LessonNumbers(workbench: play.bench)
            page.add("Hint \(rung) of \(last): \(try numbers.filled(play.step.hints[rung - 1]))")
        } else {
            let lines = try typedLines(&play)
            page.add("Hint \(rung) of \(last): type")
            page.add(lines.map { "  " + $0 }.joined(separator: "\n"))
        }
        lesson = play
        say(page, of: play)
    }

    /// Passes a step over: says what would have done it, and goes on.
    mutating func skip() throws(CommandError) {
        var play = try openLesson("skip")
        guard play.step.asksForSomething, play.states[play.index] == .open else {
            return try goOn(play)
        }
        var page = LessonPage()
        let lines = try typedLines(&play)
        page.add("Skipped \(play.id). This would have done it:")
        page.add(lines.map { "  " + $0 }.joined(separator: "\n"))
        page.add(try LessonNumbers(workbench: try model(of: &play)).filled(play.step.why))
        note(.skipped, in: &play)
        try goOn(play, page)
    }

    /// Returns the lines that do the step under way.
    ///
    /// A word that is right is so without working anything out, which can take seconds.
    private func typedLines(_ play: inout LessonPlay) throws(CommandError) -> [String] {
        if case .choice(_, let right, _) = play.step.question?.kind {
            return play.step.typedLines(right: right)
        }
        guard play.step.question != nil else { return play.step.typedLines(right: "") }
        let numbers = LessonNumbers(workbench: try model(of: &play))
        return play.step.typedLines(right: try play.step.question?.right(numbers) ?? "")
    }

    /// Returns the error for a verb that the step has no use for, with the line that it has one for.
    private func notAsked(_ verb: String, _ given: Argument, _ play: LessonPlay) -> CommandError {
        let meant =
            (try? play.step.question?.reading(
                given.text, given.span, workbench.bench.calculatorScope)).map {
                "type \(play.step.word) \($0)"
            }
        let ways = play.step.question.map {
            "it takes \($0.forms(of: play.step.word)); for help type hint"
        }
        let other = play.mayGoOn ? "type next" : "for help with what it asks for, type hint"
        return CommandError(
            .failed, "\(play.id) asks for no \(verb == "predict" ? "prediction" : "answer")",
            hint: meant ?? ways ?? other)
    }
}

extension LessonQuestion.Verdict {
    /// What is said to predictions that come true, in turn.
    static let praise = ["You saw it coming.", "Just so.", "As you said."]

    /// What is said to those that do not.
    private static let comfort = [
        "What surprises is what one remembers.", "A wrong guess is a good start: look why.",
        "Not so; that is worth a second look.",
    ]

    /// Returns a kind word about the prediction of a step.
    func comment(_ index: Int) -> String {
        if isRight { return Self.praise[index % Self.praise.count] }
        return remark.isEmpty ? Self.comfort[index % Self.comfort.count] : remark
    }
}
