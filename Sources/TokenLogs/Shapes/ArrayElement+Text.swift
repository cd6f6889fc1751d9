// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension ArrayElement {
    /// Appends an element as JSON has it; what is no number is written as Python writes it.
    @inline(__always)
    func write(_ bytes: Bytes, to text: inout [UInt8]) {
        switch sort {
        case .float: appendNumber(float(bytes), to: &text)
        case .brainFloat:
            appendNumber(Double(Float(bitPattern: UInt32(bits(bytes)) << 16)), to: &text)
        case .signed: appendInteger(signed(bytes), to: &text)
        case .unsigned: appendUnsigned(bits(bytes), to: &text)
        case .truth: text.append(bytes[0] == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
        case .bytes, .characters: text.append(contentsOf: jsonText(string(bytes)))
        }
    }

    /// The bytes of an element as one number.
    @inline(__always)
    private func bits(_ bytes: Bytes) -> UInt64 {
        var number: UInt64 = 0
        for index in 0..<size {
            number = number << 8 | UInt64(bytes[isBigEndian ? index : size - 1 - index])
        }
        return number
    }

    private func signed(_ bytes: Bytes) -> Int64 {
        let unused = 64 - size * 8
        return Int64(bitPattern: bits(bytes) << unused) >> unused
    }

    /// A number of two, four or eight bytes; each is a double exactly.
    @inline(__always)
    private func float(_ bytes: Bytes) -> Double {
        let bits = bits(bytes)
        return switch size {
        case 8: Double(bitPattern: bits)
        case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        default: half(UInt16(truncatingIfNeeded: bits))
        }
    }

    /// Returns a number of 16 bits, of which five are the exponent.
    private func half(_ bits: UInt16) -> Double {
        let fraction = Double(bits & 0x3FF)
        let exponent = Int(bits >> 10 & 0x1F)
        let size: Double =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            default:
                (fraction + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return bits >> 15 == 1 ? -size : size
    }

    /// The element as a text, or nil where it is a number.
    func text(_ bytes: Bytes) -> String? {
        switch sort {
        case .bytes, .characters: string(bytes)
        case .signed, .unsigned, .float, .brainFloat, .truth: nil
        }
    }

    /// A text without the zeros that fill it up.
    private func string(_ bytes: Bytes) -> String {
        guard sort == .characters else {
            let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
            return String(decoding: bytes[..<end], as: UTF8.self)
        }
        var text = String.UnicodeScalarView()
        for index in stride(from: 0, to: size, by: 4) {
            let unit = ArrayElement(sort: .unsigned, size: 4, isBigEndian: isBigEndian)
            let code = unit.bits(Bytes(rebasing: bytes[index..<index + 4]))
            if code == 0 { break }
            text.append(Unicode.Scalar(UInt32(truncatingIfNeeded: code)) ?? "\u{FFFD}")
        }
        return String(text)
    }
}

/// Appends a number with the digits that make it this double and no other.
@inline(__always)
private func appendNumber(_ number: Double, to text: inout [UInt8]) {
    if abs(number) < 0x1p53, number == number.rounded(.towardZero),
        number != 0 || number.sign == .plus
    {
        appendInteger(Int64(number), to: &text)
    } else {
        var digits = number.description
        digits.withUTF8 { text.append(contentsOf: $0) }
    }
}

private func appendInteger(_ number: Int64, to text: inout [UInt8]) {
    if number < 0 { text.append(UInt8(ascii: "-")) }
    appendUnsigned(number.magnitude, to: &text)
}

@inline(__always)
private func appendUnsigned(_ number: UInt64, to text: inout [UInt8]) {
    let start = text.count
    var rest = number
    repeat {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
    } while rest > 0
    text[start...].reverse()
}
