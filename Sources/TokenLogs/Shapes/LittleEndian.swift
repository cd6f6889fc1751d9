// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers one after the other, their lowest byte first.
struct LittleEndian {
    private let bytes: [UInt8]
    private var place = 0

    /// Whether more was taken than there was.
    private(set) var isShort = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { place >= bytes.count }

    /// Takes a number; one that is not there is 0, and one that no `Int` holds the largest.
    mutating func number(_ size: Int) -> Int {
        let number = take(size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(clamping: number)
    }

    /// Takes bytes; none where there are not as many.
    mutating func take(_ count: Int) -> [UInt8] {
        guard count <= bytes.count - place else {
            isShort = true
            place = bytes.count
            return []
        }
        place += count
        return Array(bytes[place - count..<place])
    }

    /// Passes bytes over.
    mutating func skip(_ count: Int) {
        isShort = isShort || count > bytes.count - place
        place = min(bytes.count, place + count)
    }
}
