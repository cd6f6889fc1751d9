// SPDX-License-Identifier: GPL-3.0-or-later

/// A legend laid out in columns: samples of lines with their names.
struct LegendBox: Equatable {
    /// One entry, relative to the legend's upper left corner.
    struct Item: Equatable {
        var entry: LegendEntry
        var name: MathBox
        /// The left end of the sample.
        var x: Double
        /// The baseline of the name.
        var baseline: Double
    }

    var items: [Item]
    var width: Double
    var height: Double

    private static let padding = 3.5
    private static let sampleGap = 3.5
    private static let columnGap = 10.0

    /// Makes a legend with some columns, filled from the top down.
    ///
    /// - Parameters:
    ///   - entries: What it names.
    ///   - columns: At least 1.
    ///   - maximum: The greatest width; names are shortened to keep it.
    ///   - hasBox: Whether there is a ground with a margin.
    ///   - type: Measures the names.
    init(
        _ entries: [LegendEntry], columns: Int, maximum: Double, hasBox: Bool, _ type: Typesetter
    ) {
        let font = Typography.lineName
        let padding = hasBox ? Self.padding : 0
        let rows = (entries.count + columns - 1) / max(1, columns)
        let inner = maximum - 2 * padding - Double(columns - 1) * Self.columnGap
        let room = inner / Double(columns) - Typography.sampleLength - Self.sampleGap
        items = []
        var x = padding
        var right = 0.0
        let names = type.names(entries.map(\.name), font, maximum: max(room, 0))
        for (index, entry) in entries.enumerated() {
            if index > 0, index % rows == 0 { x = right + Self.columnGap }
            let name = names[index]
            let baseline =
                padding + Double(index % rows) * font.lineHeight + 0.72 * font.lineHeight
            items.append(Item(entry: entry, name: name, x: x, baseline: baseline))
            right = max(right, x + Typography.sampleLength + Self.sampleGap + name.width)
        }
        width = right + padding
        height = Double(rows) * font.lineHeight + 2 * padding
    }

    /// Where the names of a sample begin, relative to it.
    static var nameOffset: Double { Typography.sampleLength + sampleGap }

    /// Returns legends to try inside the axes, the tallest first.
    static func shapes(_ entries: [LegendEntry], in plot: Box, _ type: Typesetter) -> [LegendBox] {
        (1...3).filter { $0 == 1 || entries.count >= 2 * $0 }.map {
            LegendBox(
                entries, columns: $0, maximum: plot.width * ($0 == 1 ? 0.6 : 0.85), hasBox: true,
                type)
        }.filter(\.isWhole)
    }

    /// Whether no name lost anything, or only names too long for any place.
    var isWhole: Bool { items.allSatisfy { !$0.name.isCut } }

    /// Returns the widest of some legends that fit into a box without a ground.
    static func fitting(_ entries: [LegendEntry], in box: Box, _ type: Typesetter) -> LegendBox? {
        (1...3).map {
            LegendBox(entries, columns: $0, maximum: box.width, hasBox: false, type)
        }.first { $0.isWhole && $0.width <= box.width && $0.height <= box.height }
    }

    /// Returns the legend with the fewest rows no wider than a length, for outside the axes.
    static func rows(_ entries: [LegendEntry], width: Double, _ type: Typesetter) -> LegendBox {
        let full = (1...max(1, entries.count)).map {
            LegendBox(entries, columns: $0, maximum: .infinity, hasBox: false, type)
        }
        if let whole = full.last(where: { $0.width <= width }) { return whole }
        let two = LegendBox(entries, columns: 2, maximum: width, hasBox: false, type)
        return entries.count > 3 && two.isWhole
            ? two : LegendBox(entries, columns: 1, maximum: width, hasBox: false, type)
    }
}
