// SPDX-License-Identifier: GPL-3.0-or-later

/// A hash table of whole numbers that is emptied at no cost.
///
/// It counts how often it was emptied and stamps every entry with that count; entries with an
/// older stamp are not there. Collisions are resolved by comparing keys, never by luck.
struct StampedTable {
    /// A place for one entry; it is taken if its stamp is the table's.
    private struct Slot: BitwiseCopyable {
        var stamp: Int
        var key: UInt64
        var value: Int
    }

    private let slots: Memory<Slot>

    /// The number of places less 1; it wraps an index round.
    private let mask: Int

    /// How far a hash is shifted to become an index.
    private let shift: Int

    /// How often the table was emptied.
    private var stamp = 0

    /// Makes a table for at most `capacity` entries between two ``removeAll()``.
    init(capacity: Int) {
        var bits = 3
        while 1 << bits < capacity * 2 { bits += 1 }
        slots = Memory(repeating: Slot(stamp: 0, key: 0, value: 0), count: 1 << bits)
        mask = 1 << bits - 1
        shift = 64 - bits
        removeAll()
    }

    /// Empties the table.
    mutating func removeAll() {
        stamp += 1
    }

    /// Returns the value of a key; where there is none, puts this one in and returns nil.
    @inline(__always)
    func find(_ key: UInt64, orInsert value: Int) -> Int? {
        let base = slots.base
        var index = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(shift))
        while base[index].stamp == stamp {
            if base[index].key == key { return base[index].value }
            index = (index &+ 1) & mask
        }
        base[index] = Slot(stamp: stamp, key: key, value: value)
        return nil
    }

    /// Puts a key in; returns whether it was there before.
    @inline(__always)
    func insert(_ key: UInt64) -> Bool {
        find(key, orInsert: 0) != nil
    }
}
