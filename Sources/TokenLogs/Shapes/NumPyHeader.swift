// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What the head of a NumPy array says, as `numpy.lib.format` describes it.
struct NumPyHeader {
    /// The bytes of the head.
    let size: Int

    /// The type as NumPy writes it: `<f4`; nil where it is a list of fields.
    private(set) var type: String?

    private(set) var isByColumns = false
    private(set) var shape: [Int] = []

    /// The most bytes of a head.
    static let mostBytes = 1 << 16

    /// Returns how many bytes the head has, by its first twelve; nil where there is none.
    static func size(_ start: [UInt8]) -> Int? {
        guard start.count >= 12, start.starts(with: [0x93] + Array("NUMPY".utf8)) else {
            return nil
        }
        var numbers = LittleEndian(Array(start[8...]))
        let size = start[6] == 1 ? 10 + numbers.number(2) : 12 + numbers.number(4)
        return size <= mostBytes ? size : nil
    }

    /// Reads a head; nil where it is none.
    init?(_ bytes: [UInt8]) {
        size = bytes.count
        let text = String(
            decoding: bytes.dropFirst(bytes.count > 6 && bytes[6] == 1 ? 10 : 12), as: UTF8.self)
        guard let order = Self.value("fortran_order", in: text),
            let shape = Self.value("shape", in: text)?.prefix(while: { $0 != ")" }),
            let type = Self.value("descr", in: text), shape.first == "("
        else { return nil }
        isByColumns = order.hasPrefix("True")
        for number in shape.dropFirst().split(whereSeparator: { ", ".contains($0) }) {
            guard let length = Int(number), length >= 0 else { return nil }
            self.shape.append(length)
        }
        guard self.shape.count <= 32 else { return nil }
        if type.first == "'" || type.first == "\"" {
            self.type = String(type.dropFirst().prefix { !"'\"".contains($0) })
        }
    }

    /// Returns the text from the value of a key on.
    private static func value(_ key: String, in text: String) -> Substring? {
        for quote in ["'", "\""] {
            guard let found = text.firstRange(of: "\(quote)\(key)\(quote)") else { continue }
            return text[found.upperBound...].drop { ": ".contains($0) }
        }
        return nil
    }

    /// What the elements are; nil where they are Python's own objects, dates or the like.
    var element: ArrayElement? {
        guard let type, let kind = type.first(where: { !"<>|=".contains($0) }),
            let size = Int(type.drop { "<>|=".contains($0) }.dropFirst()), size <= 1 << 16
        else { return nil }
        let isBigEndian = type.first == ">"
        switch (kind, size) {
        case ("b", 1): return ArrayElement(sort: .truth, size: 1)
        case ("i", 1), ("i", 2), ("i", 4), ("i", 8):
            return ArrayElement(sort: .signed, size: size, isBigEndian: isBigEndian)
        case ("u", 1), ("u", 2), ("u", 4), ("u", 8):
            return ArrayElement(sort: .unsigned, size: size, isBigEndian: isBigEndian)
        case ("f", 2), ("f", 4), ("f", 8):
            return ArrayElement(sort: .float, size: size, isBigEndian: isBigEndian)
        case ("S", 1...): return ArrayElement(sort: .bytes, size: size)
        case ("U", 1...):
            return ArrayElement(sort: .characters, size: size * 4, isBigEndian: isBigEndian)
        default: return nil
        }
    }

    /// Whether the elements are Python's own objects, which only unpickling could read.
    var holdsObjects: Bool { type?.contains("O") == true }
}
