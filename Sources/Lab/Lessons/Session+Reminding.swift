// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Teaching
import WorkbenchModel

extension Session {
    /// Says once in a stay at a step what it still asks for, to somebody whose lines do not do it.
    ///
    /// Not before there were as many lines as one way of doing it has: a half is no mistake.
    mutating func remind(of line: String, verb: String?) {
        guard var play = lesson, !play.mayGoOn, !play.hasReminded, isTry(line, verb: verb) else {
            return
        }
        play.tries += 1
        defer { lesson = play }
        switch play.step.kind {
        case .act(let task):
            guard play.tries >= task.solution.count,
                let text = try? LessonNumbers(workbench: play.bench).filled(play.step.text)
            else { return }
            tell("\(play.id) still asks for this: \(shortened(text)) hint helps.")
        case .ask, .predict:
            guard verb == nil else { return }
            tell("If that is your answer, type \(play.step.word) \(line)")
        case .tell, .show, .sandbox: return
        }
        play.hasReminded = true
    }

    private mutating func tell(_ text: String) {
        remark(wrapped(text, columns: min(environment.columns, 80)))
    }

    /// Returns whether a line that went well is something that a task could have asked for.
    private func isTry(_ line: String, verb: String?) -> Bool {
        guard let verb else { return !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#") }
        guard let command = parser.command(named: verb), verb != "show" else { return false }
        return [.bench, .compute, .figures].contains(command.group)
    }

    /// Returns what to say of a line that is nothing but an answer to the question that is open; nil
    /// for all others.
    func bareAnswer(_ line: String) -> CommandError? {
        guard let play = lesson, !play.mayGoOn, let question = play.step.question
        else { return nil }
        let word = line.split(separator: " ").joined(separator: " ")
        guard question.words.contains(word.lowercased()), parser.command(named: word) == nil,
            word.contains(where: \.isLetter)
        else { return nil }
        return CommandError(
            .unknownCommand, "an answer begins with the verb \(play.step.word)",
            span: 0..<line.unicodeScalars.count, hint: "type \(play.step.word) \(word)")
    }
}

/// Returns a text of some length, or the first sentence of a longer one.
private func shortened(_ text: String) -> String {
    guard text.count > 240, let end = text.firstRange(of: ". ") else { return text }
    return String(text[..<end.lowerBound]) + "."
}
