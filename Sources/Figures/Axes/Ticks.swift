// SPDX-License-Identifier: GPL-3.0-or-later

/// A place on an axis: labelled, or a short tick without words.
public struct Tick: Sendable, Equatable {
    /// Where it stands, in the axis's units.
    public var value: Double
    /// Its words in the notation of ``MathText``, or nil.
    public var label: String?

    /// Makes a tick.
    public init(value: Double, label: String?) {
        self.value = value
        self.label = label
    }

    /// Returns a tick that carries its own number, as it is typed.
    package static func number(_ value: Double) -> Tick {
        Tick(value: value, label: AxisNumbers.exact(value))
    }
}

/// A tick on the page.
struct PlacedTick: Equatable {
    /// Along the axis, in points.
    var position: Double
    /// In the axis's units.
    var value: Double
    /// Its laid-out words, or nil for a short tick.
    var label: MathBox?
    /// Whether the words run upwards, because they have no room side by side.
    var isTurned = false
    /// Whether the words name a category.
    var isName = false

    /// How far the words reach along a horizontal axis.
    var breadth: Double {
        label.map { isTurned ? $0.ascent + $0.descent : $0.width } ?? 0
    }
}

/// Chooses as many labels for an axis as fit side by side.
struct TickChooser {
    let typesetter: Typesetter
    let font: Font
    /// Whether only whole numbers stand along a linear axis.
    var isWhole = false
    /// The greatest width of a category's name.
    var maximum = Double.infinity
    /// The most numbers that are wished for.
    var most = 11
    /// The ticks that somebody chose; nil to choose them here.
    var given: [Tick]?
    /// What the numbers are counted from; nil for 0.
    var offset: AxisOffset?

    /// Returns the ticks of an axis; no two labels come nearer than half a sign.
    ///
    /// - Parameters:
    ///   - map: Where numbers stand on the page.
    ///   - isHorizontal: Whether labels stand side by side rather than one above the other.
    /// - Returns: Ticks in rising order.
    func ticks(on map: AxisMap, isHorizontal: Bool) -> [PlacedTick] {
        if case .categories(let names) = map.scale {
            return categories(names, on: map, isHorizontal)
        }
        if let given {
            let visible = given.filter { map.range.contains($0.value) }
            return thinned(place(visible.sorted { $0.value < $1.value }, map), isHorizontal)
        }
        var fewest: [PlacedTick] = []
        if map.scale == .logarithmic, offset == nil {
            for candidate in LogarithmicTicks.candidates(in: map.range) {
                fewest = place(candidate, map)
                if fits(fewest, isHorizontal) { return fewest }
            }
            return thinned(fewest, isHorizontal)
        }
        let length = abs(map.end - map.start)
        let apart = isHorizontal ? 5.5 * font.size : 4 * font.size
        let wish = Int(min(max(length / apart + 1, 2), Double(most)))
        for count in (2...wish).reversed() {
            let ticks = LinearTicks.labelled(
                in: map.range, wish: count, isWhole: isWhole, offset: offset)
            fewest = place(ticks, map)
            if fits(fewest, isHorizontal) { return fewest }
        }
        return thinned(fewest, isHorizontal)
    }

    /// Returns a tick for every category: named side by side where that fits, else upwards, else
    /// only every second, every third, ….
    private func categories(
        _ names: [String], on map: AxisMap, _ isHorizontal: Bool
    ) -> [PlacedTick] {
        let labels = typesetter.names(names, font, maximum: maximum)
        let whole = labels.enumerated().compactMap { index, label -> PlacedTick? in
            guard let position = map.place(Double(index)) else { return nil }
            return PlacedTick(position: position, value: Double(index), label: label, isName: true)
        }
        let isNarrow = whole.first.map { $0.breadth / 2 <= $0.position - map.start + 12 } ?? true
        if fits(whole, isHorizontal), !isHorizontal || isNarrow { return whole }
        var turned = whole
        for index in turned.indices where isHorizontal { turned[index].isTurned = true }
        var stride = 1
        while stride < turned.count {
            var kept = turned
            for index in kept.indices where index % stride != 0 { kept[index].label = nil }
            if fits(kept, isHorizontal) { return kept }
            stride += 1
        }
        return thinned(turned, isHorizontal)
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
            ? apart - (near.breadth + far.breadth) / 2 - air(near) * font.size
            : apart - (left.ascent + left.descent + right.ascent + right.descent) / 2
                - 0.2 * font.size
    }

    /// Returns the least distance of words side by side, in units of the size: numbers that stand
    /// close look like one, names do not.
    private func air(_ tick: PlacedTick) -> Double {
        tick.isTurned ? 0.1 : tick.isName ? 0.4 : 0.7
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
                ? tick : PlacedTick(position: tick.position, value: tick.value)
        }
    }
}
