// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import Testing
import WorkbenchModel

@testable import Shell

/// Returns a preview with two readings and an answer of three tokens.
private func preview(_ weights: [Double]) -> Preview {
    Preview(
        metric: "entropy", lastStep: 9, curves: [],
        readings: [
            Preview.Reading(title: "reward", first: 0.41, last: 0.72),
            Preview.Reading(title: "held-out pass@8", first: 0.8, last: 0.9),
        ],
        answer: Preview.Answer(
            prompt: "07>14", pieces: ["×2=", "1", "4 "], weights: weights, isRight: true))
}

@Suite("Sketches of what is written while a job runs")
struct AnswerSketchTests {
    private func lines(_ columns: Int, most: Int = 9, isASCII: Bool = false) -> [String] {
        AnswerSketch(preview([0, 1, 1.4]), isASCII: isASCII)
            .lines(columns: columns, most: most) { "<\($1.rawValue):\($0)>" }
    }

    @Test("Numbers come first, and tokens have the look of their weights")
    func looks() {
        #expect(
            lines(80) == [
                " reward 0.410 → 0.720 · held-out pass@8 0.800 → 0.900",
                " 07>14  <2:×2=>1<1;33:4 >  right",
                " a token's weight:  <1;33:above 1>  about 1  <34:below 1>  <2:0>",
            ])
    }

    @Test("Where a screen has no colours, nothing tells what they mean")
    func withoutColours() {
        let lines = AnswerSketch(preview([0, 1, 1.4]), isASCII: false)
            .lines(columns: 80, most: 9) { text, _ in text }
        #expect(lines.count == 2 && lines[1] == " 07>14  ×2=14   right")
        #expect(inASCII("×2=14 ∎") == "x2=14 .")
    }

    @Test("The run that numbers are of is named before them, and all of it fits into 80 columns")
    func run() {
        let titles = ["reward", "pass@8", "wrong steps"]
        let preview = Preview(
            metric: "entropy", lastStep: 9, curves: [], run: "GRPO, seed 12",
            readings: titles.map { Preview.Reading(title: $0, first: 0.293, last: 0.5) })
        func first(_ columns: Int, isASCII: Bool = false) -> String? {
            AnswerSketch(preview, isASCII: isASCII)
                .lines(columns: columns, most: 9) { text, _ in text }.first
        }
        #expect(
            first(100) == " GRPO, seed 12: reward 0.293 → 0.500 · pass@8 0.293 → 0.500"
                + " · wrong steps 0.293 → 0.500")
        #expect(
            first(80) == " GRPO, seed 12: reward 0.29→0.50 · pass@8 0.29→0.50"
                + " · wrong steps 0.29→0.50")
        #expect(first(80, isASCII: true)?.contains("steps 0.29->0.50") == true)
        #expect(first(40) == " GRPO, seed 12: reward 0.29→0.50")
        #expect(first(20) == " reward 0.29→0.50")
    }

    @Test("There is no more than fits, and ASCII where there is nothing else")
    func room() {
        #expect(lines(80, most: 1).count == 1 && lines(80, most: -1).isEmpty)
        #expect(lines(20).count == 1, "an answer is whole or not there")
        #expect(lines(40)[0] == " reward 0.41→0.72", "a number is whole or not there")
        #expect(lines(80, isASCII: true).joined().utf8.allSatisfy { $0 < 0x80 })
    }
}
