// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A kind of file that holds arrays of numbers with their names.
enum ArrayContainer: Equatable {
    case npz, safetensors

    /// The kind's name, for people.
    var name: String {
        switch self {
        case .npz: "NumPy .npz"
        case .safetensors: "safetensors"
        }
    }

    /// Returns what a file that begins with some bytes is, or nil where it is neither.
    init?(_ start: Bytes) {
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .npz
        } else if start.count > 8, start[8] == UInt8(ascii: "{"), start[..<8].contains(0),
            start.count == 9 || start[9] != 0
        {
            // The zero tells a length, even a damaged one, from text; text of two bytes a letter has one
            // after the bracket too.
            self = .safetensors
        } else {
            return nil
        }
    }
}

/// What the elements of an array are, and how they stand in a file.
struct ArrayElement: Equatable {
    /// What an element is.
    enum Sort: Equatable {
        case signed, unsigned, float, brainFloat, truth
        /// Characters of one byte, and of four, filled up with zeros.
        case bytes, characters
    }

    let sort: Sort

    /// The bytes of an element.
    let size: Int

    var isBigEndian = false
}

/// An array of a file: its name, its shape, and where its bytes are.
struct ArrayEntry {
    let name: String
    let element: ArrayElement
    let shape: [Int]
    let bytes: PackedBytes

    /// The number of elements, which has been checked against the size of the file.
    var count: Int { shape.reduce(1, *) }

    /// Returns how many bytes a shape takes, or nil where no memory could hold them.
    static func size(_ shape: [Int], _ element: ArrayElement) -> Int? {
        shape.reduce(element.size) { product, length in
            guard let product, length >= 0 else { return nil }
            let (result, isTooLarge) = product.multipliedReportingOverflow(by: length)
            return isTooLarge ? nil : result
        }
    }
}

/// Where bytes stand in a file, and whether they are packed.
struct PackedBytes {
    /// The bytes in the file.
    let place: Range<Int>

    /// Whether they are packed with deflate.
    let isPacked: Bool

    /// How many bytes they are when unpacked.
    let count: Int

    /// How many of the unpacked bytes come before the first that counts.
    var head = 0
}
