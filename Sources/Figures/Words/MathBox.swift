// SPDX-License-Identifier: GPL-3.0-or-later

/// A laid-out text: runs and fraction bars relative to the left end of its baseline.
struct MathBox: Equatable {
    /// One run in one face.
    struct Run: Equatable {
        var text: String
        var font: Font
        var x: Double
        /// Below the baseline when positive.
        var y: Double
        var width: Double
    }

    /// A fraction's bar; `y` is its middle.
    struct Bar: Equatable {
        var x: Double
        var y: Double
        var width: Double
        var thickness: Double
    }

    var runs: [Run] = []
    var bars: [Bar] = []
    /// The advance width in points.
    var width = 0.0
    /// How far the signs themselves reach above the baseline.
    var ascent = 0.0
    /// How far they reach below it.
    var descent = 0.0
    /// What was set, in the notation of ``MathText``; of several boxes added together the first's.
    var source = ""
    /// Whether an ellipsis stands for part of it.
    var isShortened = false
    /// Whether it is shortened although no text should be that is as short.
    var isCut = false

    /// Adds another box at a place relative to this one's origin.
    mutating func add(_ other: MathBox, x: Double, y: Double) {
        for run in other.runs {
            var moved = run
            moved.x += x
            moved.y += y
            runs.append(moved)
        }
        for bar in other.bars {
            var moved = bar
            moved.x += x
            moved.y += y
            bars.append(moved)
        }
        ascent = max(ascent, other.ascent - y)
        descent = max(descent, other.descent + y)
        width = max(width, x + other.width)
    }

    /// Adds another box to the right.
    mutating func append(_ other: MathBox) { add(other, x: width, y: 0) }
}
