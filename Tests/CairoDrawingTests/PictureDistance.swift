// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// How far two pictures of the same size are apart.
struct PictureDistance {
    /// The root of the mean squared difference of all parts, from 0 to 1.
    var rootMeanSquare = 0.0
    /// The share of pixels of which some part differs by more than a tenth of its range.
    var shareOfVisible = 0.0

    /// Compares two pictures; nil where their sizes differ.
    init?(_ one: Picture, _ other: Picture) {
        guard one.width == other.width, one.height == other.height else { return nil }
        var squares = 0
        var visible = 0
        for start in stride(from: 0, to: one.bytes.count, by: 4) {
            var largest = 0
            for part in start..<(start + 4) {
                let difference = abs(Int(one.bytes[part]) - Int(other.bytes[part]))
                squares += difference * difference
                largest = max(largest, difference)
            }
            if largest > 25 { visible += 1 }
        }
        let count = Double(one.bytes.count)
        rootMeanSquare = (Double(squares) / count).squareRoot() / 255
        shareOfVisible = Double(visible) / (count / 4)
    }
}
