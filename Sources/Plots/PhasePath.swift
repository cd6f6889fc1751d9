// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures

/// The path of one method or run through two metrics.
struct PhasePath {
    let title: String
    let style: Int
    /// The points, in the order of time.
    let points: [Point]

    /// How many dots mark equal times on a path, its ends included.
    private static let marked = 5

    /// The path from an open dot to a full one, with dots at equal times between.
    var marks: [Mark] {
        guard let first = points.first, let last = points.last, points.count > 1 else { return [] }
        let line = Mark.Line(
            name: MathText.literal(title), style: style, pieces: [points], closedEnds: [last],
            openEnds: [first])
        let count = Self.marked - 1
        let between = (1..<count).map { points[$0 * (points.count - 1) / count] }
        guard points.count > 2 * count else { return [.line(line)] }
        return [.line(line), .points(Mark.Points(name: "", style: style, points: between))]
    }

    /// Returns the points that have both numbers, in the order of their steps.
    static func points(_ across: [Double: Double], _ upwards: [Double: Double]) -> [Point] {
        across.keys.sorted().compactMap { step in
            guard let x = across[step], let y = upwards[step], x.isFinite, y.isFinite else {
                return nil
            }
            return Point(x, y)
        }
    }

    /// The ends in words.
    var words: String? {
        guard let first = points.first, let last = points.last else { return nil }
        func text(_ point: Point) -> String {
            "(\(NumberText.significant(point.x, digits: 3)), "
                + "\(NumberText.significant(point.y, digits: 3)))"
        }
        return "\(title) from \(text(first)) to \(text(last))"
    }
}

extension [PhasePath] {
    func panel(_ title: String, x: String, y: String) -> Panel {
        Panel(title: title, x: Axis(x, range: reach), y: Axis(y), marks: flatMap(\.marks))
    }

    /// What the horizontal axis shows: all points with some air, so that no end lies on the other
    /// axis.
    private var reach: ClosedRange<Double>? {
        let numbers = flatMap(\.points).map(\.x)
        guard let low = numbers.min(), let high = numbers.max(), low < high else { return nil }
        let air = 0.04 * (high - low)
        return (low - air)...(high + air)
    }

    var words: String { compactMap(\.words).joined(separator: ", ") }
}

/// What stands under the figure: which end is which.
let phaseEnds = "from the open dot to the full one, dots at equal times"
