// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

private var typesetter: Typesetter { Typesetter(measuring: RuleOfThumb()) }
private let font = Font(size: 10)

/// Returns the runs of a text with their faces: `/x/` is italic.
private func runs(_ text: String) -> [String] {
    typesetter.line(text, font).runs.map { $0.font.isItalic ? "/\($0.text)/" : $0.text }
}

/// What is typed, and the runs that it becomes.
private let subset: [(typed: String, runs: [String])] = [
    ("plain words", ["plain words"]),
    ("$\\pi_\\theta$", ["/π/", "/θ/"]),
    ("$\\pi_{old}$", ["/π/", "old"]),
    ("$\\epsilon_{high}$", ["/ε/", "high"]),
    ("$x_i^2$", ["/x/", "/i/", "2"]),
    ("$A_t < 0$ masked", ["/A/", "/t/", "<", "0", "masked"]),
    ("$1 - \\epsilon$", ["1", "−", "/ε/"]),
    ("$w(r_t)$", ["/w/", "(", "/r/", "/t/", ")"]),
    ("$\\nabla \\log \\pi$", ["∇", "log", "/π/"]),
    ("$\\frac{\\pi}{\\pi_{old}}$", ["/π/", "/π/", "old"]),
    ("$r \\geq 1$", ["/r/", "≥", "1"]),
    ("$\\text{a b}$", ["a b"]),
    ("$\\hat{A}$", ["/A\u{302}/"]),
    ("$10^{-3}$", ["10", "−", "3"]),
    ("\\$5 and $x$", ["$5 and", "/x/"]),
]

@Test("The subset of TeX becomes runs in the right faces", arguments: subset)
func subsetRuns(row: (typed: String, runs: [String])) {
    #expect(runs(row.typed) == row.runs)
}

/// What is not in the subset.
private let asTyped = [
    "$", "costs $5", "$\\nosuch$", "$\\frac{a}$", "$x_$", "$_x$", "$x_a_b$", "${$", "$}$",
    "$\\text{a{b}}$", "$\\$", "$x^$", "a\\b",
]

@Test("What is not in the subset is shown as typed", arguments: asTyped)
func shownAsTyped(text: String) {
    #expect(runs(text).joined() == text)
}

@Test("A subscript stands below, a superscript above, at the same place")
func stacked() throws {
    let box = typesetter.line("$x_i^2$", font)
    let below = try #require(box.runs.first { $0.text == "i" })
    let above = try #require(box.runs.first { $0.text == "2" })
    #expect(below.y > 0 && above.y < 0)
    #expect(abs(below.x - above.x) < 1)
    #expect(below.font.size < font.size)
}

@Test("A fraction's bar lies between its parts")
func fraction() throws {
    let box = typesetter.line("$\\frac{1}{2}$", font)
    let bar = try #require(box.bars.first)
    #expect(box.runs[0].y + box.runs[0].font.size * 0.02 < bar.y)
    #expect(box.runs[1].y - box.runs[1].font.size * 0.7 > bar.y)
}

@Test("Hostile texts neither crash nor nest without end", arguments: 1...300)
func hostile(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let signs = Array("$$$\\{}_^ab1 -frac\\frac{\\text\u{202E}\u{0}\n∑é🎭'")
    let length = Int.random(in: 0...60, using: &random)
    let text = String((0..<length).map { _ in signs.randomElement(using: &random) ?? "$" })
    let box = typesetter.line(text, font)
    #expect(box.width.isFinite && box.width >= 0)
    for run in box.runs {
        #expect(run.text.first != " " && run.text.last != " ")
        #expect(run.text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x202E })
    }
}

@Test("Deep nesting and long texts stay cheap")
func deep() {
    let nested = String(repeating: "{", count: 200) + "x" + String(repeating: "}", count: 200)
    #expect(runs("$\(nested)$").joined().hasPrefix("${{{"))
    let long = String(repeating: "x", count: 1_000_000)
    #expect(typesetter.line("é" + long, font).runs[0].text.count == 500)
}

@Test("A text too wide is cut with an ellipsis", arguments: awkwardNames)
func ellipsis(name: String) {
    let box = typesetter.line(name + " and some more $\\frac{a}{b}$", font, maximum: 60)
    #expect(box.width <= 60)
    #expect(box.runs.last?.text == "…")
}

@Test("Literal text shows dollars as typed")
func literal() {
    #expect(runs(MathText.literal("$x$")) == ["$x$"])
}

@Test("Plain text reads on one line")
func plainText() {
    #expect(MathText("$\\frac{\\pi_\\theta}{\\pi_{old}}$").plainText == "π_θ/π_old")
    #expect(MathText("$A_t < 0$").plainText == "A_t < 0")
}

@Test("Words wrap between words and never exceed their lines")
func wrapping() {
    let lines = typesetter.wrapped(
        "one two three four five six seven", font, width: 80, limit: 2)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.width <= 80 })
}
