// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Teaching
import WorkbenchModel

/// A lesson under way.
struct LessonPlay: Sendable {
    /// The lesson.
    let lesson: Lesson

    /// Whether what is passed is kept on disk: only for the lessons of the list.
    let isKept: Bool

    /// The workbench and the history of the person, untouched until the lesson is left.
    var home: Home

    /// The step that is shown.
    var index = 0

    /// How far each step is.
    var states: [State]

    /// The workbench with which each step begins, as far as the learner has come.
    var benches: [Workbench] = []

    /// What the lines of the step make of its workbench, once somebody needed to know.
    var model: Workbench?

    /// What was predicted and answered, by step.
    var given: [Int: String] = [:]

    /// How many rungs of hints were asked for, by step.
    var rungs: [Int: Int] = [:]

    /// How many figures there were when the step began.
    var figureCount = 0

    /// How many lines of this stay at the step could have been meant to do it.
    var tries = 0

    /// Whether it was said in this stay what the step still asks for.
    var hasReminded = false

    /// Tells this stay at this step from every other.
    var sheet = 0

    /// The workbench of a person, and what can be undone of it.
    struct Home: Sendable {
        var workbench: Workbench
        var history: UndoHistory
    }

    /// How far a step is.
    enum State: String, Sendable {
        case open, passed, skipped
    }

    /// Begins a lesson.
    init(_ lesson: Lesson, isKept: Bool, home: Home) {
        self.lesson = lesson
        self.isKept = isKept
        self.home = home
        states = lesson.steps.map { _ in .open }
    }

    /// The step that is shown.
    var step: LessonStep { lesson.steps[index] }

    /// What it is called: `3.2`.
    var id: String { lesson.id(ofStep: index) }

    /// The workbench with which the step began.
    var bench: Workbench { benches.indices.contains(index) ? benches[index] : Workbench() }

    /// Whether nothing has to be done any more before the next step.
    var mayGoOn: Bool { !step.asksForSomething || states[index] != .open }

    /// The words that an answer can be, for completion.
    var choices: [Choice] { step.question?.words.map { Choice($0) } ?? [] }
}

extension Session {
    /// What a prompt shows before a line while a lesson is under way: `lesson 3.2`; nil outside.
    package var lessonPlace: String? { lesson.map { "lesson \($0.id)" } }

    /// Returns the lesson under way, or says how to begin one.
    func openLesson(_ verb: String) throws(CommandError) -> LessonPlay {
        guard let lesson else {
            throw CommandError(
                .failed, "\(verb) belongs to a lesson, and none is open",
                hint: "lesson list shows all of them; to go on type \(progress.invitation)")
        }
        return lesson
    }

    /// The numbers of the step under way: the workbench as it is, and what was drawn since.
    var lessonNumbers: LessonNumbers {
        let drawn = workspace.figures.dropFirst(lesson?.figureCount ?? 0)
        return LessonNumbers(
            workbench: workbench, figures: drawn.count, files: drawn.count { $0.path != nil },
            hasUndone: !history.future.steps.isEmpty)
    }
}
