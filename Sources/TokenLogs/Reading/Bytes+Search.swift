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

extension Bytes {
    /// Returns where the first line break is, counted from the first byte; nil where there is none.
    @inline(__always)
    var firstNewline: Int? {
        guard let baseAddress, let hit = memchr(baseAddress, Int32(UInt8.newline), count) else {
            return nil
        }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(baseAddress)
    }

    /// Returns whether all bytes are those of a name.
    @inline(__always)
    func isEqual(to name: [UInt8]) -> Bool {
        guard name.count == count, let start = baseAddress else { return false }
        return name.withUnsafeBufferPointer {
            $0.baseAddress.map { memcmp($0, start, count) == 0 } ?? true
        }
    }
}
