// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Teaching
import WorkbenchModel

extension Session {
    /// Begins the lesson of a teacher, after it has been played once to see that it works.
    mutating func beginLesson(of file: Argument) throws(CommandError) {
        guard file.text.hasSuffix(".lesson") else {
            throw CommandError(
                .file, "\(shownText(file.text)) does not end in .lesson", span: file.span,
                hint: "let the name of a lesson end so")
        }
        let reader = try LessonFile(file)
        let reading = try reader.reading()
        try rehearse(reading, reader)
        try begin(reading.lesson, isKept: false)
    }

    /// Plays a lesson with its own solutions, and says which line does not work.
    private func rehearse(
        _ reading: LessonFile.Reading, _ reader: LessonFile
    ) throws(CommandError) {
        let lesson = reading.lesson
        var bench = Workbench()
        func run(_ lines: [String]) throws(CommandError) -> Workbench {
            var bench = bench
            for line in lines {
                do {
                    try checkTeachable(line, on: bench)
                    bench = try self.bench(after: [line], from: bench)
                } catch {
                    if error.code == .interrupted { throw error }
                    throw reader.failure(
                        reading.rows[line] ?? 1, "\(error.message), in \(line)", hint: error.hint)
                }
            }
            return bench
        }
        bench = try run(lesson.setup)
        for (index, step) in lesson.steps.enumerated() {
            let model = try run(step.lines)
            do {
                try check(step, bench, model)
            } catch {
                throw reader.failure(
                    reading.stepRows[index], "step \(index + 1): \(error.message)",
                    hint: error.hint)
            }
            bench = model
        }
    }

    /// Throws where a text names what is not there, or a task's own solution does not do it.
    private func check(
        _ step: LessonStep, _ bench: Workbench, _ model: Workbench
    ) throws(CommandError) {
        let (before, after) = (LessonNumbers(workbench: bench), LessonNumbers(workbench: model))
        for text in [step.text] + step.hints { _ = try before.filled(text) }
        _ = try after.filled(step.why)
        _ = try step.question?.right(after)
        if case .act(let task) = step.kind { try check(task, bench, model) }
    }

    private func check(
        _ task: LessonTask, _ bench: Workbench, _ model: Workbench
    ) throws(CommandError) {
        if let check = task.check {
            var numbers = LessonNumbers(workbench: model)
            (numbers.figures, numbers.hasUndone) = (1, true)
            guard try numbers.holds(check) else {
                throw CommandError(
                    .failed, "its solution does not fulfil its check",
                    hint: "try the solution on a bench of your own")
            }
        } else if !model.offersMore(than: bench) {
            throw CommandError(
                .failed, "its solution changes nothing of the bench that could be looked at",
                hint: "ask for a number instead, with == answer")
        }
    }

    /// Throws where a line does more than make a bench, compute and draw, or names a file.
    private func checkTeachable(_ line: String, on bench: Workbench) throws(CommandError) {
        var kitchen = self
        kitchen.workspace.workbench = bench
        guard
            case .command(let arguments) = try parser.parse(
                line, in: kitchen.context(allowsPrefixes: false))
        else { return }
        guard [.bench, .compute, .figures].contains(arguments.command.group),
            !["undo", "redo", "recipe", "replay", "diff", "view"].contains(arguments.command.name)
        else {
            throw CommandError(
                .failed, "a lesson makes a bench, computes and draws, and no more",
                hint: "leave \(arguments.command.name) to the learner")
        }
        for argument in arguments.given {
            let parameter = arguments.command.parameters.first { $0.name == argument.name }
            guard parameter?.namesFile(argument.text) == true else { continue }
            throw CommandError(
                .failed, "a lesson names no files", hint: "leave \(argument.key)= out")
        }
    }
}
