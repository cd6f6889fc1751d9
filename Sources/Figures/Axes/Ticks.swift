// SPDX-License-Identifier: GPL-3.0-or-later

/// A place on an axis: labelled, or a short tick without words.
struct Tick: Equatable {
    /// Where it stands, in the axis's units.
    var value: Double
    /// Its words in the notation of ``MathText``, or nil.
    var label: String?
}

/// A tick on the page.
struct PlacedTick: Equatable {
    /// Along the axis, in points.
    var position: Double
    /// In the axis's units.
    var value: Double
    /// Its laid-out words, or nil for a short tick.
    var label: MathBox?
}

/// Chooses as many labels for an axis as fit side by side.
struct TickChooser {
    let typesetter: Typesetter
    let font: Font

    /// Returns the ticks of an axis; no two labels come nearer than half a sign.
    ///
    /// - Parameters:
    ///   - map: Where numbers stand on the page.
    ///   - isHorizontal: Whether labels stand side by side rather than one above the other.
    /// - Returns: Ticks in rising order.
    func ticks(on map: AxisMap, isHorizontal: Bool) -> [PlacedTick] {
        var fewest: [PlacedTick] = []
        switch map.scale {
        case .linear:
            let length = abs(map.end - map.start)
            let apart = isHorizontal ? 5.5 * font.size : 4 * font.size
            let wish = Int(min(max(length / apart + 1, 2), 11))
            for count in (2...wish).reversed() {
                let numbers = LinearTicks.numbers(in: map.range, wish: count)
                let ticks = zip(numbers, AxisNumbers.labels(numbers))
                fewest = place(ticks.map { Tick(value: $0, label: $1) }, map)
                if fits(fewest, isHorizontal) { return fewest }
            }
        case .categories(let names):
            fewest = place(
                names.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }, map)
        case .logarithmic:
            for candidate in LogarithmicTicks.candidates(in: map.range) {
                fewest = place(candidate, map)
                if fits(fewest, isHorizontal) { return fewest }
            }
        }
        return thinned(fewest, isHorizontal)
    }

    private func place(_ ticks: [Tick], _ map: AxisMap) -> [PlacedTick] {
        ticks.compactMap { tick in
            guard let position = map.place(tick.value) else { return nil }
            return PlacedTick(
                position: position, value: tick.value,
                label: tick.label.map { typesetter.line($0, font) })
        }
    }

    private func fits(_ ticks: [PlacedTick], _ isHorizontal: Bool) -> Bool {
        let labelled = ticks.filter { $0.label != nil }
        return zip(labelled, labelled.dropFirst()).allSatisfy { near, far in
            gap(near, far, isHorizontal) >= 0
        }
    }

    /// Returns how much room two neighbouring labels leave beyond the least that reads well.
    private func gap(_ near: PlacedTick, _ far: PlacedTick, _ isHorizontal: Bool) -> Double {
        guard let left = near.label, let right = far.label else { return 0 }
        let apart = abs(far.position - near.position)
        return isHorizontal
            ? apart - (left.width + right.width) / 2 - 0.7 * font.size
            : apart - (left.ascent + left.descent + right.ascent + right.descent) / 2
                - 0.2 * font.size
    }

    /// Returns ticks of which only those keep their labels that have room, the ends first.
    private func thinned(_ ticks: [PlacedTick], _ isHorizontal: Bool) -> [PlacedTick] {
        var kept: [PlacedTick] = []
        let labelled = ticks.filter { $0.label != nil }
        for tick in [labelled.first, labelled.last].compactMap({ $0 }) + labelled {
            let isFree = kept.allSatisfy { other in gap(other, tick, isHorizontal) >= 0 }
            if isFree { kept.append(tick) }
        }
        return ticks.map { tick in
            kept.contains(tick)
                ? tick : PlacedTick(position: tick.position, value: tick.value, label: nil)
        }
    }
}
