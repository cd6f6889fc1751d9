// SPDX-License-Identifier: GPL-3.0-or-later

/// A set of whole numbers that is emptied at no cost, and asked only whether a number is new.
///
/// Where numbers are small each has a place of its own, and nothing branches on the answer;
/// where they are large they are hashed.
struct SeenSet {
    /// The emptying after which each small number was last put in; empty where they are hashed.
    private let stamps: Memory<Int>
    private var stamp = 1
    private var table: StampedTable

    /// The most places that numbers may have of their own.
    private static let limit = 65_536

    /// Makes a set for at most `capacity` numbers between two ``removeAll()``, all below a bound.
    init(capacity: Int, below bound: Int) {
        let isDirect = bound <= Self.limit
        stamps = Memory(repeating: 0, count: isDirect ? bound : 0)
        table = StampedTable(capacity: isDirect ? 0 : capacity)
    }

    /// Empties the set.
    mutating func removeAll() {
        stamp += 1
        table.removeAll()
    }

    /// Puts a number in; returns 1 if it was there before, else 0.
    @inline(__always)
    mutating func insert(_ number: Int) -> Int {
        guard stamps.count > 0 else {
            return table.insert(UInt64(truncatingIfNeeded: number)) ? 1 : 0
        }
        let place = stamps.base + number
        let wasThere = place.pointee == stamp ? 1 : 0
        place.pointee = stamp
        return wasThere
    }
}
