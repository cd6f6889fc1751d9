// SPDX-License-Identifier: GPL-3.0-or-later

// Reading spends its time here, where the C library is several times faster than a loop. Glibc is
// what we build and test with; the others are untried.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#elseif canImport(Bionic)
    import Bionic
#endif

/// Bytes that somebody else owns; those of a line are valid until the next line is read.
@usableFromInline package typealias Bytes = UnsafeBufferPointer<UInt8>

/// A cursor on bytes.
@usableFromInline package typealias Cursor = UnsafePointer<UInt8>

/// The bytes with which some programs begin a text in UTF-8; they are no part of it.
package let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension Bytes {
    /// Returns where the first line break is, counted from the first byte; nil where there is none.
    package var firstNewline: Int? {
        guard let baseAddress, let hit = memchr(baseAddress, Int32(UInt8.newline), count) else {
            return nil
        }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(baseAddress)
    }

    /// Returns where the last line break is, counted from the first byte; nil where there is none.
    var lastNewline: Int? { lastIndex(of: .newline) }

    /// Returns where a byte is next, from a place on; nil where it is no more.
    func first(_ byte: UInt8, from place: Int) -> Int? {
        guard place < count, let start = baseAddress,
            let hit = memchr(start + place, Int32(byte), count - place)
        else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(start)
    }

    /// Returns how often a byte occurs.
    package func occurrences(of byte: UInt8) -> Int {
        var (place, found) = (0, 0)
        while let hit = first(byte, from: place) {
            found += 1
            place = hit + 1
        }
        return found
    }

    /// Returns whether the bytes begin with others.
    @inlinable @inline(__always)
    package func starts(withBytes others: Bytes) -> Bool {
        guard others.count <= count, let start = baseAddress, let other = others.baseAddress else {
            return others.isEmpty
        }
        var place = 0
        while place + 8 <= others.count {
            guard ByteWord(at: start + place).bits == ByteWord(at: other + place).bits else {
                return false
            }
            place += 8
        }
        while place < others.count {
            guard start[place] == other[place] else { return false }
            place += 1
        }
        return true
    }

    /// Returns whether all bytes are those of a name.
    package func isEqual(to name: [UInt8]) -> Bool {
        guard name.count == count, let start = baseAddress else { return false }
        return name.withUnsafeBufferPointer {
            $0.baseAddress.map { memcmp($0, start, count) == 0 } ?? true
        }
    }
}

/// Returns bytes without the blanks around them, or nil where nothing is left.
@inlinable
package func trimmed(_ bytes: Bytes) -> Bytes? {
    guard let first = bytes.firstIndex(where: { !$0.isBlank }),
        let last = bytes.lastIndex(where: { !$0.isBlank })
    else { return nil }
    return Bytes(rebasing: bytes[first...last])
}

// Computed, for what other modules cannot see through would be loaded anew for each byte.
extension UInt8 {
    @inlinable package static var quote: UInt8 { UInt8(ascii: "\"") }
    @inlinable package static var comma: UInt8 { UInt8(ascii: ",") }
    @inlinable package static var backslash: UInt8 { UInt8(ascii: "\\") }
    @inlinable package static var newline: UInt8 { UInt8(ascii: "\n") }
    @inlinable package static var carriageReturn: UInt8 { UInt8(ascii: "\r") }

    /// Whether the byte is a blank between JSON's words or around a number.
    @inlinable
    package var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
