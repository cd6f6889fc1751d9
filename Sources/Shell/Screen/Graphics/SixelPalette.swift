// SPDX-License-Identifier: GPL-3.0-or-later

/// At most 64 colours that stand for those of a picture, by cutting the fullest box at its median.
///
/// - Source: P. Heckbert, "Color image quantization for frame buffer display", 1982.
struct SixelPalette {
    /// The colours: red, green, blue, each from 0 to 255.
    private(set) var colors: [[Int]] = []
    /// The palette's number for each colour of 5 bits a part.
    private var numbers = [UInt8](repeating: 0, count: 1 << 15)

    /// The most colours of a palette.
    static let limit = 64

    /// One colour of 5 bits a part, how often it occurs, and the sums of its parts.
    private struct Entry {
        var key: Int
        var count: Int
        var sums: (Int, Int, Int)

        func part(_ index: Int) -> Int { key >> (10 - 5 * index) & 31 }
    }

    /// Chooses colours for a picture of three bytes a pixel.
    init(_ rgb: [UInt8]) {
        var boxes = [Self.entries(rgb)].filter { !$0.isEmpty }
        while boxes.count < Self.limit,
            let widest = boxes.indices.filter({ boxes[$0].count > 1 })
                .max(by: { Self.weight(boxes[$0]) < Self.weight(boxes[$1]) })
        {
            let halves = Self.cut(boxes[widest])
            boxes[widest] = halves.0
            boxes.append(halves.1)
        }
        for (number, box) in boxes.enumerated() {
            let count = box.reduce(0) { $0 + $1.count }
            let sums = box.reduce((0, 0, 0)) { sums, entry in
                (sums.0 + entry.sums.0, sums.1 + entry.sums.1, sums.2 + entry.sums.2)
            }
            colors.append([sums.0 / count, sums.1 / count, sums.2 / count])
            for entry in box { numbers[entry.key] = UInt8(number) }
        }
    }

    /// Returns the number of the colour that stands for another.
    func number(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        numbers[Self.key(red, green, blue)]
    }

    private static func key(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        Int(red >> 3) << 10 | Int(green >> 3) << 5 | Int(blue >> 3)
    }

    private static func entries(_ rgb: [UInt8]) -> [Entry] {
        var found: [Int: Entry] = [:]
        for start in stride(from: 0, to: rgb.count - 2, by: 3) {
            let (red, green, blue) = (rgb[start], rgb[start + 1], rgb[start + 2])
            let key = key(red, green, blue)
            var entry = found[key] ?? Entry(key: key, count: 0, sums: (0, 0, 0))
            entry.count += 1
            entry.sums.0 += Int(red)
            entry.sums.1 += Int(green)
            entry.sums.2 += Int(blue)
            found[key] = entry
        }
        return found.values.sorted { $0.key < $1.key }
    }

    /// Returns the part in which colours differ most, and by how much.
    private static func spread(_ box: [Entry]) -> (part: Int, width: Int) {
        let widths = (0..<3).map { part -> Int in
            let values = box.map { $0.part(part) }
            return (values.max() ?? 0) - (values.min() ?? 0)
        }
        let part = widths.indices.max { widths[$0] < widths[$1] } ?? 0
        return (part, widths[part])
    }

    /// How much a box needs to be cut: how far apart its colours are, more than how often they occur.
    private static func weight(_ box: [Entry]) -> Double {
        let width = Double(spread(box).width)
        let count = Double(box.reduce(0) { $0 + $1.count })
        return width * width * count.squareRoot()
    }

    private static func cut(_ box: [Entry]) -> ([Entry], [Entry]) {
        let part = spread(box).part
        let sorted = box.sorted { ($0.part(part), $0.key) < ($1.part(part), $1.key) }
        let half = sorted.reduce(0) { $0 + $1.count } / 2
        var sum = 0
        let place =
            sorted.firstIndex { entry in
                sum += entry.count
                return sum > half
            } ?? 0
        let middle = min(max(place, 1), sorted.count - 1)
        return (Array(sorted[..<middle]), Array(sorted[middle...]))
    }
}
