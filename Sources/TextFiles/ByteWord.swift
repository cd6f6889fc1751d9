// SPDX-License-Identifier: GPL-3.0-or-later

/// Eight bytes of a text, looked at together; the first is the lowest.
@usableFromInline package struct ByteWord {
    @usableFromInline let bits: UInt64

    /// Takes the eight bytes from a cursor on, all of which must be there.
    @inlinable @inline(__always)
    package init(at cursor: Cursor) {
        bits = UInt64(
            littleEndian: UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self))
    }

    /// Returns a word that has the highest bit of each byte set that equals another; of the bytes after
    /// the first such one, some may be set that do not.
    @inlinable @inline(__always)
    package func marks(of byte: UInt8) -> UInt64 {
        let difference = bits ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    /// Returns how many bytes stand before the first one that is marked; 8 where none is.
    @inlinable @inline(__always)
    package static func place(ofFirst marks: UInt64) -> Int {
        marks == 0 ? 8 : marks.trailingZeroBitCount >> 3
    }

    /// The digits with which the word begins: how many, and the number that they are.
    @inlinable @inline(__always)
    var digits: (count: Int, value: UInt64) {
        let values = bits ^ 0x3030_3030_3030_3030
        // A sum beyond 127 marks what is no digit. What it carries changes only marks after the first.
        let others = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
        let count = Self.place(ofFirst: others)
        guard count > 0 else { return (0, 0) }
        // Zeros are put in front; then pairs are joined, pairs of pairs, and both halves.
        let whole = values &<< UInt64(64 - 8 * count)
        let pairs = (whole &* 10 &+ whole >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        return (count, (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF)
    }

    /// Returns whether the first bytes are digits with at most one point among them; false for more than
    /// eight bytes, and for none.
    @inlinable @inline(__always)
    package func isPlainNumber(length: Int) -> Bool {
        guard 1...8 ~= length else { return false }
        let values = bits ^ 0x3030_3030_3030_3030
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        // Without carries from byte to byte, so that every mark is right.
        let others = (((values & low) &+ 0x7676_7676_7676_7676) | values) & ~low
        let points = bits ^ 0x2E2E_2E2E_2E2E_2E2E
        let isPoint = ~(((points & low) &+ low) | points | low)
        let inside = ~low >> UInt64(64 - 8 * length) & ~low
        let odd = others & inside
        return odd == 0 || (odd == isPoint & inside && odd & (odd &- 1) == 0 && length > 1)
    }
}
