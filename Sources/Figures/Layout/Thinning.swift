// SPDX-License-Identifier: GPL-3.0-or-later

/// Leaves out points that nobody can see, so that a million of them draw like a thousand.
enum Thinning {
    /// The width in points of what counts as one column of the picture.
    private static let column = 0.15

    /// Returns a line that looks the same.
    ///
    /// Of each run of points in one narrow column the first, the lowest, the highest and the last
    /// stay. Short lines come back as they are.
    static func thinned(_ points: [Point]) -> [Point] {
        guard points.count > 2000 else { return points }
        var kept: [Point] = []
        var start = 0
        for index in points.indices.dropFirst() {
            let isSame = abs(points[index].x - points[start].x) < column
            if !isSame {
                kept.append(contentsOf: ends(points[start..<index]))
                start = index
            }
        }
        return kept + ends(points[start...])
    }

    private static func ends(_ run: ArraySlice<Point>) -> [Point] {
        guard run.count > 4, let lowest = run.indices.min(by: { run[$0].y < run[$1].y }),
            let highest = run.indices.max(by: { run[$0].y < run[$1].y })
        else { return Array(run) }
        let indices = Set([run.startIndex, lowest, highest, run.endIndex - 1])
        return indices.sorted().map { run[$0] }
    }
}
