// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import Teaching
import WorkbenchModel

extension Session {
    /// Returns a lesson as a sheet in Markdown: with room for answers, or with the answers.
    func sheet(of lesson: Lesson, isKey: Bool) throws(CommandError) -> String {
        var parts = [
            "# Lesson \(lesson.name) · \(lesson.title)\(isKey ? " · key" : "")", lesson.claim,
        ]
        if !isKey { parts.append("Name: \(Self.line(24))") }
        parts.append(
            "In Flipside, `lesson \(lesson.name)` walks through the same steps; `hint` helps there."
        )
        var bench = try bench(after: lesson.setup, from: Workbench())
        for (index, step) in lesson.steps.enumerated() {
            parts.append("## \(lesson.id(ofStep: index)) · \(step.word)")
            parts.append(try LessonNumbers(workbench: bench).filled(step.text))
            let model = try self.bench(after: step.lines, from: bench)
            parts += isKey ? try answers(to: step, model) : Self.room(for: step)
            bench = model
        }
        parts.append(isKey ? "Take away: \(lesson.takeaway)" : "I take away: \(Self.line(60))")
        return parts.map { wrapped($0) }.joined(separator: "\n\n")
    }

    private static func line(_ width: Int) -> String { String(repeating: "_", count: width) }

    /// Returns the places to fill in by hand.
    private static func room(for step: LessonStep) -> [String] {
        switch step.kind {
        case .tell, .sandbox: []
        case .act: ["I typed: \(line(50))"]
        case .show(let lines): code(lines) + ["I see: \(line(50))"]
        case .ask: choices(step) + ["Answer: \(line(20))"]
        case .predict:
            choices(step) + [
                "I predict: \(line(20))", "It is: \(line(20))", "Because: \(line(50))",
            ]
        }
    }

    private static func choices(_ step: LessonStep) -> [String] {
        let words = step.question?.words ?? []
        return words.isEmpty ? [] : ["Choose: \(words.joined(separator: " / "))"]
    }

    /// Returns what is right, how it is done, and why.
    private func answers(
        to step: LessonStep, _ model: Workbench
    ) throws(CommandError) -> [String] {
        let numbers = LessonNumbers(workbench: model)
        var parts: [String] = []
        switch step.kind {
        case .tell, .sandbox: break
        case .act(let task): parts += ["One way:"] + Self.code(task.solution)
        case .show(let lines): parts += Self.code(lines)
        case .predict(let question, let reveal):
            parts += ["**\(try question.right(numbers))**, which shows with"] + Self.code(reveal)
        case .ask(let question): parts.append("**\(try question.right(numbers))**")
        }
        for slip in step.question?.slips ?? [] {
            let value = try? numbers.filled("{\(slip.answer)}")
            parts.append("To \(value ?? slip.answer): \(slip.remark)")
        }
        let why = try numbers.filled(step.why)
        return parts + (why.isEmpty ? [] : [why])
    }

    /// Returns lines as a block that stays as it is.
    static func code(_ lines: [String]) -> [String] {
        [lines.map { "    " + $0 }.joined(separator: "\n")]
    }

    /// Prints a text, or writes it to the file that was given.
    mutating func give(_ text: String, _ arguments: Arguments) throws(CommandError) {
        guard let out = arguments[LessonKeys.out] else { return workspace.emit(text: text) }
        try workspace.write(
            Array((text + "\n").utf8), to: out, as: .sheet,
            force: arguments[Keys.force])
        remark("Written: \(shownText(out.text))")
    }
}
