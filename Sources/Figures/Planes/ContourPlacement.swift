// SPDX-License-Identifier: GPL-3.0-or-later

/// One level's lines on the page, with gaps where words stand.
struct PlacedContour {
    var name: String
    var lines: [[Point]]
    var color: Color
    /// What sets the lines apart from a ground that is nearly as dark; nil where nothing has to.
    var halo: Color?
    var labels: [PlacedText] = []
}

extension PanelScene {
    /// Finds the contour lines, and puts their words where there is room.
    mutating func placeContours(_ theme: Theme, _ typesetter: Typesetter) {
        for mark in content.contours {
            guard let placed = PlacedGrid(mark.grid, in: frame) else { continue }
            let tracer = ContourTracer(placed)
            let levels = mark.levels.map { level in
                tracer.lines(at: level, greatestStep: mark.greatestStep)
                    .flatMap { Clipping.line($0, to: frame.plot) }
            }
            for (index, lines) in levels.enumerated() where !lines.isEmpty {
                let ink = ink(along: lines, theme)
                let name = index < mark.names.count ? mark.names[index] : ""
                var contour = PlacedContour(
                    name: name, lines: lines, color: ink.color, halo: ink.backing)
                let others = levels.enumerated().filter { $0.offset != index }.map(\.element)
                label(&contour, avoiding: others.flatMap { $0 }, theme, typesetter)
                contours.append(contour)
            }
        }
    }

    /// Returns the colour of lines on what they run over.
    private func ink(along lines: [[Point]], _ theme: Theme) -> Ink {
        let points = lines.joined().enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
        return Ink(on: points.map(planes.ground), contrast: 3)
    }

    /// Puts the level's words on its longest line, and cuts the lines off around them.
    private mutating func label(
        _ contour: inout PlacedContour, avoiding others: [[Point]], _ theme: Theme,
        _ typesetter: Typesetter
    ) {
        guard !contour.name.isEmpty,
            let longest = contour.lines.max(by: { Self.length($0) < Self.length($1) })
        else { return }
        let text = typesetter.line(contour.name, Typography.level)
        guard Self.length(longest) > 2.5 * text.width else { return }
        for part in [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85] {
            let centre = Self.place(on: longest, part: part)
            let box = Box(
                x: centre.x - text.width / 2,
                y: centre.y - (text.ascent + text.descent) / 2, width: text.width,
                height: text.ascent + text.descent)
            let margin = box.outset(2)
            let crosses = others.contains { !Clipping.line($0, to: margin).isEmpty }
            guard frame.plot.contains(margin), room.isFree(margin), !crosses else { continue }
            let ink = Ink(on: planes.ground(in: box), contrast: 4.5)
            room.words.append(margin)
            contour.lines = contour.lines.flatMap {
                Clipping.line($0, outside: box.outset(1.2))
            }
            contour.labels.append(
                PlacedText(
                    role: .level, box: text, origin: Point(box.x, box.y + text.ascent),
                    color: ink.color, backing: ink.backing))
            return
        }
    }

    private static func length(_ line: [Point]) -> Double {
        zip(line, line.dropFirst()).reduce(0) { sum, ends in
            let (dx, dy) = (ends.1.x - ends.0.x, ends.1.y - ends.0.y)
            return sum + (dx * dx + dy * dy).squareRoot()
        }
    }

    /// Returns the place at a part of a line's length.
    private static func place(on line: [Point], part: Double) -> Point {
        var left = part * length(line)
        for (start, end) in zip(line, line.dropFirst()) {
            let step = length([start, end])
            if step >= left, step > 0 {
                let share = left / step
                return Point(
                    start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
            }
            left -= step
        }
        return line.last ?? Point(0, 0)
    }
}
