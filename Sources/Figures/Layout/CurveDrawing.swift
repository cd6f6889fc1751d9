// SPDX-License-Identifier: GPL-3.0-or-later

extension PanelDrawing {
    /// The curves; where several coincide in part, in turns.
    var curves: [DisplayList.Item] {
        let sharing = zip(scene.content.lines, scene.curves).map { line, pieces in
            line.isPale || line.isThin ? [] : pieces
        }
        let stretches =
            sharing.count > 1 ? SharedStretches(area: frame.plot).turns(of: sharing) : [[]]
        var items: [DisplayList.Item] = []
        for ((line, pieces), turns) in zip(zip(scene.content.lines, scene.curves), stretches) {
            items += group(
                line, curve(openEnded(pieces, line), theme.stroke(line), turns) + markers(line))
        }
        items += points
        return items.isEmpty ? [] : [.clipped(frame.plot.outset(Typography.dot + 1), items)]
    }

    /// Returns shapes as the group of a line, within those of the lines that it also stands for: who
    /// asks for one of them finds it.
    private func group(_ line: Mark.Line, _ items: [DisplayList.Item]) -> [DisplayList.Item] {
        ([line.name] + line.coinciding).reduce(items) { items, name in
            .group(.series, MathText(name).plainText, items)
        }
    }

    /// Returns the markers along a line, at other points for other styles, so that lines on top
    /// of each other show all of theirs.
    private func markers(_ line: Mark.Line) -> [DisplayList.Item] {
        guard line.markerStride > 0 else { return [] }
        let style = theme.style(line.style)
        let stride = line.markerStride
        let first = max(0, line.style) % 4 * stride / 4
        return line.pieces.joined().enumerated().flatMap { index, point -> [DisplayList.Item] in
            guard index % stride == first, let place = frame.place(point), isSeen(place) else {
                return []
            }
            return style.marker.items(
                at: place, radius: Typography.marker, color: style.color, fill: style.color)
        }
    }

    func isSeen(_ place: Point) -> Bool {
        frame.plot.outset(1).contains(Box(x: place.x, y: place.y, width: 0, height: 0))
    }

    /// Returns the pieces of a line without what lies in its open dots, where no page hides it.
    private func openEnded(_ pieces: [[Point]], _ line: Mark.Line) -> [[Point]] {
        guard theme.background.alpha == 0 else { return pieces }
        return line.openEnds.compactMap(frame.place).reduce(pieces) { pieces, center in
            let dot = Box(x: center.x, y: center.y, width: 0, height: 0)
                .outset(0.8 * Typography.dot)
            return pieces.flatMap { Clipping.line($0, outside: dot) }
        }
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
    var dots: [DisplayList.Item] {
        var dots: [(center: Point, color: Color, isClosed: Bool)] = []
        for line in scene.content.lines {
            let color = theme.style(line.style).color
            for (ends, isClosed) in [(line.closedEnds, true), (line.openEnds, false)] {
                for center in ends.compactMap(frame.place) where isSeen(center) {
                    dots.append((center, color, isClosed))
                }
            }
        }
        let items = dots.indices.compactMap { index -> DisplayList.Item? in
            let dot = dots[index]
            let later = dots[(index + 1)...].filter {
                abs($0.center.x - dot.center.x) < 0.5 && abs($0.center.y - dot.center.y) < 0.5
            }
            guard !later.contains(where: { $0.color == dot.color }), later.count < Self.mostRings
            else { return nil }
            return .circle(
                center: dot.center, radius: Typography.dot + Self.ring * Double(later.count),
                fill: dot.isClosed ? dot.color : theme.background,
                stroke: Stroke(color: dot.color, width: Typography.dotOutline))
        }
        return .group(.series, "ends of curves", items)
    }

}
