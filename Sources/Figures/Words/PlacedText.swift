// SPDX-License-Identifier: GPL-3.0-or-later

/// Words on the page, with what they are for.
struct PlacedText: Equatable {
    /// What words are for.
    enum Role: Equatable {
        case title, axisLabel, tickLabel, note, lineName, footnote, level, cell, colorBar
    }

    var role: Role
    var box: MathBox
    /// The left end of the baseline.
    var origin: Point
    var color: Color
    /// Whether the words run upwards.
    var isUpright = true
    /// What hides the curves behind the words, or nil where nothing is behind them.
    var backing: Color?

    /// The room that the words take on the page.
    var extent: Box {
        if isUpright {
            return Box(
                x: origin.x, y: origin.y - box.ascent, width: box.width,
                height: box.ascent + box.descent)
        }
        return Box(
            x: origin.x - box.ascent, y: origin.y - box.width, width: box.ascent + box.descent,
            height: box.width)
    }

    /// What draws the words.
    var items: [DisplayList.Item] {
        var items: [DisplayList.Item] = []
        if let backing {
            items.append(
                .rectangle(extent.outset(1.5), radius: 1.5, fill: backing, stroke: nil))
        }
        for bar in box.bars {
            let ends = [place(bar.x, bar.y), place(bar.x + bar.width, bar.y)]
            items.append(.path(ends, Stroke(color: color, width: bar.thickness)))
        }
        for run in box.runs {
            items.append(
                .text(
                    run.text, at: place(run.x, run.y), font: run.font, color: color,
                    angle: isUpright ? 0 : .pi / 2))
        }
        return items
    }

    private func place(_ x: Double, _ y: Double) -> Point {
        isUpright
            ? Point(origin.x + x, origin.y + y) : Point(origin.x + y, origin.y - x)
    }
}
