// SPDX-License-Identifier: GPL-3.0-or-later

/// Tries plans for a figure until every name and note has a good place.
struct LayoutSearch {
    /// What was decided.
    struct Found {
        var heights: PageHeights
        var scenes: [PanelScene]
        var footnote: [MathBox]
        var legends: [PlacedLegend]
        var lineEnds: [LineEndLabels?]
        var colorBars: [ColorBar]
        /// Whether axes turned out too small where that was reason enough to give up.
        var isGivenUp = false
    }

    let figure: Figure
    let typesetter: Typesetter
    private let contents: [PanelContent]
    private var plans: [PanelPlan]
    /// Where the names of lines stand in the whole figure.
    private(set) var naming: NamingPlan
    /// Whether the panels' one legend stands above all of them.
    private var isShared = false
    /// Panels whose notes no headroom could help.
    private var hopeless: Set<Int>
    /// The ends of all colour scales.
    private let book: ScaleBook
    private let colorBars: [ColorBarPlan]
    private let footnote: [MathBox]

    init(_ figure: Figure, _ typesetter: Typesetter) {
        self.figure = figure
        self.typesetter = typesetter
        let contents = figure.panels.map(PanelContent.init)
        self.contents = contents
        let naming = NamingPlan(figure, contents, allowsLineEnds: true)
        self.naming = naming
        plans = zip(figure.panels, contents).map { panel, content in
            PanelPlan(
                panel.naming, content, figure.legendPlace, allowsLineEnds: naming.isDirect)
        }
        // Above a picture there is nothing to make room in.
        hopeless = Set(contents.indices.filter { contents[$0].isFilled })
        book = ScaleBook(contents, theme: figure.theme)
        colorBars = ColorBarPlan.all(contents, PageGrid(figure), book)
        footnote = PageFrames.footnote(figure, typesetter)
        if figure.legendPlace == .above { shareAbove() }
    }

    /// Puts the legend that panels share above all of them, where there is one.
    private mutating func shareAbove() {
        isShared = !naming.sharing.isEmpty
        for index in naming.sharing { plans[index].places = [.nowhere] }
    }

    /// Returns the first layout that nothing speaks against.
    ///
    /// - Parameter needsRoom: Whether to give up as soon as some axes turn out too small.
    /// - Returns: Nothing placed where it was given up.
    mutating func run(needsRoom: Bool = false) -> Found {
        var scenes: [PanelScene] = []
        while true {
            let page = PageFrames(
                figure: figure, contents: contents, plans: plans, typesetter: typesetter,
                sharedLegend: isShared ? sharedLegend : nil, colorBars: colorBars,
                footnote: footnote)
            let (heights, frames) = page.settled()
            if needsRoom, !page.haveRoom(heights, frames) {
                // Names beside lines take room from the axes that a legend would leave them.
                guard plans.contains(where: \.isDirect) else {
                    return Found(
                        heights: heights, scenes: [], footnote: [], legends: [], lineEnds: [],
                        colorBars: [], isGivenUp: true)
                }
                takeLegends()
                continue
            }
            scenes = frames.indices.map { index in
                // Most plans change one panel only.
                if index < scenes.count, scenes[index].frame == frames[index] {
                    return scenes[index]
                }
                return PanelScene(
                    contents[index], in: frames[index], theme: figure.theme, book, typesetter)
            }
            if raiseHeadroom(scenes) { continue }
            guard let names = place(scenes, heights, page) else { continue }
            return Found(
                heights: heights, scenes: scenes, footnote: footnote, legends: names.legends,
                lineEnds: names.lineEnds,
                colorBars: colorBars.map { page.colorBar($0, frames[$0.panel], heights) })
        }
    }

    /// Makes room above the data of panels whose notes lie on curves.
    ///
    /// - Returns: Whether the layout has to be made anew.
    private mutating func raiseHeadroom(_ scenes: [PanelScene]) -> Bool {
        var hasChanged = false
        for index in scenes.indices
        where scenes[index].isCrowded && figure.panels[index].y.range == nil
            && !hopeless.contains(index)
        {
            if !plans[index].raiseHeadroom() { hopeless.insert(index) }
            hasChanged = true
        }
        return hasChanged
    }

    /// Places every name; where one finds no place, changes the plan and returns nil.
    private mutating func place(
        _ scenes: [PanelScene], _ heights: PageHeights, _ page: PageFrames
    ) -> (legends: [PlacedLegend], lineEnds: [LineEndLabels?])? {
        var legends: [PlacedLegend] = []
        if isShared {
            legends.append(sharedLegendAbove(scenes, heights))
        } else if !naming.sharing.isEmpty {
            guard let shared = bestPlaced(scenes, heights) else {
                shareAbove()
                return nil
            }
            legends.append(shared)
        }
        var lineEnds: [LineEndLabels?] = scenes.map { _ in nil }
        for index in scenes.indices where !naming.sharing.contains(index) {
            switch plans[index].place {
            case .nowhere: continue
            case .above:
                guard let box = page.legendAbove(index) else { continue }
                legends.append(PlacedLegend(box, over: scenes[index].frame, heights[panel: index]))
            case .inside:
                guard let legend = inside(scenes[index], contents[index].entries)?.legend else {
                    makeRoomForLegend(index)
                    return nil
                }
                legends.append(legend)
            case .lineEnds, .lineEndsWithLeaders:
                guard let labels = self.lineEnds(scenes[index], index, page) else {
                    leaveLineEnds(index)
                    return nil
                }
                lineEnds[index] = labels
            }
        }
        return (legends, lineEnds)
    }

    /// Makes room above the data for a legend that fits nowhere, else tries another place.
    private mutating func makeRoomForLegend(_ index: Int) {
        let canRaise = figure.panels[index].y.range == nil && !hopeless.contains(index)
        if canRaise, plans[index].raiseHeadroom(upTo: 0.55) { return }
        plans[index].headroom = 0
        plans[index].tryNextPlace()
    }

    /// Tries another place for names that do not stand well beside their lines; where that is a
    /// legend, all panels get one.
    private mutating func leaveLineEnds(_ index: Int) {
        let isLast = plans[index].place == .lineEndsWithLeaders
        let isAlone = figure.panels[index].naming == .legend
        guard isLast, !isAlone else { return plans[index].tryNextPlace() }
        takeLegends()
    }

    /// Puts the names of all panels into legends.
    private mutating func takeLegends() {
        naming = NamingPlan(figure, contents, allowsLineEnds: false)
        for (index, panel) in figure.panels.enumerated() {
            let headroom = plans[index].headroom
            plans[index] = PanelPlan(
                panel.naming, contents[index], figure.legendPlace, allowsLineEnds: false)
            plans[index].headroom = headroom
        }
    }
}

extension LayoutSearch {
    /// Returns the legend above all panels, from the first axes on where it is not too wide.
    private func sharedLegendAbove(_ scenes: [PanelScene], _ heights: PageHeights) -> PlacedLegend {
        let box = sharedLegend
        let rightmost = figure.size.width - Typography.pagePadding - box.width
        let left = min(scenes.first?.frame.plot.x ?? rightmost, rightmost)
        return PlacedLegend(
            box: box, corner: Point(max(Typography.pagePadding, left), heights.legendTop),
            hasBox: false)
    }

    /// The legend above all panels.
    private var sharedLegend: LegendBox {
        LegendBox.rows(
            naming.entries, width: figure.size.width - 2 * Typography.pagePadding, typesetter)
    }

    /// Returns the shared legend in a place of the grid without a panel, else in the panel where it
    /// fits best, or nil where it fits nowhere.
    private func bestPlaced(_ scenes: [PanelScene], _ heights: PageHeights) -> PlacedLegend? {
        inFreeCell(scenes, heights)
            ?? naming.sharing.compactMap { inside(scenes[$0], naming.entries) }
            .min { $0.cost < $1.cost }?.legend
    }

    /// Returns the shared legend in a place of the grid without a panel.
    private func inFreeCell(_ scenes: [PanelScene], _ heights: PageHeights) -> PlacedLegend? {
        for cell in heights.grid.freeCells {
            guard let above = heights.grid.panels(inColumn: cell.column).first else { continue }
            let frame = scenes[above].frame
            let row = heights.rows[cell.row]
            let room = Box(
                x: frame.plot.x, y: row.plotTop, width: frame.column.upperBound - frame.plot.x,
                height: row.plotBottom - row.plotTop)
            guard let box = LegendBox.fitting(naming.entries, in: room, typesetter) else {
                continue
            }
            return PlacedLegend(box: box, corner: Point(room.x, room.y), hasBox: false)
        }
        return nil
    }

    /// Returns a legend inside one panel, the tallest shape that fits.
    private func inside(
        _ scene: PanelScene, _ entries: [LegendEntry]
    ) -> (legend: PlacedLegend, cost: Double)? {
        for shape in LegendBox.shapes(entries, in: scene.frame.plot, typesetter) {
            if let (corner, cost) = scene.room.place(shape) {
                return (PlacedLegend(box: shape, corner: corner, hasBox: true), cost)
            }
        }
        return nil
    }

    /// Returns names beside one panel's line ends, or nil where they would not read well.
    private func lineEnds(
        _ scene: PanelScene, _ index: Int, _ page: PageFrames
    ) -> LineEndLabels? {
        guard let ends = scene.lineEnds else { return nil }
        var labels = LineEndLabels(
            ends, in: scene.frame.plot, room: page.nameRoom, typesetter)
        labels.hasLeaders = plans[index].place == .lineEndsWithLeaders
        let line = Typography.lineName.lineHeight
        let isRoomy = Double(ends.count) * line <= scene.frame.plot.height
        let farthest = labels.hasLeaders ? 3 * line : 0.5 * line
        return isRoomy && labels.isWhole && labels.displacement <= farthest ? labels : nil
    }
}
