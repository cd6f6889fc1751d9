// SPDX-License-Identifier: GPL-3.0-or-later

/// Draws what lies between one panel's axes, the axes themselves and all words of the panel.
struct PanelDrawing {
    let scene: PanelScene
    let theme: Theme
    let words: AxisWords
    /// Where no line of the grid may run, because nothing else keeps it from the words there.
    var holes: [Box] = []

    var frame: PanelFrame { scene.frame }

    /// The shapes and words, from the back to the front; the panel's title is not among them.
    var items: [DisplayList.Item] {
        guard scene.strip == nil else { return strip + axisLabels + notes }
        return regions + planes + grid + contours + rules + bands + bars + curves + axes + dots
            + notes
    }

    private var regions: [DisplayList.Item] {
        scene.content.regions.flatMap { region -> [DisplayList.Item] in
            guard let box = frame.place(region) else { return [] }
            let name = region.note.map { MathText($0).plainText }.joined(separator: ", ")
            guard region.isHatched else {
                let shade = DisplayList.Item.rectangle(
                    box, radius: 0, fill: theme.shade, stroke: nil)
                return .group(.region, name, [shade])
            }
            return .group(.region, name, hatched(box))
        }
    }

    /// Returns a box with diagonal lines, for a region and for what has no number.
    func hatched(_ box: Box) -> [DisplayList.Item] {
        [
            .rectangle(box, radius: 0, fill: theme.hatchedShade, stroke: nil),
            .clipped(box, Self.hatch(box, theme)),
        ]
    }

    /// Returns diagonal lines over a box; they go on from one box to the next.
    static func hatch(_ box: Box, _ theme: Theme) -> [DisplayList.Item] {
        let apart = 5.0
        let stroke = Stroke(color: theme.hatch, width: Typography.hatch)
        // Lines x + y = constant, counted from the page's corner.
        let first = Int(((box.x + box.y) / apart).rounded(.up))
        let last = Int(((box.right + box.bottom) / apart).rounded(.down))
        guard first <= last, last - first < 2000 else { return [] }
        return (first...last).map { line in
            let sum = Double(line) * apart
            return .path(
                [Point(sum - box.y, box.y), Point(sum - box.bottom, box.bottom)], stroke)
        }
    }

    private var grid: [DisplayList.Item] {
        // On a picture, lines of the grid would be data.
        guard !scene.content.isFilled else { return [] }
        let stroke = Stroke(color: theme.grid, width: Typography.grid)
        let lines = frame.yTicks.filter { $0.label != nil }.flatMap { tick in
            pierced([
                Point(frame.plot.x, tick.position), Point(frame.plot.right, tick.position),
            ])
        }
        return .group(.axis, "grid", lines.map { .path($0, stroke) })
    }

    /// Returns the parts of a line outside the holes.
    private func pierced(_ line: [Point]) -> [[Point]] {
        holes.reduce([line]) { parts, hole in
            parts.flatMap { Clipping.line($0, outside: hole) }
        }
    }

    private var rules: [DisplayList.Item] {
        scene.content.rules.compactMap(frame.place).flatMap { line -> [DisplayList.Item] in
            let stroke = theme.ruleStroke
            guard !scene.planes.isEmpty else { return pierced(line).map { .path($0, stroke) } }
            let ink = Ink(on: samples(line).map(scene.planes.ground), contrast: 3)
            return Self.line(line, ink, stroke)
        }
    }

    /// Returns places along a straight line.
    private func samples(_ line: [Point]) -> [Point] {
        guard let start = line.first, let end = line.last else { return [] }
        return (0...20).map { step in
            let part = (Double(step) + 0.5) / 21
            return Point(start.x + part * (end.x - start.x), start.y + part * (end.y - start.y))
        }
    }

    /// Returns a line in an ink, with what sets it apart below it.
    static func line(_ points: [Point], _ ink: Ink, _ stroke: Stroke) -> [DisplayList.Item] {
        var pen = stroke
        pen.color = ink.color
        guard let backing = ink.backing else { return [.path(points, pen)] }
        let halo = Stroke(color: backing, width: stroke.width + 1.2)
        return [.path(points, halo), .path(points, pen)]
    }

    private var bands: [DisplayList.Item] {
        zip(scene.content.bands, scene.bands).flatMap { band, shapes in
            shapes.map { .polygon($0, fill: theme.style(band.style).color.opacity(0.2)) }
        }
    }

    private var notes: [DisplayList.Item] {
        .group(.note, "", scene.notes.flatMap(\.items))
    }

    /// The words beside the axes of a panel that has none.
    private var axisLabels: [DisplayList.Item] {
        .group(.axis, "", words.labels.flatMap(\.items))
    }
}

extension [DisplayList.Item] {
    /// Returns some items as one group; none where there is none.
    static func group(
        _ role: DisplayList.Group.Role, _ name: String, _ items: [DisplayList.Item]
    ) -> [DisplayList.Item] {
        items.isEmpty ? [] : [.group(DisplayList.Group(role, name), items)]
    }
}
