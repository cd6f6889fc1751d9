// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The keys of a file's objects and what they stand for.
///
/// Objects of one file mostly have the same keys in the same order, so the key that came next in
/// the first object is tried first.
struct JSONKeys {
    private let bytes: [[UInt8]]
    private let places: [[UInt8]: Int]
    private let slots: [Slot?]

    init(_ names: [String], mapping: ColumnMapping) {
        bytes = names.map { Array($0.utf8) }
        places = Dictionary(
            bytes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var slots = [Slot?](repeating: nil, count: names.count)
        for entry in mapping.entries { slots[entry.index] = entry.slot }
        self.slots = slots
    }

    /// Returns what a key stands for, or nil where it is not read.
    ///
    /// The place at which the key is expected becomes that of the next one.
    @inline(__always)
    func slot(_ key: TextSlice, at place: inout Int) -> Slot? {
        if place < bytes.count, key.bytes.isEqual(to: bytes[place]) {
            place += 1
            return slots[place - 1]
        }
        return search(key, &place)
    }

    /// Returns what a key out of order stands for; the keys after it are expected next.
    private func search(_ key: TextSlice, _ place: inout Int) -> Slot? {
        let plain = key.form == .escaped ? Array((key.string ?? "").utf8) : Array(key.bytes)
        guard let found = places[plain] else { return nil }
        place = found + 1
        return slots[found]
    }
}
