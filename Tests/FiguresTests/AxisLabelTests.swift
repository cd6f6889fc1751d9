// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

/// Returns the number that a label says, or nil where it is none.
private func number(_ label: String) -> Double? {
    let plain = label.filter { $0 != "$" }.replacing("−", with: "-")
    guard plain.contains("10^{") else { return Double(plain) }
    let parts = plain.split(separator: "×")
    guard let power = parts.last, power.hasPrefix("10^{"), power.hasSuffix("}") else { return nil }
    return Double("\(parts.count == 2 ? String(parts[0]) : "1")e\(power.dropFirst(4).dropLast())")
}

/// Ranges of numbers that are large, small, near each other, or of both signs.
private let extremeRanges: [ClosedRange<Double>] = [
    (1 - 1e-9)...(1 + 1e-9), 1...(1 + 2e-11), 0.99999...1.00001, 1e300...3e300, -1e300...1e300,
    0...1e-300, -1e-305...2e-304, 0...Double.leastNonzeroMagnitude, -1.7e308...1.7e308,
    1e308...1.5e308, 0...1e308,
    999_999...1_000_001, 1_000_000...1_000_005, -1_000_000.5...(-1_000_000),
    123.456_789...123.456_79,
    1e-9...1.000_001e-9, -1e-9...1, 5e15...(5e15 + 64), 0...0.3,
    (2 * .leastNonzeroMagnitude)...Double.leastNormalMagnitude,
]

/// Returns ranges of any size and length.
private func randomRanges(_ seed: Int) -> [ClosedRange<Double>] {
    var random = SeededGenerator(seed: UInt64(seed))
    return (0..<12).map { _ in
        let size = AxisNumbers.power(Int.random(in: -302...306, using: &random))
        let low = Double.random(in: -9...9, using: &random) * size
        let part = AxisNumbers.power(Int.random(in: -11...0, using: &random))
        return low...(low + abs(low) * part * Double.random(in: 1...9, using: &random))
    }
}

/// Returns the ticks with labels that an axis over a range has, with what they are counted from.
private func labelled(
    _ range: ClosedRange<Double>, _ scale: Axis.Scale, length: Double
) -> (ticks: [[Tick]], offset: AxisOffset?, range: ClosedRange<Double>) {
    let shown = AxisRange.horizontal(Axis("", scale: scale, range: range), data: [])
    let offset = AxisOffset(shown)
    if scale == .logarithmic, offset == nil {
        return (LogarithmicTicks.candidates(in: shown), nil, shown)
    }
    return (
        (2...9).map { LinearTicks.labelled(in: shown, wish: $0, offset: offset) }, offset, shown
    )
}

/// Every label is another, they rise, and each says where its tick stands.
private func expectGoodLabels(_ range: ClosedRange<Double>, _ scale: Axis.Scale) {
    let (candidates, offset, shown) = labelled(range, scale, length: 300)
    #expect(!candidates.isEmpty)
    let size = max(abs(shown.lowerBound), abs(shown.upperBound))
    for ticks in candidates {
        let ticks = ticks.filter { $0.label != nil }
        let labels = ticks.compactMap(\.label)
        #expect(labels.count >= 2, "\(shown)")
        #expect(Set(labels).count == labels.count, "\(labels) over \(shown)")
        let mantissas = labels.map { $0.prefix { $0 != "×" && $0 != "^" } }
        let longest = size < 1e-289 ? 14 : 10
        #expect(mantissas.allSatisfy { $0.count <= longest }, "\(labels) over \(shown)")
        let values = ticks.map(\.value)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(values)")
        #expect(!labels.contains { $0.hasPrefix("−0") && number($0) == 0 })
        let unit = offset.map { AxisNumbers.power($0.exponent) } ?? 1
        let numbers = labels.map { (number($0) ?? .nan) * unit + (offset?.base ?? 0) }
        let steps = zip(values, values.dropFirst()).map { $1 / 2 - $0 / 2 }
        for (index, found) in numbers.enumerated() {
            let step = steps[min(index, steps.count - 1)]
            #expect(abs(found / 2 - values[index] / 2) < 0.01 * step, "\(labels) at \(values)")
        }
    }
}

@Test("Labels differ, rise and say where they stand, however near or large numbers are")
func extremeLabels() {
    for range in extremeRanges { expectGoodLabels(range, .linear) }
    for range in extremeRanges where range.lowerBound > 0 { expectGoodLabels(range, .logarithmic) }
}

@Test("The same for ranges of any size and length", arguments: 1...40)
func randomLabels(seed: Int) {
    for range in randomRanges(seed) {
        expectGoodLabels(range, .linear)
        if range.lowerBound > 0 { expectGoodLabels(range, .logarithmic) }
    }
}

@Test(
    "Numbers that agree in their leading digits are counted from those, as is said beside the axis")
func offsets() throws {
    let near = try #require(AxisOffset((1 - 1e-9)...(1 + 1e-9)))
    #expect(near.base == 1 && near.note == "$1 + …×10^{-9}$")
    #expect(near.beside("w") == "w  ($1 + …×10^{-9}$)" && near.beside("") == near.note)
    #expect(AxisOffset(1_000_000...1_000_005)?.note == "$1×10^{6} + …$")
    #expect(AxisOffset(0.999...1.001) == nil && AxisOffset(0...1e-12) == nil)
    #expect(AxisOffset(-1e300...1e300) == nil)
    let panel = Panel(
        x: Axis("step"), y: Axis("w"),
        marks: [
            .line(
                Mark.Line(
                    name: "", style: 0,
                    pieces: [(0...9).map { Point(Double($0), 1 + 1e-10 * Double($0 - 5)) }]))
        ])
    let layout = arranged(Figure(title: "", panels: [panel]))
    #expect(layout.figure.panels[0].y.label.contains("1 + …"))
    #expect(layout.figure.panels[0].x.label == "step")
    expectGoodLayout(layout)
    let labels = layout.scenes[0].frame.yTicks.compactMap(\.label?.width)
    #expect(labels.count >= 3)
}

@Test("Numbers that people type stand along axes as they are typed")
func exactNumbers() {
    #expect(AxisNumbers.exact(0.1) == "0.1" && AxisNumbers.exact(2) == "2")
    #expect(AxisNumbers.exact(-1.25) == "−1.25" && AxisNumbers.exact(1200) == "1200")
    #expect(AxisNumbers.exact(0) == "0" && AxisNumbers.exact(-0.0) == "0")
    #expect(AxisNumbers.exact(1e-5) == "$1×10^{-5}$" && AxisNumbers.exact(0.0012) == "0.0012")
    #expect(
        AxisNumbers.exact(2.5e7) == "$2.5×10^{7}$" && AxisNumbers.exact(-1e300) == "$−1×10^{300}$")
    #expect(AxisNumbers.exact(1.000_000_001) == "1.000000001")
}

/// Returns a figure of one line from 0.2 to 5 with chosen ticks.
private func figure(ticks: [Double], scale: Axis.Scale, width: Double = 240) -> FigureLayout {
    let panel = Panel(
        x: Axis("r", scale: scale, range: 0.2...5, ticks: ticks.map(Tick.number)), y: Axis("w"),
        marks: [
            .line(Mark.Line(name: "", style: 0, pieces: [[Point(0.2, 1), Point(5, 2)]]))
        ])
    return arranged(
        Figure(title: "", panels: [panel], size: FigureSize(width: width, height: 160)))
}

@Test("Chosen ticks stand where they were chosen, and nowhere else", arguments: [true, false])
func chosenTicks(isLogarithmic: Bool) {
    let layout = figure(
        ticks: [5, 0.5, 0.8, 1, 1.2, 2, 7], scale: isLogarithmic ? .logarithmic : .linear,
        width: 500)
    let ticks = layout.scenes[0].frame.xTicks
    #expect(ticks.map(\.value) == [0.5, 0.8, 1, 1.2, 2, 5])
    #expect(isLogarithmic ? ticks.allSatisfy { $0.label != nil } : ticks.count == 6)
    expectWordsApart(layout)
}

@Test("Chosen ticks without room for words keep their places")
func crowdedTicks() {
    let numbers = (10...60).map { Double($0) / 20 }
    let layout = figure(ticks: numbers, scale: .linear)
    let ticks = layout.scenes[0].frame.xTicks
    #expect(ticks.count == numbers.count)
    #expect(ticks.count { $0.label != nil } >= 2 && ticks.contains { $0.label == nil })
    expectWordsApart(layout)
}
