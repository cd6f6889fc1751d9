// SPDX-License-Identifier: GPL-3.0-or-later

/// A picture that is written as sixel, in at most 64 colours.
struct SixelPicture {
    let width: Int
    let height: Int
    /// Three bytes for each pixel: red, green, blue; row by row from the top.
    let rgb: [UInt8]

    init(width: Int, height: Int, rgb: [UInt8]) {
        self.width = max(width, 0)
        self.height = max(height, 0)
        let missing = max(0, 3 * self.width * self.height - rgb.count)
        self.rgb = rgb + [UInt8](repeating: 0, count: missing)
    }

    /// Returns the picture no wider than some pixels: each new pixel is the mean of those below it.
    func shrunk(toWidth limit: Int) -> SixelPicture {
        guard width > limit, limit > 0 else { return self }
        let rows = max(1, height * limit / width)
        var smaller = [UInt8](repeating: 0, count: 3 * limit * rows)
        for y in 0..<rows {
            let ys = y * height / rows..<max((y + 1) * height / rows, y * height / rows + 1)
            for x in 0..<limit {
                let xs = x * width / limit..<max((x + 1) * width / limit, x * width / limit + 1)
                for part in 0..<3 {
                    var sum = 0
                    for row in ys { for column in xs { sum += byte(column, row, part) } }
                    smaller[3 * (y * limit + x) + part] = UInt8(sum / (ys.count * xs.count))
                }
            }
        }
        return SixelPicture(width: limit, height: rows, rgb: smaller)
    }

    private func byte(_ x: Int, _ y: Int, _ part: Int) -> Int {
        Int(rgb[3 * (y * width + x) + part])
    }

    /// The escape that shows the picture.
    var escape: String {
        let palette = SixelPalette(rgb)
        let numbers = (0..<width * height).map { pixel in
            palette.number(rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2])
        }
        var signs = Array("\u{1B}P0;1;0q\"1;1;\(width);\(height)".utf8)
        for (number, color) in palette.colors.enumerated() {
            let parts = color.map { "\(($0 * 100 + 127) / 255)" }.joined(separator: ";")
            signs += Array("#\(number);2;\(parts)".utf8)
        }
        for top in stride(from: 0, to: height, by: 6) {
            if top > 0 { signs.append(UInt8(ascii: "-")) }
            appendBand(top, numbers, to: &signs)
        }
        return String(decoding: signs, as: UTF8.self) + "\u{1B}\\"
    }

    /// Appends six rows of pixels, one colour after the other.
    private func appendBand(_ top: Int, _ numbers: [UInt8], to signs: inout [UInt8]) {
        var masks: [UInt8: [UInt8]] = [:]
        for y in top..<min(top + 6, height) {
            for x in 0..<width {
                masks[numbers[y * width + x], default: [UInt8](repeating: 0, count: width)][x] |=
                    1 << UInt8(y - top)
            }
        }
        for (place, color) in masks.keys.sorted().enumerated() {
            if place > 0 { signs.append(UInt8(ascii: "$")) }
            signs += Array("#\(color)".utf8)
            appendRuns(masks[color] ?? [], to: &signs)
        }
    }

    /// Appends columns of six pixels, with a count before those that repeat.
    private func appendRuns(_ columns: [UInt8], to signs: inout [UInt8]) {
        var rest = columns[...]
        while let first = rest.first {
            let count = rest.prefix { $0 == first }.count
            rest = rest.dropFirst(count)
            if rest.isEmpty && first == 0 { return }
            let sign = first + 63
            if count > 3 {
                signs += Array("!\(count)".utf8) + [sign]
            } else {
                signs += Array(repeating: sign, count: count)
            }
        }
    }
}
