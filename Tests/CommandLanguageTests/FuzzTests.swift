// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TestSupport
import Testing

@Suite("Any line at all")
struct FuzzTests {
    private static let pieces = [
        "token", "weights", "rule", "sweep", "plot", "softmax", "group", "set", " ", " ", " ", "=",
        "old",
        "x", "A", "0.1", "1,5", "..", ":", ",", "(", ")", "[", "\"", "'", "\\", "\n", "\r\n", "#",
        "π",
        "methods", "grpo", "seeds", "5%", "-", "漢", "\u{301}", "\u{0}", "\u{1B}", "\u{202E}", "new",
        "nan",
        "inf", "logp(", "e\u{301}", "eps_low", "if", "\\u{41}", "\u{2028}", "\u{85}", "\t",
    ]

    private func check(_ line: String, _ generator: inout SeededGenerator) {
        let count = line.unicodeScalars.count
        var context = sampleSurroundings
        context.allowsPrefixes = Bool.random(using: &generator)
        do {
            let parsed = try sampleParser.parse(line, in: context)
            if case .command(let arguments) = parsed {
                for argument in arguments.given {
                    #expect(argument.span.upperBound <= count, "\(line.debugDescription)")
                    #expect(argument.keySpan.upperBound <= count, "\(line.debugDescription)")
                }
            }
        } catch {
            #expect(error.span?.lowerBound ?? 0 >= 0)
            #expect(error.span?.upperBound ?? 0 <= count, "\(line.debugDescription)")
            let shown = caretText(for: error, line: line)
            #expect(
                !shown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }
            )
            let isOpen =
                error.message.hasSuffix("is never closed") && error.message.hasPrefix("this ")
            if isOpen, error.hint != "add a )" {
                #expect(!isComplete(line), "\(line.debugDescription)")
            }
        }
        let cursor = Int.random(in: 0...count, using: &generator)
        let offer = Completer(commands: sampleCommands).completions(
            line, cursor: cursor, context)
        #expect(offer.range.upperBound <= cursor, "\(line.debugDescription) at \(cursor)")
    }

    @Test("Random pieces give arguments or an error whose span lies inside, and nothing crashes")
    func pieces() {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<2500 {
            let count = Int.random(in: 0...14, using: &generator)
            let line = (0..<count).map { _ in
                Self.pieces.randomElement(using: &generator) ?? ""
            }.joined()
            check(line, &generator)
        }
    }

    @Test("Random bytes give arguments or an error whose span lies inside, and nothing crashes")
    func bytes() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<800 {
            let count = Int.random(in: 0...60, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            check(String(decoding: bytes, as: UTF8.self), &generator)
        }
    }

    @Test("A line that parses is complete, unless it ends in a backslash")
    func completeness() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<2500 {
            let count = Int.random(in: 0...10, using: &generator)
            let pieces = ["a", " ", "(", ")", "\"", "'", "\\", "\n", "#", ",", "=", "\t"]
            let line =
                "find x"
                + (0..<count).map { _ in
                    pieces.randomElement(using: &generator) ?? ""
                }.joined()
            guard sampleError(line) == nil else { continue }
            let endsInJoint = line.last { $0 != " " && $0 != "\t" } == "\\"
            #expect(isComplete(line) || endsInJoint, "\(line.debugDescription)")
        }
    }

    /// Parts that are repeated very often, with what stands before and after them.
    private static let repeated: [(before: String, part: String, after: String)] = [
        ("", "(", ""), ("token A old=", "(", ""), ("token A old=", "-", "1"), ("find ", "\\\n", ""),
        ("find ", "\" ", ""), ("find ", "\\ ", ""), ("weights methods=", "x,", ""),
        ("token A ", "= ", ""), ("drop ", ", ", ""), ("drop a", ", a", ""), ("", "#", ""),
        ("find x", "\n", "y"), ("softmax ", "a=1 ", ""), ("token A old=", "1+", "1"),
    ]

    @Test("Lines that are deep or long end quickly", arguments: repeated.indices)
    func extremes(index: Int) {
        var generator = SeededGenerator(seed: 9)
        let extreme = Self.repeated[index]
        let line = extreme.before + String(repeating: extreme.part, count: 20_000) + extreme.after
        check(line, &generator)
    }
}
