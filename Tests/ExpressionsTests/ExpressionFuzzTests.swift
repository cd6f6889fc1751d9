// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TestSupport
import Testing

@Suite("Any text at all")
struct ExpressionFuzzTests {
    private static let pieces = [
        "r", "π", "1", "0.5", "5%", "1e", "e-3", "(", ")", ",", "+", "-", "*", "/", "^", "<", "=",
        "!", "if ", " then ", " else ", " and ", " or ", "not ", "sqrt", "min(", "..", ".", "%",
        "k",
        "∞", "\\\n", "\u{0}", "漢", "\u{302}", "₁", "\u{FEFF}", "\"", "#", " ",
    ]

    @Test("Random pieces give a value or an error whose span lies inside")
    func pieces() {
        var generator = SeededGenerator(seed: 4)
        let scope = Scope(numbers: ["r": 0.5, "pi": 0.1])
        for _ in 0..<8000 {
            let count = Int.random(in: 0...12, using: &generator)
            let text = (0..<count).map { _ in
                Self.pieces.randomElement(using: &generator) ?? ""
            }.joined()
            check(text, scope)
        }
    }

    @Test("Random bytes give a value or an error whose span lies inside")
    func bytes() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            check(String(decoding: bytes, as: UTF8.self), Scope())
        }
    }

    private func check(_ text: String, _ scope: Scope) {
        do {
            let expression = try Expression(parsing: text)
            _ = try expression.value(in: scope)
        } catch {
            #expect(error.span.lowerBound >= 0)
            #expect(error.span.upperBound <= text.unicodeScalars.count, "\(text)")
            #expect(!error.problem.isEmpty)
        }
    }
}
