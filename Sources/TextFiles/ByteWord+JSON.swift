// SPDX-License-Identifier: GPL-3.0-or-later

// What JSON looks for in eight bytes at once. As with ``ByteWord/marks(of:)``, the first mark is
// always right, and so is the first of several kinds of marks together.
extension ByteWord {
    /// Marks of quotes and backslashes, at which a plain text ends.
    @inlinable @inline(__always)
    var textEnds: UInt64 { marks(of: .quote) | marks(of: .backslash) }

    /// Marks of brackets of both kinds, and of `Y`, `y`, `_` and DEL, which have those bits too.
    @inlinable @inline(__always)
    var brackets: UInt64 {
        let difference = (bits | 0x2626_2626_2626_2626) ^ 0x7F7F_7F7F_7F7F_7F7F
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// Marks of brackets and quotes, which alone matter inside an array that is not read.
    @inlinable @inline(__always)
    var structure: UInt64 { brackets | marks(of: .quote) }

    /// Marks of every byte before which a word ends, and of some others.
    @inlinable @inline(__always)
    var wordEnds: UInt64 {
        // Blanks, the quote, and what else is below them.
        let low = (bits &- 0x2323_2323_2323_2323) & ~bits & 0x8080_8080_8080_8080
        return brackets | marks(of: .comma) | marks(of: UInt8(ascii: ":")) | low
    }

    /// With how many digits the word begins.
    @inline(__always)
    var digitCount: Int {
        let values = bits ^ 0x3030_3030_3030_3030
        let others = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
        return Self.place(ofFirst: others)
    }
}

/// Returns whether the bytes from one cursor on are those from another on; as many must be there.
@inlinable @inline(__always)
package func areEqual(_ cursor: Cursor, _ other: Cursor, count: Int) -> Bool {
    var place = 0
    guard count >= 8 else {
        while place < count {
            guard cursor[place] == other[place] else { return false }
            place += 1
        }
        return true
    }
    while place < count - 8 {
        guard ByteWord(at: cursor + place).bits == ByteWord(at: other + place).bits else {
            return false
        }
        place += 8
    }
    // The last eight overlap those before.
    return ByteWord(at: cursor + (count - 8)).bits == ByteWord(at: other + (count - 8)).bits
}
