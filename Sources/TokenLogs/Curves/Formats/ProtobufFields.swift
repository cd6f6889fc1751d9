// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The fields of a protobuf message, in their order; they end where the message is broken.
struct ProtobufFields: Sequence, IteratorProtocol {
    private let bytes: Bytes
    private var place = 0

    /// One field.
    struct Field {
        let number: UInt64
        let value: Value
    }

    /// What a field holds.
    enum Value {
        case integer(UInt64)
        case eight(UInt64)
        case four(UInt32)
        case bytes(Bytes)
    }

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    mutating func next() -> Field? {
        guard let key = varint() else { return nil }
        let number = key >> 3
        switch key & 7 {
        case 0: return varint().map { Field(number: number, value: .integer($0)) }
        case 1: return take(8).map { Field(number: number, value: .eight(littleEndian($0[...]))) }
        case 5:
            return take(4).map {
                Field(
                    number: number, value: .four(UInt32(truncatingIfNeeded: littleEndian($0[...]))))
            }
        case 2:
            guard let count = varint(), count <= UInt64(bytes.count) else { return nil }
            return take(Int(count)).map { Field(number: number, value: .bytes($0)) }
        default: return nil
        }
    }

    /// Takes a number of seven bits a byte.
    private mutating func varint() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }

    /// Takes a number of bytes.
    private mutating func take(_ count: Int) -> Bytes? {
        guard count <= bytes.count - place else { return nil }
        defer { place += count }
        return Bytes(rebasing: bytes[place..<place + count])
    }
}

/// Returns the number that up to 8 bytes make, the least first.
func littleEndian(_ bytes: Slice<Bytes>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}
