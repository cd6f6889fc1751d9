// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Finds the dots that lines and shapes on the page consist of.
struct DotPen {
    /// How many dots a cell has.
    let signs: TextSigns
    /// What is drawn lies in here.
    let area: Box
    /// Lengths of dashes and gaps in points, all of them to be seen; empty for a solid line.
    var dash: [Double]

    init(signs: TextSigns, area: Box, dash: [Double]) {
        self.signs = signs
        self.area = area
        let shortest = stride(from: 1, to: dash.count, by: 2).map { dash[$0] }.min() ?? 0
        let least = 2 * Cell.width / Double(signs.dotColumns)
        let stretch = shortest > 0 ? max(1, least / shortest) : 1
        self.dash = dash.map { $0 * stretch }
    }

    private var dotWidth: Double { Cell.width / Double(signs.dotColumns) }
    private var dotHeight: Double { Cell.height / Double(signs.dotRows) }

    /// Calls a function for each dot of a line, and says whether the line is level there.
    func trace(_ points: [Point], _ mark: (_ x: Int, _ y: Int, _ isLevel: Bool) -> Void) {
        var travelled = 0.0
        for (start, end) in zip(points, points.dropFirst()) {
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            guard dx.isFinite, dy.isFinite else { continue }
            let length = (dx * dx + dy * dy).squareRoot()
            defer { travelled += length.isFinite ? length : 0 }
            guard let (from, to) = inside(start, dx, dy) else { continue }
            let part = to - from
            let steps = max(abs(dx) * part / dotWidth, abs(dy) * part / dotHeight)
            let count = Int(min(max(steps * 2, 1), 100_000).rounded(.up))
            for step in 0...count {
                let t = from + part * Double(step) / Double(count)
                guard isDrawn(travelled + t * length) else { continue }
                mark(
                    Int(((start.x + t * dx) / dotWidth).rounded(.down)),
                    Int(((start.y + t * dy) / dotHeight).rounded(.down)), abs(dx) >= abs(dy))
            }
        }
    }

    /// Returns from where to where a segment lies in the area, as parts of its length.
    private func inside(_ start: Point, _ dx: Double, _ dy: Double) -> (Double, Double)? {
        var (from, to) = (0.0, 1.0)
        let edges = [
            (-dx, start.x - area.x), (dx, area.right - start.x), (-dy, start.y - area.y),
            (dy, area.bottom - start.y),
        ]
        for (speed, room) in edges {
            if speed == 0 {
                guard room >= 0 else { return nil }
            } else if speed < 0 {
                from = max(from, room / speed)
            } else {
                to = min(to, room / speed)
            }
        }
        return from <= to ? (from, to) : nil
    }

    /// Returns whether a dash, not a gap, is at a distance from the line's start.
    func isDrawn(_ distance: Double) -> Bool {
        let period = dash.reduce(0, +)
        guard period > 0 else { return true }
        var rest = distance.truncatingRemainder(dividingBy: period)
        for (index, length) in dash.enumerated() {
            if rest < length { return index % 2 == 0 }
            rest -= length
        }
        return true
    }

    /// Calls a function for each dot whose middle lies in a shape.
    func fill(_ points: [Point], _ mark: (_ x: Int, _ y: Int) -> Void) {
        guard points.count > 2, area.width > 0, area.height > 0 else { return }
        let edges = Array(zip(points, points.dropFirst() + points.prefix(1)))
        let first = Int((area.y / dotHeight).rounded(.down))
        let last = Int((area.bottom / dotHeight).rounded(.up))
        for y in first..<max(first, last) {
            let height = (Double(y) + 0.5) * dotHeight
            let crossings = edges.compactMap { one, other -> Double? in
                guard (one.y <= height) != (other.y <= height) else { return nil }
                return one.x + (height - one.y) / (other.y - one.y) * (other.x - one.x)
            }.filter(\.isFinite).sorted()
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                let from = (max(crossings[pair], area.x) / dotWidth - 0.5).rounded(.up)
                let to = (min(crossings[pair + 1], area.right) / dotWidth - 0.5).rounded(.up)
                for x in Int(from)..<max(Int(from), Int(to)) { mark(x, y) }
            }
        }
    }
}
