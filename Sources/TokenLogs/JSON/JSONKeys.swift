// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The keys of a file's objects and what they stand for.
///
/// Objects of one file mostly have the same keys in the same order, so the key that came next in
/// the first object is tried first.
struct JSONKeys: Sendable {
    private let bytes: [[UInt8]]
    private let places: [[UInt8]: Int]

    /// What each key stands for, or nil where it is not read.
    let slots: [Slot?]

    /// The slots that are read, each once.
    let readSlots: [Slot]

    /// The slots of the masks, as bits.
    let masks: UInt32

    /// Whether an old policy that is null is the current one; not so what an engine computed.
    let mayBeUnmoved: Bool

    /// For each key, its turn among the keys of one slot.
    let turns: [Int]

    /// The keys as most objects have them.
    let patterns: KeyPatterns

    /// The slots that are read and name a response, as bits.
    let naming: UInt32

    /// The slots whose arrays make an object that of a response, as bits.
    let aligned: UInt32

    /// The slots that are read of policies, and those whose arrays say how many tokens there are.
    let policySlots: [Slot]
    let lengthSlots: [Slot]

    init(_ names: [String], mapping: ColumnMapping) {
        bytes = names.map { Array($0.utf8) }
        places = Dictionary(
            bytes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var slots = [Slot?](repeating: nil, count: names.count)
        var turns = [Int](repeating: 0, count: names.count)
        for (turn, entry) in mapping.entries.enumerated() {
            slots[entry.index] = entry.slot
            turns[entry.index] = turn
        }
        self.slots = slots
        self.turns = turns
        mayBeUnmoved = mapping.entries.contains {
            $0.slot == .logOld && PolicyRole(key: LogColumn.matchingKey($0.source)) != .engine
        }
        patterns = KeyPatterns(bytes, slots)
        readSlots = Slot.allCases.filter(mapping.reads)
        naming = readSlots.filter(\.namesResponse).reduce(0) { $0 | $1.bit }
        aligned = readSlots.filter(\.isAligned).reduce(0) { $0 | $1.bit }
        policySlots = readSlots.filter(\.isPolicy)
        lengthSlots = readSlots.filter { $0.isAligned && $0 != .attentionMask }
        masks = mapping.entries.filter(\.slot.isMask).reduce(0) { $0 | $1.slot.bit }
    }

    /// Returns the place of a key among the file's, or nil where it has not been seen before.
    ///
    /// The place at which the key is expected becomes that of the next one.
    func find(_ key: TextSlice, at expected: inout Int) -> Int? {
        if expected < bytes.count, key.bytes.isEqual(to: bytes[expected]) {
            expected += 1
            return expected - 1
        }
        return search(key, &expected)
    }

    /// Returns the place of a key out of order; the keys after it are expected next.
    private func search(_ key: TextSlice, _ expected: inout Int) -> Int? {
        let plain = key.form == .escaped ? Array((key.string ?? "").utf8) : Array(key.bytes)
        guard let found = places[plain] else { return nil }
        expected = found + 1
        return found
    }
}

extension Slot {
    /// The slot as one of 32 bits.
    @inline(__always)
    var bit: UInt32 { 1 << UInt32(truncatingIfNeeded: rawValue) }
}
