// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything between and beside one panel's axes, with its place on the page.
struct PanelScene {
    /// The axes.
    let frame: PanelFrame
    /// The marks.
    let content: PanelContent
    /// The pieces of each line on the page.
    let curves: [[[Point]]]
    /// The shapes of each band on the page.
    let bands: [[[Point]]]
    /// The bars of each mark on the page.
    let bars: [BarShapes]
    /// The pictures, with what to draw of them.
    let planes: PanelPlanes
    /// The token strip.
    let strip: StripLayout?
    /// The colours of the token strip.
    let stripScale: ResolvedScale?
    /// The letters of words that the drawing adds.
    let typeface: Typeface
    /// The least size of a sign.
    let leastSize: Double
    /// Words in the cells of heatmaps and strips.
    var cellWords: [PlacedText] = []
    /// The contour lines, with their words.
    var contours: [PlacedContour] = []
    /// What is in the way of words.
    var room: PanelRoom
    /// Notes, those of regions included.
    var notes: [PlacedText] = []
    /// The names that found no place beside their dots, as numbers of the panel's notes.
    var homeless: [Int] = []
    /// Whether a note had to be put on a curve.
    var isCrowded = false

    /// Places the marks and notes of a panel.
    init(
        _ content: PanelContent, in frame: PanelFrame, theme: Theme, _ book: ScaleBook,
        _ typesetter: Typesetter
    ) {
        self.frame = frame
        self.content = content
        typeface = typesetter.typeface
        leastSize = typesetter.leastSize
        bars = BarShapes.all(content.bars, in: frame)
        planes = PanelPlanes(content, in: frame, theme: theme, book)
        stripScale = content.strip.flatMap { book[$0.scale] }
        let nameRoom = frame.plot.x - frame.column.lowerBound
        strip = content.strip.map {
            StripLayout($0, in: frame.plot, nameRoom: nameRoom, typesetter)
        }
        curves = content.lines.map { frame.place($0.pieces) }
        bands = content.bands.map { frame.place($0) }
        room = PanelRoom(plot: frame.plot)
        markObstacles()
        cellWords = wordsInCells(theme, typesetter)
        room.words += cellWords.map(\.extent)
        placeContours(theme, typesetter)
        placeNotes(theme, typesetter)
        if content.isEmpty, notes.isEmpty { sayNothing(theme, typesetter) }
    }

    private mutating func markObstacles() {
        for pieces in curves { for piece in pieces { room.curves.mark(line: piece) } }
        for shape in bands.joined() { markFilled(shape) }
        for line in content.lines {
            for dot in (line.closedEnds + line.openEnds).compactMap(frame.place) {
                room.curves.mark(box: Box(x: dot.x, y: dot.y, width: 0, height: 0).outset(3))
            }
        }
        for bar in bars {
            for box in bar.boxes { room.curves.mark(box: box) }
        }
        for dot in content.dots.flatMap(\.points).compactMap(frame.place) {
            room.curves.mark(box: Box(x: dot.x, y: dot.y, width: 0, height: 0).outset(3))
        }
        for box in planes.boxes { room.curves.mark(box: box) }
        for rule in content.rules {
            guard let ends = frame.place(rule) else { continue }
            room.rules.mark(line: ends)
            room.faint.mark(line: ends)
        }
        for tick in frame.yTicks where tick.label != nil {
            room.faint.mark(
                line: [Point(frame.plot.x, tick.position), Point(frame.plot.right, tick.position)])
        }
        room.curves.finish()
        room.rules.finish()
        room.faint.finish()
    }

    /// Marks the inside of a band: upright strokes between its two curves.
    private mutating func markFilled(_ shape: [Point]) {
        room.curves.mark(line: shape + shape.prefix(1))
        let half = shape.count / 2
        for index in 0..<half {
            room.curves.mark(line: [shape[index], shape[shape.count - 1 - index]])
        }
    }

    /// The names of lines with the places where they end, for those that reach the right side.
    ///
    /// Nil where one does not: its name beside the axes would mislead.
    var lineEnds: [(entry: LegendEntry, end: Point)]? {
        var ends: [(entry: LegendEntry, end: Point)] = []
        for entry in content.entries {
            guard entry.isOfLine else { return nil }
            let last = zip(content.lines, curves)
                .filter { $0.0.style == entry.style && $0.0.nameRows.contains(entry.name) }
                .flatMap { $0.1.compactMap(\.last) }.max { $0.x < $1.x }
            guard let last, last.x >= frame.plot.right - 0.04 * frame.plot.width else {
                return nil
            }
            ends.append((entry, last))
        }
        return ends.isEmpty ? nil : ends
    }
}

extension PanelFrame {
    /// Returns the ends of a rule on the page, or nil where it lies outside the axes.
    func place(_ rule: Mark.Rule) -> [Point]? {
        if rule.isHorizontal {
            guard let y = y.place(rule.at), y >= plot.y, y <= plot.bottom else { return nil }
            return [Point(plot.x, y), Point(plot.right, y)]
        }
        guard let x = x.place(rule.at), x >= plot.x, x <= plot.right else { return nil }
        return [Point(x, plot.y), Point(x, plot.bottom)]
    }
}
