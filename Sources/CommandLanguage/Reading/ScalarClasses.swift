// SPDX-License-Identifier: GPL-3.0-or-later

// Lines of a mebibyte are scanned scalar by scalar, and Unicode's tables cost ten times what a look
// at an ASCII code does: so each of these asks them last.

extension Unicode.Scalar {
    /// Whether it separates words.
    var isBlank: Bool {
        value < 0x80 ? value == 0x20 || (9...13).contains(value) : properties.isWhitespace
    }

    /// Whether the words of a definition may hold it.
    var isDefinitionLetter: Bool {
        guard value < 0x80 else { return properties.isAlphabetic }
        return ("a"..."z").contains(self) || ("A"..."Z").contains(self)
            || ("0"..."9").contains(self) || self == "_" || self == "."
    }
}

extension String {
    init(scalars: some Collection<Unicode.Scalar>) {
        let count = scalars.reduce(0) { $0 + UTF8.width($1) }
        self.init(unsafeUninitializedCapacity: count) { bytes in
            var end = 0
            for scalar in scalars {
                if scalar.isASCII {
                    bytes[end] = UInt8(truncatingIfNeeded: scalar.value)
                } else {
                    for (index, byte) in scalar.utf8.enumerated() { bytes[end + index] = byte }
                }
                end += UTF8.width(scalar)
            }
            return end
        }
    }
}
