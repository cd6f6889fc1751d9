// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Results
import Simulation
import TokenWeights
package import WorkbenchModel

/// An answer that a network was trained on, as a page shows it token by token.
package struct PageAnswer: Sendable {
    private let trained: TrainedAnswer

    package init(_ trained: TrainedAnswer) { self.trained = trained }

    private var answer: WrittenAnswer { trained.answer }

    /// The tokens of a group have one advantage.
    private var advantage: Double { trained.tokens.first?.advantage ?? 0 }

    /// What stands before it: when it was written, whose it is, and what for.
    private var head: String {
        "step \(answer.step) · \(trained.method.title) · \(trained.prompt)"
    }

    /// What came of it: `reward 0 · A = −0.53 · false step`.
    private var verdict: String {
        "reward \(answer.isRight ? 1 : 0) · A = \(Self.shown(advantage))"
            + (answer.isWrong ? " · false step" : answer.isRight ? "" : " · wrong end")
    }

    /// Whether its tokens are told that it takes to show it; a token and a weight belong together.
    private var places: Range<Int> { 0..<min(trained.tokens.count, answer.weights.count) }

    /// The answer as the page's script reads it: a list for each number of its tokens.
    var document: JSON {
        func numbers(_ number: (Token) -> Double) -> JSON {
            .array(places.map { .number(number(trained.tokens[$0])) })
        }
        return .object([
            JSON.Member("head", .string(shownText(head))),
            JSON.Member("verdict", .string(verdict)),
            JSON.Member("pieces", .array(places.map { .string(trained.readable[$0]) })),
            JSON.Member("old", numbers { $0.oldLogProbability }),
            JSON.Member("new", numbers { $0.logProbability }),
            JSON.Member("ratio", numbers { $0.importanceRatio }),
            JSON.Member("looks", .array(places.map { .string(look($0).name) })),
            JSON.Member("weights", .array(places.map { .number(answer.weights[$0]) })),
            JSON.Member(
                "wrong", .array(places.filter { trained.isFalse[$0] }.map(JSON.integer))),
        ])
    }

    /// The answer for readers without scripts: its text, coloured, and a table of its numbers.
    var elements: [String] {
        let chips = places.map { place in
            look(place).chip(trained.readable[place], isFalse: trained.isFalse[place])
        }
        let rows = places.map(row).joined()
        return [
            "<p class=\"answer-head\">\(PageText.html(head)) · \(PageText.html(verdict))</p>",
            "<p class=\"chips\">\(chips.joined())</p>",
            "<div class=\"wide\"><table><tr><th>token</th><th>π_old</th><th>π</th><th>r</th>"
                + "<th>w</th></tr>\(rows)</table></div>",
        ]
    }

    private func look(_ place: Int) -> WeightLook { WeightLook.of(answer.weights[place]) }

    private func row(_ place: Int) -> String {
        let token = trained.tokens[place]
        let numbers = [
            exponential(token.oldLogProbability), exponential(token.logProbability),
            token.importanceRatio, answer.weights[place],
        ]
        let name = trained.pieces[place] + (trained.isFalse[place] ? " ✗" : "")
        return "<tr><td>\(PageText.html(name))</td>"
            + numbers.map { "<td>\(Self.shown($0))</td>" }.joined() + "</tr>"
    }

    private static func shown(_ number: Double) -> String {
        NumberText.significant(number, digits: 3).replacing("-", with: "−")
    }
}
