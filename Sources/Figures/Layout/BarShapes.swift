// SPDX-License-Identifier: GPL-3.0-or-later

/// The bars of one mark on the page.
struct BarShapes: Equatable {
    /// The bars that are seen.
    var boxes: [Box] = []
    /// The shapes of bars that touch each other, joined; each begins and ends on the ground.
    var runs: [[Point]] = []

    /// Places all bars of a panel.
    static func all(_ marks: [Mark.Bars], in frame: PanelFrame) -> [BarShapes] {
        let slots = marks.indices.filter { marks[$0].form == .sideBySide }
        return marks.indices.map { index in
            let slot = slots.firstIndex(of: index).map { ($0, slots.count) }
            return BarShapes(marks[index], slot: slot, in: frame)
        }
    }

    private init(_ bars: Mark.Bars, slot: (Int, Int)?, in frame: PanelFrame) {
        let base = min(max(frame.y.place(0) ?? frame.plot.bottom, frame.plot.y), frame.plot.bottom)
        var steps: [Point] = []
        func close() {
            guard let first = steps.first, let last = steps.last else { return }
            runs.append([Point(first.x, base)] + steps + [Point(last.x, base)])
            steps = []
        }
        for (index, height) in bars.heights.enumerated() where index + 1 < bars.edges.count {
            let top = frame.y.place(height).map { min(max($0, frame.plot.y), frame.plot.bottom) }
            guard let left = frame.x.place(bars.edges[index]),
                let right = frame.x.place(bars.edges[index + 1]), left < right, let top,
                abs(top - base) > 0.01
            else {
                close()
                continue
            }
            steps += [Point(left, top), Point(right, top)]
            let (start, end) = Mark.Bars.share(left, right, slot)
            let box = Box(
                x: start, y: min(top, base), width: end - start, height: abs(base - top))
            if box.right > frame.plot.x, box.x < frame.plot.right { boxes.append(box) }
        }
        close()
        runs = runs.map { Clipping.polygon($0, to: frame.plot) }.filter { $0.count > 2 }
    }
}
