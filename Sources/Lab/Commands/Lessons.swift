// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import Teaching
import WorkbenchModel

/// The keys of `lesson`.
enum LessonKeys {
    static let words = Key(
        lists: "what",
        "A lesson or a step of one, a file that ends in .lesson, or list, off, reset N, forget, "
            + "worksheet N, key N, notes, page N.",
        .choices(.suggested("lessons")), required: false,
        otherwise: "the step that is open, else list")
    static let file = Key("file", "A lesson of a teacher.", .path)
    static let out = Key("out", "Where a worksheet, a key, notes or a page go.", .path)
}

extension Command<Session> {
    /// `lesson`: guided lessons.
    static let lesson = Command(
        CommandDescription(
            name: "lesson", group: .learn,
            summary: "Begin a guided lesson, list them all, or leave the one that is open.",
            details: """
                A lesson has a bench of its own: yours, with all that undo can take back of it, is \
                as it was when the lesson ends or is left with lesson off. Each step says what it \
                wants; any command may be tried meanwhile. What counts is what the bench comes to, \
                not what is typed. next goes on, back goes back, hint helps in three rungs, skip \
                passes a step over.

                What was passed and skipped is kept as plain text in the state folder: lesson list \
                shows it, lesson reset N and lesson forget drop it.

                For teachers: lesson worksheet N and lesson key N print a lesson as a sheet with \
                and without room for answers, lesson notes writes all lessons with their figures, \
                lesson page N writes a lesson as a page for a browser, where a prediction is \
                committed before it is revealed, and lesson FILE takes a lesson of your own, whose form docs/lessons.md tells.
                """,
            parameters: [LessonKeys.words, LessonKeys.file, LessonKeys.out, Keys.force],
            examples: [
                Example("lesson list", "all lessons, with what to take away"),
                Example("lesson 3", "the mismatch"),
                Example("lesson 3.2", "from a step on"),
                Example("lesson off", "leave it", setup: ["lesson 3"]),
                Example("lesson worksheet 3 out=sheet.md", "for a class"),
                Example("lesson page 3 out=lesson3.html", "for browsers, without Flipside"),
            ],
            related: ["next", "hint", "skip", "back", "predict", "answer"], seesToHistory: true)
    ) { session, arguments throws(CommandError) in
        if let file = arguments[LessonKeys.file] { return try session.beginLesson(of: file) }
        guard let word = arguments.first(LessonKeys.words) else {
            return session.lesson == nil ? session.listLessons() : try session.showStep()
        }
        try session.lesson(arguments[LessonKeys.words], word, arguments)
    }
}

extension Session {
    /// Does what the words after `lesson` say.
    fileprivate mutating func lesson(
        _ words: [String], _ first: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        switch words[0] {
        case "list": listLessons()
        case "off", "quit": try leaveLesson()
        case "forget":
            try progress.forget(nil)
            workspace.emit(text: "Forgotten: no lesson counts as passed or skipped any more.")
        case "reset":
            let lesson = try namedLesson(words.dropFirst().first, first)
            try progress.forget(lesson)
            workspace.emit(text: "Lesson \(lesson.name) counts as not begun.")
        case "worksheet", "key":
            let lesson = try namedLesson(words.dropFirst().first, first)
            let sheet = try sheet(of: lesson, isKey: words[0] == "key")
            try give(sheet, arguments)
        case "page":
            try writePage(of: namedLesson(words.dropFirst().first, first), first, arguments)
        case "notes": try writeNotes(words.dropFirst(), first, arguments)
        default:
            if words[0].hasSuffix(".lesson") { return try beginLesson(of: first) }
            let parts = words[0].split(separator: ".", maxSplits: 1).map(String.init)
            let lesson = try namedLesson(parts.first, first)
            let number = parts.count > 1 ? Int(parts[1]) : 1
            guard let number, lesson.steps.indices.contains(number - 1) else {
                throw CommandError(
                    .unknownName, "lesson \(lesson.name) has no step \(shownText(words[0]))",
                    span: first.span,
                    hint: "its steps are \(lesson.name).1 to "
                        + lesson.id(ofStep: lesson.steps.count - 1))
            }
            try begin(lesson, at: number - 1)
        }
    }

    /// Returns the lesson with a name; the one that is open where none is named.
    func namedLesson(_ name: String?, _ place: Argument) throws(CommandError) -> Lesson {
        guard let name else {
            if let lesson { return lesson.lesson }
            throw CommandError(
                .missing, "there is no lesson named", span: place.span,
                hint: "name one, as in lesson \(shownText(place.text)) 3")
        }
        guard let lesson = Lesson.named(name) else {
            throw CommandError(
                .unknownName, "there is no lesson \"\(shownText(name))\"", span: place.span,
                hint: "lesson list shows all of them: "
                    + Lesson.all.map(\.name).joined(separator: ", "))
        }
        return lesson
    }

    mutating func leaveLesson() throws(CommandError) {
        let play = try openLesson("lesson off")
        leave(play)
        let back = play.isKept && play.index > 0 ? " lesson \(play.id) goes on there." : ""
        workspace.emit(
            text:
                "You left lesson \(play.lesson.name) at \(play.id). Your own bench is back.\(back)")
    }

    /// Says what the step under way wants once more.
    fileprivate mutating func showStep() throws(CommandError) {
        let play = try openLesson("lesson")
        var page = LessonPage()
        page.add("\(play.id) · \(play.step.word)")
        page.add(try LessonNumbers(workbench: play.bench).filled(play.step.text))
        page.add(play.mayGoOn && play.step.asksForSomething ? "Type next." : play.step.invitation)
        say(page, of: play)
    }

    fileprivate mutating func listLessons() {
        let progress = progress
        let columns = min(environment.columns, 80)
        let width = Lesson.all.map { progress.word(for: $0).count }.max().map { max($0, 9) } ?? 9
        let indent = String(repeating: " ", count: width + 14)
        let rows = Lesson.all.map { lesson in
            " \(padded(lesson.name, to: 9))  \(padded(progress.word(for: lesson), to: width))  "
                + lesson.title + "\n"
                + wrapped(lesson.takeaway, columns: columns - indent.count).split(separator: "\n")
                .map { indent + $0 }.joined(separator: "\n")
        }
        let documents = Lesson.all.map { lesson in
            JSON.object([
                JSON.Member("lesson", .string(lesson.name)),
                JSON.Member("title", .string(lesson.title)),
                JSON.Member("progress", .string(progress.word(for: lesson))),
                JSON.Member("steps", .integer(lesson.steps.count)),
                JSON.Member("takeaway", .string(lesson.takeaway)),
            ])
        }
        workspace.emit(
            text: rows.joined(separator: "\n")
                + "\n\nType \(progress.invitation) to \(progress.isBegun ? "go on" : "begin at the beginning").",
            json: .array(documents))
    }
}
