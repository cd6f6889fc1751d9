// SPDX-License-Identifier: GPL-3.0-or-later

/// A range cut into parts that are little enough work for one call of an innermost loop.
struct Parts: Sequence, IteratorProtocol {
    private var rest: Range<Int>
    private let most: Int

    /// Cuts a range whose numbers stand for some cells each.
    init(of range: Range<Int>, cells: Int = 1) {
        rest = range
        most = Swift.max(1, 65_536 / Swift.max(1, cells))
    }

    /// Returns the next part, never an empty one.
    mutating func next() -> Range<Int>? {
        guard !rest.isEmpty else { return nil }
        let end = Swift.min(rest.lowerBound + most, rest.upperBound)
        defer { rest = end..<rest.upperBound }
        return rest.lowerBound..<end
    }
}
