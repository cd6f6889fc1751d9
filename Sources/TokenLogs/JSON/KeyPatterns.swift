// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The keys of a file's objects as most objects have them: in quotes and with the colon behind.
///
/// One piece of memory, at which those who read look by address. What is asked for once per value must
/// count no references: several threads would do that in one place of the memory, and wait for it.
final class KeyPatterns: @unchecked Sendable {
    /// A key and what it stands for.
    struct Pattern {
        /// The key with quotes and colon.
        let text: Cursor
        /// How many bytes they are; 0 where the key cannot be compared as it stands.
        let length: Int
        /// What it stands for, or nil where it is not read.
        let slot: Slot?
        /// Whether it says how long the response is.
        let isLength: Bool
    }

    /// One pattern a key, in the keys' order.
    let patterns: UnsafePointer<Pattern>

    /// The number of keys.
    let count: Int

    private let bytes: UnsafeMutablePointer<UInt8>
    private let memory: UnsafeMutablePointer<Pattern>

    init(_ names: [[UInt8]], _ slots: [Slot?]) {
        count = names.count
        bytes = .allocate(capacity: names.reduce(1) { $0 + $1.count + 3 })
        memory = .allocate(capacity: max(1, count))
        var place = bytes
        for (index, name) in names.enumerated() {
            // A key with an escape is written in more than one way.
            let isPlain = !name.contains { $0 == .quote || $0 == .backslash }
            let text = isPlain ? [.quote] + name + [.quote, UInt8(ascii: ":")] : []
            place.update(from: text, count: text.count)
            (memory + index).initialize(
                to: Pattern(
                    text: place, length: text.count, slot: slots[index],
                    isLength: slots[index] == nil
                        && LengthColumn.isLength(String(decoding: name, as: UTF8.self))))
            place += text.count
        }
        patterns = UnsafePointer(memory)
    }

    deinit {
        memory.deallocate()
        bytes.deallocate()
    }
}

extension KeyPatterns.Pattern {
    /// Moves after the key and its colon where they are next; returns whether they were.
    @inline(__always)
    func isTaken(from cursor: inout JSONCursor) -> Bool {
        guard length > 0, cursor.end - cursor.place >= length,
            areEqual(cursor.place, text, count: length)
        else { return false }
        cursor.place += length
        return true
    }
}
