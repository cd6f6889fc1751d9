// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite("Task reach")
struct ReachTaskTests {
    private let task = WrittenTask.reach

    @Test("Prompts are those of the golden file, and no held-out pair is trained")
    func prompts() throws {
        let golden = try WrittenGolden.load().prompts
        #expect(task.trained.count == golden.trained && task.heldOut.count == golden.held)
        for (prompt, pair) in zip(task.trained, golden.firstTrained) {
            #expect([prompt.start, prompt.goal] == pair)
        }
        for (prompt, pair) in zip(task.heldOut, golden.firstHeld) {
            #expect([prompt.start, prompt.goal] == pair)
        }
        #expect(Set(task.trained).isDisjoint(with: task.heldOut))
        #expect(task.text(task.trained[1].tokens) == "00>02")
    }

    @Test("Demonstrations are those of the golden file, and none is of a held-out pair")
    func demonstrations() throws {
        let golden = try WrittenGolden.load().demonstrations
        for (number, text) in golden.enumerated() {
            #expect(task.text(task.demonstration(1, number)) == text)
        }
        for number in 0..<500 {
            let tokens = task.demonstration(2, number)
            let (start, goal) = (
                Int(tokens[0]) * 10 + Int(tokens[1]), Int(tokens[3]) * 10 + Int(tokens[4])
            )
            #expect(!ReachOperations.isHeldOut(start, goal) && start != goal)
            #expect(tokens.last == task.end && tokens.count <= 5 + task.answerLength)
        }
    }

    @Test("The verifiers judge the golden answers")
    func verdicts() throws {
        for judged in try WrittenGolden.load().verify {
            let prompt = ReachToken.prompt(judged.s, judged.g)
            let tokens = try #require(task.tokens(judged.text))
            let reading = task.read(prompt, tokens[...])
            #expect(Verifier.strict.accepts(reading) == (judged.right == 1), "\(judged.text)")
            #expect(reading.isTimeout == (judged.timeout == 1), "\(judged.text)")
            #expect(reading.isWrong == (judged.wrong == 1), "\(judged.text)")
            let flags = task.falseTokens(prompt, tokens[...])
            #expect(flags.count == tokens.count, "\(judged.text)")
            #expect(flags.contains(true) == reading.isWrong, "\(judged.text)")
            #expect(reading.steps == judged.steps, "\(judged.text)")
            #expect(reading.revisits == judged.revisits, "\(judged.text)")
        }
    }

    @Test(
        "The tokens of a false step are marked, and those from where no step can be read on",
        arguments: [
            ("*14+17+20.", "0000000000"), ("*14+18+21.", "0001110000"),
            ("*15+17+20.", "1111110000"),
            ("*14+1.", "000111"), ("20.", "111"), (".", "0"), ("*14", "000"),
        ])
    func falseTokens(text: String, marks: String) throws {
        let tokens = try #require(task.tokens(text))
        let flags = task.falseTokens(ReachToken.prompt(7, 20), tokens[...])
        #expect(flags.map { $0 ? "1" : "0" }.joined() == marks)
        #expect(task.prompt(ReachToken.prompt(7, 20).tokens)?.goal == 20 && task.prompt([7]) == nil)
    }

    @Test(
        "With verifier=last a false step passes, and nothing that cannot be read does",
        arguments: [
            ("/46-46/26.", 63, 26, true), ("*14+17+20.", 7, 20, true), ("*14+17+21.", 7, 20, false),
            (".", 7, 7, false), ("20.", 7, 20, false), ("+10*20", 7, 20, false),
            ("*14+2.", 7, 2, false),
        ])
    func last(text: String, start: Int, goal: Int, isRight: Bool) throws {
        let reading = task.read(
            ReachToken.prompt(start, goal), try #require(task.tokens(text))[...])
        #expect(Verifier.last.accepts(reading) == isRight)
    }

    @Test(
        "Answers are shown with signs that people read, a piece a token",
        arguments: [
            ("*14+17+20.", "×2=14 +3=17 +3=20 ∎"), ("/03-98.", "÷2=03 −5=98 ∎"),
            ("++1.>", "+3 +3=1 ∎>"), ("", ""),
        ])
    func shown(text: String, expected: String) throws {
        let tokens = try #require(task.tokens(text))
        let pieces = task.shown(tokens[...])
        #expect(pieces.count == tokens.count && pieces.joined() == expected)
        #expect(task.tokens("07>x") == nil)
    }

    @Test("Distances are the fewest operations, by trying all of them")
    func distances() {
        let operations = ReachOperations(count: 100)
        for start in [0, 7, 99] {
            let distances = operations.distances(from: start)
            for (number, distance) in distances.enumerated() {
                let neighbours = (0..<4).compactMap { operation in
                    operations.apply(operation, to: number)
                }
                guard let distance else { continue }
                for next in neighbours { #expect((distances[next] ?? 99) <= distance + 1) }
                #expect((distance == 0) == (number == start))
            }
        }
        #expect(operations.apply(3, to: 7) == nil && operations.apply(1, to: 4) == nil)
    }
}
