// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// The corners of bars in the axes' units.
struct BarCorners {
    /// Each bar as a closed shape.
    var boxes: [[Point]] = []
    /// The outline of all of them, from the ground to the ground.
    var steps: [Point] = []

    /// - Parameters:
    ///   - bars: The bars.
    ///   - slot: Which of how many share each bin side by side; nil for the whole bin.
    ///   - ground: Where bars begin.
    init(_ bars: Mark.Bars, slot: (Int, Int)?, ground: Double) {
        for (index, height) in bars.heights.enumerated()
        where index + 1 < bars.edges.count && height.isFinite {
            let height = ground > 0 ? max(height, ground) : height
            let (left, right) = (bars.edges[index], bars.edges[index + 1])
            if steps.isEmpty { steps.append(Point(left, ground)) }
            steps += [Point(left, height), Point(right, height)]
            let (start, end) = Mark.Bars.share(left, right, slot)
            boxes.append([
                Point(start, ground), Point(start, height), Point(end, height),
                Point(end, ground),
            ])
        }
        if let last = steps.last { steps.append(Point(last.x, ground)) }
    }
}
