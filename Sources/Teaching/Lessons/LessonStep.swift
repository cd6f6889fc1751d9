// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// One step of a lesson.
///
/// In all of its texts `{EXPRESSION}` stands for a number that the program works out then and
/// there, by the names of ``LessonNumbers``.
package struct LessonStep: Sendable {
    /// What sort of step it is.
    package let kind: Kind

    /// What the learner reads first, in paragraphs.
    package let text: String

    /// What `hint` says first and second; third comes the line to type.
    package var hints: [String] = []

    /// What is said once the step is done: why it is so.
    package var why = ""

    /// The sorts of steps.
    package enum Kind: Sendable {
        /// Something to read.
        case tell
        /// Something to do, judged by the bench that comes of it.
        case act(LessonTask)
        /// Something to commit to before the lines are run that reveal it.
        case predict(LessonQuestion, reveal: [String])
        /// A question with a right answer.
        case ask(LessonQuestion)
        /// Lines that are run for the learner.
        case show([String])
        /// A bench to play with.
        case sandbox
    }
}

extension LessonStep {
    /// Something to read.
    package static func tell(_ text: String) -> LessonStep { LessonStep(kind: .tell, text: text) }

    /// Something to do.
    ///
    /// - Parameters:
    ///   - text: What is to be done.
    ///   - solution: Lines that do it.
    ///   - check: The condition under which it is done; where there is none, the bench has to have
    ///     what the solution changes about it.
    ///   - hints: The first two.
    ///   - why: What is said then.
    /// - Returns: The step.
    package static func act(
        _ text: String, solution: [String], check: String? = nil, hints: [String], why: String = ""
    ) -> LessonStep {
        LessonStep(
            kind: .act(LessonTask(solution: solution, check: check)), text: text, hints: hints,
            why: why)
    }

    /// Something to commit to before it is revealed.
    package static func predict(
        _ text: String, _ question: LessonQuestion, reveal: [String], hints: [String],
        why: String = ""
    ) -> LessonStep {
        LessonStep(kind: .predict(question, reveal: reveal), text: text, hints: hints, why: why)
    }

    /// A question with a right answer.
    package static func ask(
        _ text: String, _ question: LessonQuestion, hints: [String], why: String = ""
    ) -> LessonStep {
        LessonStep(kind: .ask(question), text: text, hints: hints, why: why)
    }

    /// Lines that are run for the learner.
    package static func show(_ text: String, _ lines: [String], why: String = "") -> LessonStep {
        LessonStep(kind: .show(lines), text: text, why: why)
    }

    /// A bench to play with.
    package static func sandbox(_ text: String) -> LessonStep {
        LessonStep(kind: .sandbox, text: text)
    }
}

extension LessonStep {
    /// What sort it is, in a word.
    package var word: String {
        switch kind {
        case .tell: "read"
        case .act: "do"
        case .predict: "predict"
        case .ask: "answer"
        case .show: "look"
        case .sandbox: "play"
        }
    }

    /// Whether something has to be done before the next step.
    package var asksForSomething: Bool {
        switch kind {
        case .act, .predict, .ask: true
        case .tell, .show, .sandbox: false
        }
    }

    /// The question that it puts, where it puts one.
    package var question: LessonQuestion? {
        switch kind {
        case .predict(let question, _), .ask(let question): question
        case .tell, .act, .show, .sandbox: nil
        }
    }

    /// The lines that lead from its bench to that of the next step.
    package var lines: [String] {
        switch kind {
        case .act(let task): task.solution
        case .predict(_, let reveal): reveal
        case .show(let lines): lines
        case .tell, .ask, .sandbox: []
        }
    }

    /// Returns the lines that a learner may type to do it, where the right answer is as given.
    package func typedLines(right: String) -> [String] {
        switch kind {
        case .act(let task): task.solution
        case .predict: ["predict \(right)"]
        case .ask: ["answer \(right)"]
        case .tell, .show, .sandbox: ["next"]
        }
    }

    /// What to type now, as a sentence.
    package var invitation: String {
        switch kind {
        case .tell, .show: "Type next."
        case .act: "Type what does it; hint helps, skip passes it over."
        case .predict(let question, _): "Commit to it: type \(question.forms(of: "predict"))."
        case .ask(let question): "Type \(question.forms(of: "answer")); hint helps."
        case .sandbox: "Try what you like; next ends the lesson and gives your own bench back."
        }
    }
}
