// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Lab
import LabTestSupport
import Results
import Synchronization
import Testing

@testable import Shell
import WorkbenchModel

/// Returns a preview of curves through some values, spread over 70 steps.
private func preview(_ curves: [(title: String, runs: Int, values: [Double])]) -> Preview {
    Preview(
        metric: "entropy", lastStep: 70,
        curves: curves.map { title, runs, values in
            Preview.Curve(
                title: title, runs: runs,
                points: values.enumerated().map { Preview.Point(step: $0 * 10, value: $1) })
        })
}

private let falling = [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]

@Suite("Sketches of curves while a job runs")
struct CurveSketchTests {
    @Test("Curves share one scale, grow to the right, and say where they are")
    func shapes() {
        let sketch = CurveSketch(
            preview([
                ("GRPO", 3, falling), ("ASPO", 0, [0.8, 0.75]), ("PPO", 0, []),
                ("flat", 1, [0.1]),
            ]), hasBlocks: true)
        let lines = sketch.lines(columns: 47, most: 9)
        #expect(
            lines == [
                " GRPO  █▇▆▅▄▃▂▁  entropy 0.8 → 0.1, mean of 3",
                " ASPO  ██        entropy 0.8 → 0.75, first run",
                " flat  ▁         entropy 0.1 → 0.1, 1 run",
            ])
    }

    @Test("Without UTF-8 the sketch is ASCII")
    func ascii() {
        let lines = CurveSketch(preview([("GRPO", 3, falling)]), hasBlocks: false)
            .lines(columns: 47, most: 9)
        #expect(lines == [" GRPO  #*+=~-._  entropy 0.8 -> 0.1, mean of 3"])
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    }

    @Test("Every line fits any screen, and there are never more than there is room for")
    func widths() {
        let curves = (0..<9).map { ("a method of a long name \($0)", 12, falling) }
        for columns in 1...200 {
            for most in [-1, 0, 3, 40] {
                let lines = CurveSketch(preview(curves), hasBlocks: true)
                    .lines(columns: columns, most: most)
                #expect(lines.allSatisfy { textWidth($0) < columns })
                #expect(lines.count <= max(0, most))
                if columns == 80 { #expect(lines.count == min(9, max(0, most))) }
            }
        }
    }

    @Test("A constant curve stands in the middle, and hidden characters are escaped")
    func edges() {
        let sketch = CurveSketch(preview([("\u{1B}[2J", 2, [1, 1])]), hasBlocks: true)
        let line = sketch.lines(columns: 80, most: 1).first ?? ""
        #expect(line.contains("▅▅▅▅▅▅") && !line.unicodeScalars.contains("\u{1B}"))
    }
}
