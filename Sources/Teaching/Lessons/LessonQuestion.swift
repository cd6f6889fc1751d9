// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Expressions

/// A question with a right answer: one of some words, or a number within a tolerance.
package struct LessonQuestion: Sendable {
    /// What is asked for.
    package let kind: Kind

    /// What is said to answers that people often give, by the answer.
    package var slips: [Slip] = []

    /// What is asked for.
    package enum Kind: Sendable, Equatable {
        /// One of some words; the condition says why it is the right one, and tests hold it true.
        case choice(of: [String], right: String, since: String?)
        /// A number: an expression of ``LessonNumbers``, and how far from it an answer may be.
        case number(String, within: Double)
    }

    /// A wrong answer that people often give.
    package struct Slip: Sendable {
        /// The word, or an expression whose value it is.
        package let answer: String
        /// What to say to it.
        package let remark: String
    }
}

extension LessonQuestion {
    /// A question after one of some words.
    package static func choice(
        _ words: [String], right: String, since condition: String? = nil,
        slips: [(String, String)] = []
    ) -> LessonQuestion {
        LessonQuestion(
            kind: .choice(of: words, right: right, since: condition),
            slips: slips.map { Slip(answer: $0.0, remark: $0.1) })
    }

    /// A question after a number.
    package static func number(
        _ expression: String, within tolerance: Double, slips: [(String, String)] = []
    ) -> LessonQuestion {
        LessonQuestion(
            kind: .number(expression, within: tolerance),
            slips: slips.map { Slip(answer: $0.0, remark: $0.1) })
    }

    /// What an answer was judged to be.
    package struct Verdict: Sendable, Equatable {
        /// The answer as it is shown again.
        package let given: String
        /// Whether it is right.
        package let isRight: Bool
        /// What to say to a wrong one that people often give; empty for others.
        package let remark: String
    }

    /// Returns the right answer in words.
    package func right(_ numbers: LessonNumbers) throws(CommandError) -> String {
        switch kind {
        case .choice(_, let right, _): right
        case .number(let expression, let tolerance):
            Self.text(try numbers.value(of: expression), within: tolerance)
        }
    }

    /// Returns an answer as it was read: a word of the list, or a number in its own form.
    ///
    /// - Throws: Where it is neither.
    package func reading(
        _ answer: String, _ span: Range<Int>?, _ scope: Scope
    ) throws(CommandError) -> String {
        let (answer, span) = Self.behindName(answer, span)
        switch kind {
        case .choice(let words, _, _):
            let typed = answer.lowercased()
            let matching = words.filter { $0.lowercased().hasPrefix(typed) }
            if let exact = words.first(where: { $0.lowercased() == typed }) { return exact }
            guard matching.count == 1, let word = matching.first else {
                throw CommandError(
                    .unknownName, "\"\(shownText(answer))\" is no answer here", span: span,
                    hint: "choose one of \(words.joined(separator: ", "))")
            }
            return word
        case .number:
            do throws(ExpressionError) {
                let value = try Expression(parsing: answer, offset: span?.lowerBound ?? 0)
                    .value(in: scope)
                return NumberText.significant(value, digits: 12)
            } catch {
                throw CommandError(
                    .syntax, error.problem, span: error.span,
                    hint: error.remedy ?? "give a number, such as 1.5")
            }
        }
    }

    /// Returns what stands after the `=` of an answer such as `r = 0.5`, with its place.
    private static func behindName(
        _ answer: String, _ span: Range<Int>?
    ) -> (String, Range<Int>?) {
        let scalars = Array(answer.unicodeScalars)
        guard let equals = scalars.firstIndex(of: "="), scalars.count > equals + 1,
            scalars[equals + 1] != "=",
            scalars[..<equals].allSatisfy({
                $0.properties.isAlphabetic || " _.".unicodeScalars.contains($0)
            })
        else { return (answer, span) }
        let rest = scalars[(equals + 1)...].drop { $0 == " " }
        let start = (span?.lowerBound ?? 0) + rest.startIndex
        return (String(String.UnicodeScalarView(rest)), start..<start + rest.count)
    }

    /// Returns what an answer is worth that ``reading(_:_:_:)`` has read.
    package func verdict(
        on given: String, _ numbers: LessonNumbers
    ) throws(CommandError) -> Verdict {
        var isRight = false
        switch kind {
        case .choice(_, let right, _):
            isRight = given == right
        case .number(let expression, let tolerance):
            isRight = isNear(given, try numbers.value(of: expression), tolerance)
        }
        let slip = isRight ? nil : slips.first { self.is(given, $0, numbers) }
        return Verdict(given: given, isRight: isRight, remark: slip?.remark ?? "")
    }

    private func `is`(_ given: String, _ slip: Slip, _ numbers: LessonNumbers) -> Bool {
        guard case .number(_, let tolerance) = kind else { return given == slip.answer }
        guard let value = try? numbers.value(of: slip.answer) else { return false }
        return isNear(given, value, tolerance)
    }

    private func isNear(_ given: String, _ value: Double, _ tolerance: Double) -> Bool {
        guard let number = NumberText.parse(given) else { return false }
        return abs(number - value) <= tolerance + 1e-9
    }

    /// Returns a number with no more digits than its tolerance asks for.
    private static func text(_ value: Double, within tolerance: Double) -> String {
        for digits in 1...12 {
            let text = NumberText.significant(value, digits: digits)
            if let read = NumberText.parse(text), abs(read - value) <= tolerance / 10 {
                return text
            }
        }
        return NumberText.shortest(value)
    }

    /// Returns what can be typed after a verb: `answer a, answer b or answer c`.
    package func forms(of verb: String) -> String {
        switch kind {
        case .number: return "\(verb) and a number"
        case .choice(let words, _, _):
            let all = words.map { "\(verb) \($0)" }
            guard let last = all.last, all.count > 1 else { return all.joined() }
            return all.dropLast().joined(separator: ", ") + " or " + last
        }
    }

    /// The words to choose from; empty where a number is asked for.
    package var words: [String] {
        guard case .choice(let words, _, _) = kind else { return [] }
        return words
    }
}
