// SPDX-License-Identifier: GPL-3.0-or-later

extension Figure {
    /// Returns the figure laid out on a page of exactly its size.
    ///
    /// Margins are as wide as the words in them. Words never lie on words, and none is cut, if the
    /// page is large enough: ``DisplayList/fits`` says whether it is. Names of lines stand where
    /// ``Panel/naming`` asks, else where there is room. Data may be anything: numbers that are not
    /// finite are left out, and an empty panel still has axes.
    ///
    /// - Parameter measuring: Says how large texts are; the same fonts must draw them.
    /// - Returns: Shapes and texts on a page of ``size``; where that is no size that a page can
    ///   have, of the nearest one. Where the size has an ``FigureSize/axesHeight``, the page is as
    ///   high as its content.
    public func layout(measuring: some TextMeasuring) -> DisplayList {
        let figure = printed
        let scale = figure.size.textScale
        let typesetter = figure.typesetter(measuring)
        var list = Fitting(figure, typesetter).page
        list.outlinesText = outlinesText
        guard scale != 1 else { return list }
        var page = size.usable
        if page.axesHeight != nil { page.height = list.height * scale }
        return list.scaled(by: scale, to: page)
    }

    /// The figure on a page that can be, in the sizes of print: what shall be larger is laid out
    /// smaller.
    var printed: Figure {
        var figure = self
        figure.size = size.usable
        if isTransparent { figure.theme = theme.withoutPage }
        let scale = figure.size.textScale
        figure.size.width /= scale
        figure.size.height /= scale
        figure.size.axesHeight = figure.size.axesHeight.map { $0 / scale }
        figure.size.greatestHeight = figure.size.greatestHeight.map { $0 / scale }
        return figure
    }

    /// Returns what sets the words of a figure in the sizes of print.
    func typesetter(_ measuring: some TextMeasuring) -> Typesetter {
        var typesetter = Typesetter(measuring: measuring, typeface: typeface)
        typesetter.leastSize = Typography.leastSize / min(size.textScale, 1)
        typesetter.breaksLines = sharesAxes
        return typesetter
    }
}

/// A figure with every decision made: what stands where.
struct FigureLayout {
    /// The figure as it was handed over.
    let asked: Figure
    /// The figure; as wide as a legend beside its panels leaves.
    let figure: Figure
    let pageWidth: Double
    let typesetter: Typesetter
    let heights: PageHeights
    let scenes: [PanelScene]
    let footnote: [MathBox]
    /// Legends with their upper left corners, in the order of the panels.
    let legends: [PlacedLegend]
    /// Names beside the ends of lines, by panel.
    let lineEnds: [LineEndLabels?]
    let colorBars: [ColorBar]
    /// Whether nothing was placed, since some axes turned out too small.
    let isGivenUp: Bool

    /// Lays a figure out.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - typesetter: Measures its words.
    ///   - needsRoom: Whether to place nothing as soon as some axes turn out too small; see
    ///     ``isGivenUp``.
    init(_ figure: Figure, _ typesetter: Typesetter, needsRoom: Bool = false) {
        let column = LegendColumn(beside: figure, typesetter)
        asked = figure
        let pageWidth = figure.size.width
        var figure = column.figure
        figure.panels = figure.panels.map(\.counted)
        if figure.bundlesLines { figure.panels = figure.panels.map(\.bundled) }
        var search = LayoutSearch(figure, typesetter)
        var found = search.run(needsRoom: needsRoom)
        // A list below takes room, which may cost another name its place; each round lists one more.
        while found.scenes.contains(where: { !$0.homeless.isEmpty }) {
            for (panel, scene) in found.scenes.enumerated() {
                figure.list(notes: scene.homeless, inPanel: panel)
            }
            search = LayoutSearch(figure, typesetter)
            found = search.run(needsRoom: needsRoom)
        }
        self.figure = figure
        self.pageWidth = pageWidth
        self.typesetter = typesetter
        heights = found.heights
        scenes = found.scenes
        footnote = found.footnote
        legends = found.legends + [column.legend(found.scenes)].compactMap(\.self)
        lineEnds = found.lineEnds
        colorBars = found.colorBars
        isGivenUp = found.isGivenUp
    }

    /// The shapes and texts, from the back to the front.
    var displayList: DisplayList {
        var items: [DisplayList.Item] = []
        if !figure.heading.isEmpty {
            let name = MathText(figure.heading).plainText
            items += .group(.title, name, headingTexts.flatMap(\.items))
        }
        items += scenes.indices.flatMap(panel)
        for labels in lineEnds.compactMap({ $0 }) {
            items.append(contentsOf: leaders(labels))
        }
        for legend in legends {
            let words = legend.texts(figure.theme).flatMap(\.items)
            items += .group(.legend, "", legend.items(figure.theme) + words)
        }
        let names = lineEnds.indices.flatMap { lineEndTexts($0) }
        items += .group(.legend, "", names.flatMap(\.items))
        for bar in colorBars {
            let name = MathText(bar.plan.scale.scale.label).plainText
            let words = bar.texts(figure.theme).flatMap(\.items)
            items += .group(.colorBar, name, bar.items(figure.theme) + words)
        }
        items += .group(.footnote, "", footnoteTexts.flatMap(\.items))
        return DisplayList(
            width: pageWidth, height: heights.page,
            background: figure.theme.background, dotsPerInch: figure.size.dotsPerInch,
            items: items, names: dotNames)
    }

    /// The names beside dots, by panel.
    private var dotNames: [DisplayList.DotName] {
        scenes.enumerated().flatMap { panel, scene in
            scene.content.notes.enumerated().compactMap { index, note in
                guard case .naming(let points) = note.place else { return nil }
                return DisplayList.DotName(
                    panel: panel, note: index, text: MathText(note.text).plainText,
                    dots: scene.visible(points))
            }
        }
    }

    /// Returns one panel with its words.
    private func panel(_ index: Int) -> [DisplayList.Item] {
        let words = axisWords(index)
        var drawing = PanelDrawing(scene: scenes[index], theme: figure.theme, words: words)
        if figure.theme.background.alpha == 0 {
            drawing.holes = legends.filter(\.hasBox).map(\.extent)
        }
        let title = words.title(letter: letter(index)).flatMap(\.items)
        let name = MathText(figure.panels[index].title).plainText
        return .group(.panel, name, drawing.items + .group(.title, name, title))
    }

    /// Returns the words around a panel's axes.
    func axisWords(_ index: Int) -> AxisWords {
        AxisWords(
            panel: figure.panels[index], frame: scenes[index].frame, rows: heights[panel: index],
            theme: figure.theme, typesetter: typesetter)
    }

    private func letter(_ index: Int) -> String? {
        figure.letter(ofPanel: index)
    }

    /// Every text of the page with its role.
    var texts: [PlacedText] {
        headingTexts + scenes.indices.flatMap { panelTexts($0) }
            + legends.flatMap { $0.texts(figure.theme) }
            + lineEnds.indices.flatMap { lineEndTexts($0) }
            + colorBars.flatMap { $0.texts(figure.theme) } + footnoteTexts
    }

    private var footnoteTexts: [PlacedText] {
        zip(footnote, heights.footnoteBaselines).map { line, baseline in
            PlacedText(
                role: .footnote, box: line, origin: Point(Typography.pagePadding, baseline),
                color: figure.theme.muted)
        }
    }

    private func panelTexts(_ index: Int) -> [PlacedText] {
        let scene = scenes[index]
        let words = axisWords(index)
        return words.ticks + words.labels + words.title(letter: letter(index)) + scene.notes
            + scene.cellWords + scene.contours.flatMap(\.labels)
    }

    /// Where names beside a panel's line ends begin.
    private func nameLeft(_ index: Int) -> Double {
        let right = scenes[index].frame.plot.right
        let hasLeaders = lineEnds[index]?.hasLeaders ?? false
        return right + (hasLeaders ? LineEndLabels.leaderGap : LineEndLabels.gap)
    }

    private func lineEndTexts(_ index: Int) -> [PlacedText] {
        guard let labels = lineEnds[index] else { return [] }
        return labels.labels.map { label in
            PlacedText(
                role: .lineName, box: label.name,
                origin: Point(nameLeft(index), label.middle + 0.3 * Typography.lineName.size),
                color: figure.theme.style(label.entry.style).textColor)
        }
    }

    /// Returns thin lines from the ends of lines to their names.
    private func leaders(_ labels: LineEndLabels) -> [DisplayList.Item] {
        guard labels.hasLeaders else { return [] }
        return labels.labels.filter { $0.entry.sample != .continued }.map { label in
            let color = figure.theme.style(label.entry.style).textColor
            let right = label.end.x
            let points = [
                Point(right + 1.5, label.end.y), Point(right + 3.5, label.end.y),
                Point(right + LineEndLabels.leaderGap - 4, label.middle),
                Point(right + LineEndLabels.leaderGap - 2, label.middle),
            ]
            return .path(points, Stroke(color: color, width: 0.5))
        }
    }
}
