// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds where curves lie on top of each other, and shares those stretches out among them.
///
/// Where k curves coincide, each is drawn on every k-th short slice, so that all colours are seen.
/// Where more than three do, three take turns, those first that stand alone least elsewhere: more
/// colours would be a rainbow.
struct SharedStretches {
    /// How a curve is drawn over a stretch of the page.
    enum Turn: Equatable {
        /// By itself, in its own dash.
        case alone
        /// As its slice of a shared stretch, solid.
        case slice
        /// Not at all: another curve's slice.
        case hidden
    }

    /// A stretch from one x to another, in points.
    struct Stretch: Equatable {
        var from: Double
        var to: Double
        var turn: Turn
    }

    /// Curves nearer than this, square to their course, hide each other.
    private static let tolerance = 0.5
    /// Shorter stretches are crossings.
    private static let shortest = 8.0
    /// The length of a slice along the curve.
    private static let slice = 4.5
    /// The most curves that take turns at one place.
    private static let most = 3

    private let area: Box
    /// The width of a column in points; more on pages so large that nobody prints them.
    private let column: Double
    private let count: Int

    init(area: Box) {
        self.area = area
        column = max(0.5, area.width / 2000)
        count = Int(max(area.width / column, 1))
    }

    /// Returns for each curve how it is drawn from left to right.
    ///
    /// Empty for one that shares nothing. At most the first 60 curves share.
    func turns(of curves: [[[Point]]]) -> [[Stretch]] {
        let profiles = curves.prefix(60).map(heights)
        let masks = (0..<count).map { groups(profiles, $0) }
        let alone = profiles.indices.map { curve in
            masks.count { $0[curve].nonzeroBitCount == 1 }
        }
        let shared = profiles.indices.map { member in
            var turns = [Turn](repeating: .alone, count: count)
            var start = 0
            while start < count {
                let mask = masks[start][member]
                let end = masks[start...].firstIndex { $0[member] != mask } ?? count
                let isLong = Double(end - start) * column >= Self.shortest
                if mask.nonzeroBitCount > 1, isLong {
                    let members = members(of: mask, alone)
                    share(&turns, member: member, members, start..<end, profiles)
                }
                start = end
            }
            return turns
        }
        let stretches = shared.map { $0.contains { $0 != .alone } ? self.stretches($0) : [] }
        return stretches + curves.dropFirst(60).map { _ in [] }
    }

    /// Returns which curves of a shared stretch are seen there.
    private func members(of mask: UInt64, _ alone: [Int]) -> [Int] {
        alone.indices.filter { mask & (1 << UInt64($0)) != 0 }
            .sorted { (alone[$0], $0) < (alone[$1], $1) }.prefix(Self.most).sorted()
    }

    /// Marks one curve's turns on a stretch that some members share out among them.
    private func share(
        _ turns: inout [Turn], member: Int, _ members: [Int], _ columns: Range<Int>,
        _ heights: [[Double]]
    ) {
        guard let place = members.firstIndex(of: member), let leader = members.first else {
            for index in columns { turns[index] = .hidden }
            return
        }
        var length = 0.0
        for index in columns {
            turns[index] = Int(length / Self.slice) % members.count == place ? .slice : .hidden
            length += column * stretch(heights[leader], index)
        }
    }

    /// Returns for each curve which curves it lies on at a column, as bits; itself included.
    private func groups(_ heights: [[Double]], _ index: Int) -> [UInt64] {
        var masks = [UInt64](repeating: 0, count: heights.count)
        let present = heights.indices.filter { heights[$0][index].isFinite }
            .sorted { heights[$0][index] < heights[$1][index] }
        var cluster: [Int] = []
        for (position, curve) in present.enumerated() {
            cluster.append(curve)
            let isLast = position + 1 == present.count
            let apart =
                isLast
                ? Double.infinity
                : (heights[present[position + 1]][index] - heights[curve][index])
                    / stretch(heights[curve], index)
            guard apart > Self.tolerance else { continue }
            let mask = cluster.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
            for member in cluster { masks[member] = mask }
            cluster = []
        }
        return masks
    }

    /// Returns the length of a curve over one column, in columns.
    private func stretch(_ heights: [Double], _ index: Int) -> Double {
        guard index + 1 < count else { return 1 }
        let rise = (heights[index + 1] - heights[index]) / column
        return rise.isFinite ? (1 + rise * rise).squareRoot() : 1
    }

    /// Returns the height of a curve in the middle of each column, NaN where it has none.
    private func heights(_ pieces: [[Point]]) -> [Double] {
        var heights = [Double](repeating: .nan, count: count)
        for piece in pieces {
            for (one, other) in zip(piece, piece.dropFirst()) where one.x != other.x {
                let (left, right) = one.x < other.x ? (one, other) : (other, one)
                let first = firstColumn(left.x)
                let slope = (right.y - left.y) / (right.x - left.x)
                for index in max(0, first)..<max(0, first, min(count, firstColumn(right.x))) {
                    let x = area.x + (Double(index) + 0.5) * column
                    heights[index] = left.y + slope * (x - left.x)
                }
            }
        }
        return heights
    }

    /// Returns the first column whose middle is at or right of a place.
    private func firstColumn(_ x: Double) -> Int {
        Int(min(max(((x - area.x) / column - 0.5).rounded(.up), -1), Double(count)))
    }

    /// Returns equal turns joined; the first and last reach beyond the area.
    private func stretches(_ turns: [Turn]) -> [Stretch] {
        var stretches: [Stretch] = []
        for (index, turn) in turns.enumerated() {
            let from = area.x + Double(index) * column
            if let last = stretches.last, last.turn == turn {
                stretches[stretches.count - 1].to = from + column
            } else {
                stretches.append(Stretch(from: from, to: from + column, turn: turn))
            }
        }
        if !stretches.isEmpty {
            stretches[0].from = -1e6
            stretches[stretches.count - 1].to = 1e6
        }
        return stretches
    }
}
