// SPDX-License-Identifier: GPL-3.0-or-later

extension TransformerWeights {
    /// Widens weights that are kept as half-precision numbers, two bytes each, the low one first.
    ///
    /// - Throws: ``TransformerError`` where there are more or fewer of them than the size has
    ///   parameters, or one is not finite.
    public init(size: TransformerSize, halves: [UInt8]) throws(TransformerError) {
        let expected = 2 * size.parameterCount
        guard halves.count == expected else {
            throw .wrongByteCount(found: halves.count, expected: expected)
        }
        var values: [Float] = []
        values.reserveCapacity(size.parameterCount)
        for index in 0..<size.parameterCount {
            let bits = UInt16(halves[2 * index]) | UInt16(halves[2 * index + 1]) << 8
            guard bits & 0x7C00 != 0x7C00 else { throw .notFinite(index: index) }
            values.append(Self.widened(bits))
        }
        self.init(size: size, values: values)
    }

    /// The weights as half-precision numbers, rounded to the nearest and of two to the even one.
    public var halves: [UInt8] {
        values.flatMap { value in
            let bits = Self.halved(value)
            return [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
        }
    }

    /// Returns the number that a half-precision number's bits stand for; it must be finite.
    static func widened(_ bits: UInt16) -> Float {
        let fraction = Float(bits & 0x3FF)
        let exponent = UInt32(bits >> 10 & 0x1F)
        let size =
            exponent == 0
            ? fraction * 0x1p-24
            : Float(bitPattern: (exponent + 112) << 23 | UInt32(bits & 0x3FF) << 13)
        return bits >> 15 == 1 ? -size : size
    }

    /// Returns the bits of the half-precision number nearest to a number; large ones become infinite.
    static func halved(_ value: Float) -> UInt16 {
        let sign = UInt16(value.bitPattern >> 16 & 0x8000)
        let size = value.magnitude
        if size.isNaN { return sign | 0x7E00 }
        if size >= 65_520 { return sign | 0x7C00 }
        if size < 0x1p-14 {
            // Below the normal ones, halves are the multiples of 2⁻²⁴.
            return sign | UInt16((size * 0x1p24).rounded(.toNearestOrEven))
        }
        let bits = size.bitPattern - (112 << 23)
        let even = bits >> 13 & 1
        return sign | UInt16(truncatingIfNeeded: (bits + 0xFFF + even) >> 13)
    }
}
