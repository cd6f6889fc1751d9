// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results

/// Reads a lesson of a teacher's own: a text of lines `key: value`, and steps that begin with `==`.
///
/// The form is told in docs/lessons.md. What cannot be seen becomes codes, so that no terminal obeys a
/// file.
package struct LessonFile {
    /// The path, for messages.
    private let path: String

    /// The lines with their numbers, comments and what nobody sees taken out.
    private let lines: [(number: Int, text: String)]

    /// A value with the number of its line.
    package struct Value {
        package var text: String
        package let line: Int
    }

    /// The head, or a step, before it is made sense of.
    private struct Part {
        let word: String
        let line: Int
        var text: [String] = []
        var values: [(key: String, value: Value)] = []

        func all(_ key: String) -> [Value] { values.filter { $0.key == key }.map(\.value) }
        func first(_ key: String) -> Value? { values.first { $0.key == key }?.value }
    }

    /// The most bytes that a file may have.
    package static let mostBytes = 1 << 20

    private static let headKeys = ["name", "title", "claim", "setup", "takeaway"]
    private static let stepKeys: [String: [String]] = [
        "read": [], "do": ["solution", "check", "hint", "why"],
        "predict": ["choices", "answer", "slip", "reveal", "hint", "why"],
        "answer": ["choices", "answer", "slip", "hint", "why"], "look": ["run", "why"], "play": [],
    ]

    /// Reads a file.
    package init(_ file: Argument) throws(CommandError) {
        path = file.text
        let text = try InputFile.text(
            of: file.text, span: file.span, most: Self.mostBytes,
            hint: "a lesson is a text of a page or two")
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines = rows.enumerated().compactMap { index, row in
            let clean = String(row.map { $0 == "\t" ? " " : $0 }.filter { $0 != "\r" })
            return clean.hasPrefix("#") ? nil : (index + 1, Self.shown(clean))
        }
    }

    /// Returns a line with codes such as `\u(1B)`: braces would stand for a number.
    private static func shown(_ line: String) -> String {
        line.unicodeScalars.map { scalar in
            let code = shownText(String(scalar))
            guard code.unicodeScalars.count > 1 else { return code }
            return String(code.map { $0 == "{" ? "(" : $0 == "}" ? ")" : $0 })
        }.joined()
    }

    /// Returns an error that names a line of the file.
    package func failure(_ line: Int, _ message: String, hint: String? = nil) -> CommandError {
        CommandError(.syntax, "\(shownText(path)):\(line): \(message)", hint: hint)
    }
}

extension LessonFile {
    /// A lesson as it was read.
    package struct Reading {
        package let lesson: Lesson
        /// For each of the lines that are run, the number of its row.
        package let rows: [String: Int]
        /// For each step, the number of its row.
        package let stepRows: [Int]
    }

    /// Returns the lesson.
    package func reading() throws(CommandError) -> Reading {
        let parts = try parts()
        let head = parts[0]
        let (title, takeaway) = (try required("title", head), try required("takeaway", head))
        var steps: [LessonStep] = []
        for part in parts.dropFirst() { steps.append(try step(part)) }
        guard !steps.isEmpty else {
            throw failure(
                lines.last?.number ?? 1, "the lesson has no steps",
                hint: "begin one with a line such as == read")
        }
        var rows: [String: Int] = [:]
        for part in parts {
            for key in ["setup", "solution", "reveal", "run"] {
                for value in part.all(key) where rows[value.text] == nil {
                    rows[value.text] = value.line
                }
            }
        }
        let lesson = Lesson(
            name: try name(head), title: title.text, claim: head.first("claim")?.text ?? "",
            setup: head.all("setup").map(\.text), steps: steps, takeaway: takeaway.text)
        return Reading(lesson: lesson, rows: rows, stepRows: parts.dropFirst().map(\.line))
    }

    private func name(_ head: Part) throws(CommandError) -> String {
        let given = head.first("name")
        let stem = fileName(path).split(separator: ".").first.map(String.init) ?? "mine"
        let name = given?.text ?? String(stem.filter { $0.isASCII && ($0.isLetter || $0 == "-") })
        let isPlain = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isPlain, name.first?.isLetter ?? false, name.count <= 32, Lesson.named(name) == nil
        else {
            throw failure(
                given?.line ?? 1, "a lesson cannot be called \"\(shownText(name))\"",
                hint: "give it a name of letters, digits and -, as in name: drift")
        }
        return name
    }

    private func required(_ key: String, _ part: Part) throws(CommandError) -> Value {
        guard let value = part.first(key) else {
            let what = part.word.isEmpty ? "the head" : "the step == \(part.word)"
            throw failure(part.line, "\(what) has no \(key)", hint: "add a line \(key): …")
        }
        return value
    }

    /// Returns the head and the steps, each with its text and its keys.
    private func parts() throws(CommandError) -> [Part] {
        var parts = [Part(word: "", line: 1)]
        for (number, text) in lines {
            if text.hasPrefix("==") {
                let word = String(text.drop { $0 == "=" }).trimmed
                guard Self.stepKeys[word] != nil else {
                    throw failure(
                        number, "there is no sort of step \"\(word)\"",
                        hint: "the sorts are read, do, predict, answer, look and play")
                }
                parts.append(Part(word: word, line: number))
                continue
            }
            try take(text, number, into: &parts[parts.count - 1])
        }
        return parts
    }

    private func take(_ text: String, _ number: Int, into part: inout Part) throws(CommandError) {
        let known = part.word.isEmpty ? Self.headKeys : Self.stepKeys[part.word] ?? []
        let first = text.prefix { $0 != ":" }
        let isKey = first.count < text.count && !first.isEmpty && first.allSatisfy(\.isLetter)
        if isKey, known.contains(String(first)) {
            let value = String(text.dropFirst(first.count + 1)).trimmed
            guard !value.isEmpty else {
                throw failure(number, "\(first) has no value", hint: "write it after the colon")
            }
            part.values.append((String(first), Value(text: value, line: number)))
            return
        }
        if text.hasPrefix(" "), !text.trimmed.isEmpty, !part.values.isEmpty {
            part.values[part.values.count - 1].value.text += " " + text.trimmed
            return
        }
        if isKey, let near = Suggestion.closest(to: String(first), in: known) {
            throw failure(number, "there is no key \(first)", hint: "did you mean \(near)?")
        }
        guard !part.word.isEmpty || text.trimmed.isEmpty else {
            throw failure(
                number, "the head takes lines such as title: …",
                hint: "a step begins with a line such as == read")
        }
        part.text.append(text.trimmed)
    }
}

extension LessonFile {
    private func step(_ part: Part) throws(CommandError) -> LessonStep {
        let text = part.text.joined(separator: "\n").trimmed
        guard !text.isEmpty else {
            throw failure(
                part.line, "the step == \(part.word) has no text",
                hint: "write what the learner reads below it")
        }
        return LessonStep(
            kind: try kind(part), text: text, hints: part.all("hint").prefix(2).map(\.text),
            why: part.first("why")?.text ?? "")
    }

    private func kind(_ part: Part) throws(CommandError) -> LessonStep.Kind {
        switch part.word {
        case "do":
            _ = try required("solution", part)
            return .act(
                LessonTask(
                    solution: part.all("solution").map(\.text), check: part.first("check")?.text))
        case "predict":
            _ = try required("reveal", part)
            return .predict(try question(part), reveal: part.all("reveal").map(\.text))
        case "answer": return .ask(try question(part))
        case "look":
            _ = try required("run", part)
            return .show(part.all("run").map(\.text))
        case "play": return .sandbox
        default: return .tell
        }
    }

    private func question(_ part: Part) throws(CommandError) -> LessonQuestion {
        let answer = try required("answer", part)
        var slips: [LessonQuestion.Slip] = []
        for slip in part.all("slip") {
            let halves = slip.text.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard halves.count == 2 else {
                throw failure(
                    slip.line, "a slip is an answer and what to say to it",
                    hint: "write slip: 5 = that is 1/r without the bound")
            }
            slips.append(LessonQuestion.Slip(answer: halves[0], remark: halves[1]))
        }
        if let choices = part.first("choices") {
            let words = choices.text.split(separator: ",").map { String($0).trimmed }
            guard words.count > 1, Set(words).count == words.count else {
                throw failure(
                    choices.line, "choices are two or more words, none of them twice",
                    hint: "write choices: yes, no")
            }
            guard words.contains(answer.text) else {
                throw failure(
                    answer.line, "the answer \"\(answer.text)\" is none of the choices",
                    hint: "choose one of \(words.joined(separator: ", "))")
            }
            return LessonQuestion(
                kind: .choice(of: words, right: answer.text, since: nil), slips: slips)
        }
        let halves = answer.text.split(separator: "±", maxSplits: 1).map { String($0).trimmed }
        let tolerance = halves.count > 1 ? Double(halves[1]) : 0.001
        guard let tolerance, tolerance >= 0, tolerance.isFinite else {
            throw failure(
                answer.line, "a tolerance is a number of at least 0",
                hint: "write answer: w.aspo.lag ± 0.01")
        }
        return LessonQuestion(kind: .number(halves[0], within: tolerance), slips: slips)
    }
}

extension String {
    /// The text without blanks and line ends at its ends.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " || $0 == "\n" }
        let end = start.lastIndex { $0 != " " && $0 != "\n" }
        return end.map { String(start[...$0]) } ?? ""
    }
}
