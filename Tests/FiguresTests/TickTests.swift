// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

/// Ranges, wished counts, and the numbers that people would choose.
private let linear: [(range: ClosedRange<Double>, wish: Int, numbers: [Double])] = [
    (0...1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (0...1000, 6, [0, 200, 400, 600, 800, 1000]),
    (-0.1...4, 5, [0, 1, 2, 3, 4]),
    (-1...1, 5, [-1, -0.5, 0, 0.5, 1]),
    (0...150, 4, [0, 50, 100, 150]),
    (2.1...2.9, 5, [2.2, 2.4, 2.6, 2.8]),
    (3...22, 5, [5, 10, 15, 20]),
]

@Test("Linear ticks are the round numbers that people would choose", arguments: linear)
func linearTicks(row: (range: ClosedRange<Double>, wish: Int, numbers: [Double])) {
    let numbers = LinearTicks.numbers(in: row.range, wish: row.wish)
    #expect(numbers.count == row.numbers.count)
    for (number, wanted) in zip(numbers, row.numbers) { #expect(abs(number - wanted) < 1e-12) }
}

@Test("Ticks are as round for huge and tiny numbers", arguments: [1e-290, 1e-120, 1, 1e120, 1e299])
func roundAtAnySize(size: Double) {
    let numbers = LinearTicks.numbers(in: -0.3 * size...10.3 * size, wish: 6)
    #expect(numbers.count == 6)
    for (number, wanted) in zip(numbers, [0.0, 2, 4, 6, 8, 10]) {
        #expect(abs(number / size - wanted) < 1e-9)
    }
}

@Test("Linear ticks lie inside any range, at least two and in rising order", arguments: 1...60)
func anyRange(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let low = Double.random(in: -1...1, using: &random)
    let size = AxisNumbers.power(Int.random(in: -280...280, using: &random))
    let range = low * size...(low + Double.random(in: 0.001...3, using: &random)) * size
    for wish in [2, 3, 5, 8, 11] {
        let numbers = LinearTicks.numbers(in: range, wish: wish)
        let slack = (range.upperBound - range.lowerBound) * 1e-6
        #expect(numbers.count >= 2)
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
        #expect(numbers.allSatisfy { $0 >= range.lowerBound - slack })
        #expect(numbers.allSatisfy { $0 <= range.upperBound + slack })
        #expect(Set(AxisNumbers.labels(numbers)).count == numbers.count)
    }
}

/// Returns the labels of a range's first candidate.
private func labels(_ range: ClosedRange<Double>) -> [String] {
    LogarithmicTicks.candidates(in: range).first?.compactMap(\.label) ?? []
}

@Test("Logarithmic axes count 1, 2, 5 up to three decades and powers of ten beyond")
func logarithmicLabels() {
    #expect(labels(0.2...5) == ["0.2", "0.5", "1", "2", "5"])
    #expect(labels(0.25...4) == ["0.5", "1", "2"])
    #expect(labels(1...10) == ["1", "2", "5", "10"])
    #expect(
        labels(0.01...10) == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"])
    #expect(labels(0.001...10) == ["$10^{-3}$", "$10^{-2}$", "$10^{-1}$", "$10^{0}$", "$10^{1}$"])
    #expect(labels(1.1...1.9) == ["1.2", "1.4", "1.6", "1.8"])
    #expect(labels(0.9...2.5) == ["1.0", "1.5", "2.0", "2.5"])
}

@Test("Logarithmic axes have unlabelled ticks at 2 to 9")
func minorTicks() throws {
    let ticks = try #require(LogarithmicTicks.candidates(in: 1...10).first)
    #expect(ticks.map(\.value) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    #expect(ticks.filter { $0.label == nil }.map(\.value) == [3, 4, 6, 7, 8, 9])
}

@Test("Labels never collide, on axes of any length", arguments: [8.0, 20, 35, 60, 100, 200, 400])
func labelsApart(length: Double) {
    let chooser = TickChooser(
        typesetter: Typesetter(measuring: RuleOfThumb()), font: Typography.tickLabel)
    let ranges: [(Axis.Scale, ClosedRange<Double>)] = [
        (.linear, 0...1), (.linear, -1e7...1e7), (.linear, 1e-8...9e-8), (.linear, 99.9...100.1),
        (.logarithmic, 0.2...5), (.logarithmic, 1e-9...1e9), (.logarithmic, 1e-200...1e200),
        (.logarithmic, 3...3.3), (.logarithmic, 1...101),
    ]
    for (scale, range) in ranges {
        let map = AxisMap(scale: scale, range: range, start: 0, end: length)
        let ticks = chooser.ticks(on: map, isHorizontal: true).filter { $0.label != nil }
        for (near, far) in zip(ticks, ticks.dropFirst()) {
            let room = far.position - near.position
            #expect(((near.label?.width ?? 0) + (far.label?.width ?? 0)) / 2 < room)
        }
        #expect(length < 100 || ticks.count >= 2, "\(scale) \(range)")
    }
}

@Test("Numbers are written alike in one axis, with a true minus and 0 as 0")
func numberTexts() {
    #expect(AxisNumbers.labels([-0.5, 0, 0.5, 1]) == ["−0.5", "0", "0.5", "1.0"])
    #expect(AxisNumbers.labels([0.25, 0.5]) == ["0.25", "0.50"])
    #expect(AxisNumbers.labels([0, 100_000]) == ["0", "100000"])
    #expect(AxisNumbers.labels([0, 2e6, 4e6]) == ["0", "$2×10^{6}$", "$4×10^{6}$"])
    #expect(AxisNumbers.labels([1.5e-7, 2e-7]) == ["$1.5×10^{-7}$", "$2.0×10^{-7}$"])
    #expect(AxisNumbers.labels([0, 0]) == ["0", "0"])
    #expect(AxisNumbers.fixed(-0.001, decimals: 2) == "0.00")
}

@Test("Along an axis of steps only whole numbers stand", arguments: 1...60)
func wholeTicks(last: Int) {
    for wish in 2...9 {
        let numbers = LinearTicks.numbers(in: 0...Double(last), wish: wish, isWhole: true)
        #expect(numbers.count >= 2)
        #expect(numbers.allSatisfy { $0 == $0.rounded() }, "\(numbers)")
    }
}

@Test("A number on a logarithmic axis stands where its logarithm does")
func logarithmicPlaces() throws {
    let map = AxisMap(scale: .logarithmic, range: 0.01...100, start: 20, end: 60)
    for (number, place) in [(0.01, 20.0), (0.1, 30), (1, 40), (10, 50), (100, 60)] {
        #expect(abs(try #require(map.place(number)) - place) < 1e-9)
    }
    #expect(map.place(0) == nil && map.place(-1) == nil)
}

@Test(
    "Where numbers of both signs are shown, zero is a tick",
    arguments: [-1.3...1.2, -0.7...2.9, -40...11, -3.3...0.9])
func zeroTick(range: ClosedRange<Double>) {
    for wish in 3...8 {
        #expect(LinearTicks.numbers(in: range, wish: wish).contains(0), "\(wish)")
    }
}
