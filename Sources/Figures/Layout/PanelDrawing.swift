// SPDX-License-Identifier: GPL-3.0-or-later

/// Draws what lies between one panel's axes, and the axes themselves.
struct PanelDrawing {
    let scene: PanelScene
    let theme: Theme

    private var frame: PanelFrame { scene.frame }

    /// The shapes, from the back to the front; words are not among them.
    var items: [DisplayList.Item] { regions + grid + rules + bands + curves + axes + dots }

    private var regions: [DisplayList.Item] {
        scene.content.regions.flatMap { region -> [DisplayList.Item] in
            guard let box = frame.place(region) else { return [] }
            guard region.isHatched else {
                return [.rectangle(box, radius: 0, fill: theme.shade, stroke: nil)]
            }
            return [
                .rectangle(box, radius: 0, fill: theme.hatchedShade, stroke: nil),
                .clipped(box, hatch(box)),
            ]
        }
    }

    /// Returns diagonal lines over a box; they go on from one box to the next.
    private func hatch(_ box: Box) -> [DisplayList.Item] {
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
        frame.yTicks.filter { $0.label != nil }.map { tick in
            .path(
                [Point(frame.plot.x, tick.position), Point(frame.plot.right, tick.position)],
                Stroke(color: theme.grid, width: Typography.grid))
        }
    }

    private var rules: [DisplayList.Item] {
        scene.content.rules.compactMap { rule in
            frame.place(rule).map {
                .path($0, Stroke(color: theme.muted, width: Typography.rule, dash: [3, 2]))
            }
        }
    }

    private var bands: [DisplayList.Item] {
        zip(scene.content.bands, scene.bands).flatMap { band, shapes in
            shapes.map { .polygon($0, fill: theme.style(band.style).color.opacity(0.2)) }
        }
    }

    /// The curves; where several coincide, in turns.
    private var curves: [DisplayList.Item] {
        let stretches =
            scene.curves.count > 1
            ? SharedStretches(area: frame.plot).turns(of: scene.curves) : [[]]
        var items: [DisplayList.Item] = []
        for ((line, pieces), turns) in zip(zip(scene.content.lines, scene.curves), stretches) {
            let stroke = Stroke(curve: theme.style(line.style))
            items.append(contentsOf: curve(pieces, stroke, turns))
        }
        return items.isEmpty ? [] : [.clipped(frame.plot.outset(Typography.curve), items)]
    }

    private func curve(
        _ pieces: [[Point]], _ stroke: Stroke, _ turns: [SharedStretches.Stretch]
    ) -> [DisplayList.Item] {
        if turns.isEmpty { return pieces.map { .path($0, stroke) } }
        return turns.filter { $0.turn != .hidden }.flatMap { stretch in
            var pen = stroke
            if stretch.turn == .slice { pen.dash = [] }
            let strip = Box(
                x: stretch.from, y: frame.plot.y - 1e5, width: stretch.to - stretch.from,
                height: 2e5 + frame.plot.height)
            let parts = pieces.flatMap { Clipping.line($0, to: strip) }
            return parts.map { DisplayList.Item.path($0, pen) }
        }
    }

    /// The dots at the ends of pieces; dots at one place become rings around each other.
    private var dots: [DisplayList.Item] {
        var dots: [(center: Point, color: Color, isClosed: Bool)] = []
        for line in scene.content.lines {
            let color = theme.style(line.style).color
            for (ends, isClosed) in [(line.closedEnds, true), (line.openEnds, false)] {
                for center in ends.compactMap(frame.place)
                where frame.plot.outset(1).contains(
                    Box(x: center.x, y: center.y, width: 0, height: 0))
                {
                    dots.append((center, color, isClosed))
                }
            }
        }
        return dots.indices.compactMap { index in
            let dot = dots[index]
            let later = dots[(index + 1)...].filter {
                abs($0.center.x - dot.center.x) < 0.5 && abs($0.center.y - dot.center.y) < 0.5
            }
            guard !later.contains(where: { $0.color == dot.color }), later.count < 4 else {
                return nil
            }
            return .circle(
                center: dot.center, radius: Typography.dot + 1.1 * Double(later.count),
                fill: dot.isClosed ? dot.color : theme.background,
                stroke: Stroke(color: dot.color, width: Typography.dotOutline))
        }
    }

    private var axes: [DisplayList.Item] {
        let plot = frame.plot
        let line = Stroke(color: theme.foreground, width: Typography.axis)
        let half = Typography.axis / 2
        var items: [DisplayList.Item] = [
            .path(
                [
                    Point(plot.x, plot.y - half), Point(plot.x, plot.bottom),
                    Point(plot.right + half, plot.bottom),
                ], line)
        ]
        for tick in frame.xTicks {
            let length = length(tick)
            items.append(
                .path(
                    [
                        Point(tick.position, plot.bottom),
                        Point(tick.position, plot.bottom + length),
                    ],
                    stroke(tick)))
        }
        for tick in frame.yTicks {
            let length = length(tick)
            items.append(
                .path(
                    [Point(plot.x, tick.position), Point(plot.x - length, tick.position)],
                    stroke(tick)))
        }
        return items
    }

    private func length(_ tick: PlacedTick) -> Double {
        tick.label == nil ? Typography.minorTickLength : Typography.tickLength
    }

    private func stroke(_ tick: PlacedTick) -> Stroke {
        Stroke(
            color: theme.foreground,
            width: tick.label == nil ? Typography.minorTick : Typography.tick)
    }
}
