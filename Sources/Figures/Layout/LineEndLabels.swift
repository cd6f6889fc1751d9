// SPDX-License-Identifier: GPL-3.0-or-later

/// The names of lines beside their right ends.
struct LineEndLabels: Equatable {
    /// One name on the page.
    struct Label: Equatable {
        var entry: LegendEntry
        var name: MathBox
        /// Where the line ends, in points.
        var end: Point
        /// The middle of the name's line of text.
        var middle: Double
    }

    var labels: [Label]
    /// Whether thin lines lead from the ends to the names.
    var hasLeaders = false

    /// From the axes to the names.
    static let gap = 4.5
    /// From the axes to the names where thin lines lead to some of them.
    static let leaderGap = 13.0

    /// Returns how far right of the axes names reach.
    static func width(_ entries: [LegendEntry], room: Double, _ type: Typesetter) -> Double {
        let names = type.names(entries.map(\.name), Typography.lineName, maximum: room)
        return gap + (names.map(\.width).max() ?? 0) + 1
    }

    /// Places names beside the ends of lines, moved apart so that none lies on another.
    ///
    /// - Parameters:
    ///   - ends: Where each entry's line ends on the page.
    ///   - plot: The box between the axes.
    ///   - room: The greatest width of a name.
    ///   - type: Measures the names.
    init(
        _ ends: [(entry: LegendEntry, end: Point)], in plot: Box, room: Double, _ type: Typesetter
    ) {
        let font = Typography.lineName
        let sorted = ends.enumerated().sorted { one, other in
            (one.element.end.y, one.offset) < (other.element.end.y, other.offset)
        }.map(\.element)
        let middles = Self.spread(
            sorted.map(\.end.y), apart: font.lineHeight,
            within: plot.y...max(plot.y, plot.bottom))
        let names = type.names(sorted.map(\.entry.name), font, maximum: room)
        labels = sorted.indices.map { index in
            Label(
                entry: sorted[index].entry, name: names[index], end: sorted[index].end,
                middle: middles[index])
        }
    }

    /// Whether no name lost anything, or only names too long for any place.
    var isWhole: Bool { labels.allSatisfy { !$0.name.isCut } }

    /// The farthest that a name had to move from its line.
    var displacement: Double { labels.map { abs($0.middle - $0.end.y) }.max() ?? 0 }

    /// Returns places in the same order at least some distance apart, moved as little as possible
    /// (least squares, by pooling neighbours that touch).
    static func spread(
        _ wishes: [Double], apart: Double, within range: ClosedRange<Double>
    ) -> [Double] {
        var pools: [(sum: Double, count: Int)] = []
        for (index, wish) in wishes.enumerated() {
            // Without the distances due, order alone is asked for: isotonic regression.
            pools.append((wish - Double(index) * apart, 1))
            while pools.count > 1 {
                let last = pools[pools.count - 1]
                let before = pools[pools.count - 2]
                let isInOrder =
                    before.sum / Double(before.count) <= last.sum / Double(last.count)
                if isInOrder { break }
                pools.removeLast(2)
                pools.append((before.sum + last.sum, before.count + last.count))
            }
        }
        let offsets = pools.flatMap { pool in
            [Double](repeating: pool.sum / Double(pool.count), count: pool.count)
        }
        let highest = range.upperBound - Double(max(0, wishes.count - 1)) * apart
        return offsets.enumerated().map { index, offset in
            max(range.lowerBound, min(offset, highest)) + Double(index) * apart
        }
    }
}
