// SPDX-License-Identifier: GPL-3.0-or-later

extension Panel {
    /// Returns the panel with one line for those that coincide wholly, named after all of them.
    ///
    /// The first keeps its style. What only belongs to the others and lies on what belongs to it,
    /// bands and dots, is left out. Lines that coincide in part, or whose ends differ, stay.
    var bundled: Panel {
        let series = self.series
        guard naming != .hidden, series.count > 1, series.count <= Self.mostBundled else {
            return self
        }
        let comparison = LineComparison(self)
        var leaders: [[Mark.Line]] = []
        var bundles = Bundles()
        for lines in series {
            if let leader = leaders.first(where: { comparison.isSame($0, lines) }) {
                bundles.add(lines[0], to: leader[0])
            } else {
                leaders.append(lines)
            }
        }
        return bundles.styles.isEmpty ? self : bundled(bundles)
    }

    /// Which lines stand for which others.
    private struct Bundles {
        /// The names of the others, by the line that stands for them.
        private(set) var others: [LegendEntry: [String]] = [:]
        /// The lines left out.
        private(set) var followers: Set<LegendEntry> = []
        /// For the style of each line left out that of the one in its place.
        private(set) var styles: [Int: Int] = [:]

        mutating func add(_ line: Mark.Line, to leader: Mark.Line) {
            others[leader.entry, default: []].append(line.name)
            followers.insert(line.entry)
            styles[line.style] = leader.style
        }
    }

    /// The lines of each series, by their names.
    private var series: [[Mark.Line]] {
        var series: [[Mark.Line]] = []
        for case .line(let line) in marks where line.canBeBundled {
            let own = series.firstIndex { $0[0].name == line.name && $0[0].style == line.style }
            if let own { series[own].append(line) } else { series.append([line]) }
        }
        return series
    }

    private func bundled(_ bundles: Bundles) -> Panel {
        var panel = self
        panel.marks = marks.compactMap { mark in
            switch mark {
            case .line(var line) where line.canBeBundled:
                guard !bundles.followers.contains(line.entry) else { return nil }
                line.coinciding = bundles.others[line.entry] ?? []
                return .line(line)
            case .band, .points: return isShown(mark, bundles.styles) ? mark : nil
            case .line, .region, .rule, .note, .heatmap, .contours, .area, .classes, .bars,
                .tokens:
                return mark
            }
        }
        return panel
    }

    /// More lines than these have no names that anybody could read.
    private static let mostBundled = 64

    /// Returns whether a band or dots are not those of another line as well.
    ///
    /// - Parameters:
    ///   - mark: What is asked about.
    ///   - styles: For the style of each line left out that of the line in its place.
    /// - Returns: Whether it has to be drawn.
    private func isShown(_ mark: Mark, _ styles: [Int: Int]) -> Bool {
        switch mark {
        case .band(let band):
            guard let style = styles[band.style], style != band.style else { return true }
            return !marks.contains(
                .band(Mark.Band(style: style, lower: band.lower, upper: band.upper)))
        case .points(let dots):
            guard let style = styles[dots.style], style != dots.style else { return true }
            return !marks.contains { other in
                guard case .points(let others) = other, others.style == style else { return false }
                return LineComparison(self).isSame(dots.points, others.points)
            }
        case .line, .region, .rule, .note, .heatmap, .contours, .area, .classes, .bars, .tokens:
            return true
        }
    }
}

extension Mark.Line {
    /// Whether it is a series of its own: not what only stands behind one.
    fileprivate var canBeBundled: Bool {
        !name.isEmpty && style >= 0 && !isThin && !isPale && pieces.contains { !$0.isEmpty }
    }

    /// What tells it from other lines of a panel.
    fileprivate var entry: LegendEntry { LegendEntry(name: name, style: style) }

    /// The names of the line and of those that coincide with it, in as many rows as keep them short.
    var nameRows: [String] {
        coinciding.reduce(into: [name]) { rows, name in
            let row = "\(rows[rows.count - 1]) = \(name)"
            if MathText(row).plainText.count <= Self.longestRow {
                rows[rows.count - 1] = row
            } else {
                rows.append("= \(name)")
            }
        }
    }

    private static let longestRow = 18
}
