// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension DisplayList {
    /// The page with fewer points, none of its lines moved by what anybody could see.
    var slim: DisplayList {
        var page = self
        page.items = items.flatMap(\.slim)
        return page
    }
}

extension DisplayList.Item {
    /// How far a line may move, in points of 1/72 inch.
    private static let tolerance = 0.1

    /// What is drawn in its place; groups, which are for those who look into a file, come apart.
    fileprivate var slim: [DisplayList.Item] {
        switch self {
        case .path(let points, let stroke):
            [.path(points.slim(Self.tolerance).map(\.tenths), stroke)]
        case .polygon(let points, let fill):
            [.polygon(points.slim(Self.tolerance).map(\.tenths), fill: fill)]
        case .clipped(let box, let items): [.clipped(box, items.flatMap(\.slim))]
        case .group(_, let items): items.flatMap(\.slim)
        case .rectangle, .circle, .text, .image: [self]
        }
    }
}

extension [Point] {
    /// Returns the points without those that lie between others but for a distance.
    ///
    /// - Source: Douglas and Peucker, "Algorithms for the reduction of the number of points", 1973.
    func slim(_ tolerance: Double) -> [Point] {
        guard count > 2 else { return self }
        var isKept = [Bool](repeating: false, count: count)
        (isKept[0], isKept[count - 1]) = (true, true)
        var stretches = [(0, count - 1)]
        while let (first, last) = stretches.popLast() {
            let inner = first + 1..<last
            let distances = inner.map { self[$0].distance(from: self[first], self[last]) }
            guard let most = distances.indices.max(by: { distances[$0] < distances[$1] }),
                distances[most] > tolerance
            else { continue }
            let middle = inner.lowerBound + most
            isKept[middle] = true
            stretches += [(first, middle), (middle, last)]
        }
        return indices.filter { isKept[$0] }.map { self[$0] }
    }
}

extension Point {
    /// The point to a tenth, as much as a screen shows.
    fileprivate var tenths: Point { Point((x * 10).rounded() / 10, (y * 10).rounded() / 10) }

    /// Returns how far the point is from the stretch between two others.
    fileprivate func distance(from first: Point, _ last: Point) -> Double {
        let (dx, dy) = (last.x - first.x, last.y - first.y)
        let square = dx * dx + dy * dy
        let part = square > 0 ? ((x - first.x) * dx + (y - first.y) * dy) / square : 0
        let held = min(1, max(0, part))
        let (ex, ey) = (x - first.x - held * dx, y - first.y - held * dy)
        return (ex * ex + ey * ey).squareRoot()
    }
}
