// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells the two sides of a diverging map apart without colours.
///
/// Both sides reach equally far from the page's lightness, so that the same distance from the middle
/// is as strong on either; on paper without colours they would be one. So level dashes, like minus
/// signs, lie over the lower side.
enum LowerSide {
    /// Returns dashes over the part of a box whose numbers are on the lower side, dark on light
    /// colours and light on dark ones.
    static func dashes(
        over box: Box, _ scale: ResolvedScale, _ number: (Point) -> Double
    ) -> [DisplayList.Item] {
        let black = Color(0x000000)
        let lines = HatchLines(box: box).lines(.level)
        return [black, Color(0xFFFFFF)].flatMap { ink in
            let pen = Stroke(color: ink.opacity(0.55), width: 0.5, dash: [5, 4])
            let drawn = lines.flatMap { line in
                Clipping.segment(line) { point in
                    let number = number(point)
                    guard scale.isOnLowerSide(number), let ground = scale.color(of: number) else {
                        return false
                    }
                    return Color.ink(on: [ground]).color == ink
                }
            }
            return drawn.map { DisplayList.Item.path($0, pen) }
        }
    }

    /// Returns a line below the word of a token whose number is on the lower side.
    static func dash(
        below cell: StripLayout.Cell, _ scale: ResolvedScale
    ) -> [DisplayList.Item] {
        guard scale.hasLowerSide, scale.isOnLowerSide(cell.value),
            let ground = scale.color(of: cell.value), cell.box.width > 6
        else { return [] }
        let pen = Stroke(color: Color.ink(on: [ground]).color, width: 0.6)
        let y = cell.box.bottom - 1.6
        return [.path([Point(cell.box.x + 2, y), Point(cell.box.right - 2, y)], pen)]
    }
}
