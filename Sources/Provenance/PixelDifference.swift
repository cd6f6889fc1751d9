// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
package import Figures

/// How the pixels of two pictures differ.
package struct PixelDifference: Sendable, Equatable {
    /// Both sizes, where they are not the same.
    package let sizes: String?
    /// The pixels in which anything differs; of pictures of two sizes none are compared.
    package let count: Int
    /// All pixels.
    package let total: Int
    /// The largest difference of a channel, from 0 to 1.
    package let largest: Double

    /// Compares two pictures.
    package init(_ first: Picture, _ second: Picture) {
        guard first.width == second.width, first.height == second.height else {
            sizes = "\(first.width)×\(first.height) and \(second.width)×\(second.height) pixels"
            (count, total, largest) = (0, 0, 0)
            return
        }
        var (different, most) = (0, 0)
        for pixel in stride(from: 0, to: first.bytes.count, by: 4) {
            var isDifferent = false
            for channel in pixel..<pixel + 4 {
                let distance = abs(Int(first.bytes[channel]) - Int(second.bytes[channel]))
                guard distance > 0 else { continue }
                isDifferent = true
                most = max(most, distance)
            }
            if isDifferent { different += 1 }
        }
        sizes = nil
        count = different
        total = first.width * first.height
        largest = Double(most) / 255
    }

    /// Whether both are the same.
    package var isNone: Bool { sizes == nil && count == 0 }

    /// The difference in words.
    package var text: String {
        if let sizes { return sizes }
        guard count > 0 else { return "all pixels are the same" }
        let share = NumberText.significant(100 * Double(count) / Double(total), digits: 2)
        return "\(share) % of the pixels differ, by up to "
            + "\(NumberText.significant(100 * largest, digits: 2)) % of a channel"
    }

    /// Returns a picture of where two differ: the first one pale, and red where the second differs,
    /// the stronger the more; nil where their sizes differ.
    package static func picture(_ first: Picture, _ second: Picture) -> Picture? {
        guard first.width == second.width, first.height == second.height else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(first.bytes.count)
        for pixel in stride(from: 0, to: first.bytes.count, by: 4) {
            let distance =
                (pixel..<pixel + 4).map {
                    abs(Int(first.bytes[$0]) - Int(second.bytes[$0]))
                }.max() ?? 0
            let grey = (0..<3).reduce(0) { $0 + Int(first.bytes[pixel + $1]) } / 3
            let pale = 255 - (255 - grey) / 4
            let rest = distance == 0 ? pale : max(0, 160 - distance * 160 / 255)
            bytes += [UInt8(distance == 0 ? pale : 220), UInt8(rest), UInt8(rest), 255]
        }
        return Picture(width: first.width, height: first.height, bytes: bytes)
    }
}
