// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The values of one object: scalars in a row, arrays side by side in two pools.
///
/// One is made for a block of lines and filled again for every line.
struct JSONRecord: ~Copyable {
    /// The scalars, and later the values of one token of a response.
    var row = RowValues()

    /// The slots that have a value, as bits.
    var filled: UInt32 = 0

    /// Whether the object has keys that have not been seen before.
    var hasNewKeys = false

    /// Whether the object holds several arrays where one is read.
    var holdsSeveral = false

    /// How long the object says its response is, where it does so beside arrays that hold the prompt too.
    var statedLength = Double.missing

    /// The keys that were there again in the object, by their places.
    var repeated: [Int] = []

    /// Whether the texts of tokens are asked for, or only how many they are.
    let readsTexts: Bool

    /// The keys, how many they are, and the slots that name a response.
    let patterns: UnsafePointer<KeyPatterns.Pattern>
    let count: Int
    let naming: UInt32

    // Which key fills each slot, and where its array is: in memory of their own, which would be copied
    // wherever one value is looked at.
    let fillers = UnsafeMutablePointer<Int>.allocate(capacity: RowValues.count)
    private let spans = UnsafeMutablePointer<Span>.allocate(capacity: RowValues.count)

    /// The beginning that the next object may have as well.
    var lead = ObjectLead()

    /// The slots whose value is an array, as bits.
    var arrays: UInt32 = 0

    /// The slots whose value in the row is the object's.
    var written: UInt32 = 0

    /// The slots whose value in the row may be that of an object before.
    var stale: UInt32 = 0

    /// The values of arrays.
    var numbers = ValuePool<Double>()
    var texts = ValuePool<TextSlice>()

    /// Starts without values, to read objects with keys that last longer than it.
    init(_ keys: JSONKeys, readsTexts: Bool) {
        self.readsTexts = readsTexts
        (patterns, count) = (keys.patterns.patterns, keys.patterns.count)
        naming = keys.naming
    }

    deinit {
        fillers.deallocate()
        spans.deallocate()
    }

    /// Returns the array of a slot, or nil where its value is no array.
    func array(_ slot: Slot) -> Span? {
        arrays & slot.bit == 0 ? nil : spans[slot.rawValue]
    }

    /// Takes an array, or none, for the value of a slot.
    mutating func setArray(_ slot: Slot, _ span: Span?) {
        arrays &= ~slot.bit
        guard let span else { return }
        arrays |= slot.bit
        (spans + slot.rawValue).initialize(to: span)
    }

    /// Gives a slot a value that the object does not have.
    mutating func fill(_ slot: Slot, _ value: Double) {
        row[slot] = value
        stale |= slot.bit
    }

    /// Puts the values at one place of arrays into the row.
    @inline(__always)
    mutating func select(_ columns: UnsafeBufferPointer<JSONResponse.Column>, at index: Int) {
        for column in columns { select(column.slot, column.span, at: index) }
    }

    /// Puts the value at one place of a slot's array into the row.
    @inline(__always)
    mutating func select(_ slot: Slot, _ span: Span, at index: Int) {
        row[place: slot.rawValue] = numbers[span.number + index]
        if slot.kind != .number { row[textPlace: slot.rawValue] = texts[span.text + index] }
    }
}

extension JSONRecord {
    /// Where an array's values stand in the pools.
    struct Span {
        let number: Int
        let text: Int
        let count: Int
        /// Whether the values are there, and not only how many they are.
        var isKept = true
    }
}
