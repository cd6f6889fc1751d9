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
    }

    private let figure: Figure
    private let typesetter: Typesetter
    private let contents: [PanelContent]
    private var plans: [PanelPlan]
    /// The panels whose lines have the same names, so that one legend does for all.
    private let sharing: [Int]
    /// What that legend names.
    private let sharedEntries: [LegendEntry]
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
        plans = zip(figure.panels, contents).map { panel, content in
            PanelPlan(panel.naming, content, figure.legendPlace)
        }
        // Above a picture there is nothing to make room in.
        hopeless = Set(contents.indices.filter { contents[$0].isFilled })
        book = ScaleBook(contents, theme: figure.theme)
        colorBars = ColorBarPlan.all(contents, PageGrid(figure), book)
        footnote = PageFrames.footnote(figure, typesetter)
        let isWished = figure.legendPlace != nil
        let candidates = figure.panels.indices.filter {
            let naming = figure.panels[$0].naming
            return (naming == .legend || isWished && naming == .lineEnds)
                && !contents[$0].entries.isEmpty
        }
        sharedEntries = Self.sharedEntries(candidates.map { contents[$0] })
        sharing = sharedEntries.isEmpty ? [] : candidates
        if figure.legendPlace == .above { shareAbove() }
    }

    /// Puts the legend that panels share above all of them, where there is one.
    private mutating func shareAbove() {
        isShared = !sharing.isEmpty
        for index in sharing { plans[index].places = [.nowhere] }
    }

    /// Returns what one legend for some panels names; nothing where each needs its own.
    ///
    /// Panels share a legend if their entries are the same. Pictures do so too if nothing in one
    /// contradicts another: classes that do not occur in a panel cannot mislead there.
    private static func sharedEntries(_ contents: [PanelContent]) -> [LegendEntry] {
        guard contents.count > 1 else { return [] }
        let isSame = Set(contents.map { Set($0.entries) }).count == 1
        guard isSame || contents.allSatisfy(\.isFilled) else { return [] }
        var entries: [LegendEntry] = []
        for entry in contents.flatMap(\.entries) where !entries.contains(entry) {
            entries.append(entry)
        }
        let isClear = Set(entries.map(\.name)).count == entries.count
        return isSame || isClear ? entries : []
    }

    /// Returns the first layout that nothing speaks against.
    mutating func run() -> Found {
        var scenes: [PanelScene] = []
        while true {
            let page = PageFrames(
                figure: figure, contents: contents, plans: plans, typesetter: typesetter,
                sharedLegend: isShared ? sharedLegend : nil, colorBars: colorBars,
                footnote: footnote)
            let (heights, frames) = page.settled()
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
        } else if !sharing.isEmpty {
            guard let shared = bestInside(scenes) else {
                shareAbove()
                return nil
            }
            legends.append(shared)
        }
        var lineEnds: [LineEndLabels?] = scenes.map { _ in nil }
        for index in scenes.indices where !sharing.contains(index) {
            switch plans[index].place {
            case .nowhere: continue
            case .above:
                guard let box = page.legendAbove(index) else { continue }
                legends.append(PlacedLegend(box, over: scenes[index].frame, heights[panel: index]))
            case .inside:
                guard let legend = inside(scenes[index])?.legend else {
                    makeRoomForLegend(index)
                    return nil
                }
                legends.append(legend)
            case .lineEnds, .lineEndsWithLeaders:
                guard let labels = self.lineEnds(scenes[index], index, page) else {
                    plans[index].tryNextPlace()
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
            sharedEntries, width: figure.size.width - 2 * Typography.pagePadding, typesetter)
    }

    /// Returns the shared legend in the panel where it fits best, or nil where it fits in none.
    private func bestInside(_ scenes: [PanelScene]) -> PlacedLegend? {
        sharing.compactMap { inside(scenes[$0]) }.min { $0.cost < $1.cost }?.legend
    }

    /// Returns the legend inside one panel, the tallest shape that fits.
    private func inside(_ scene: PanelScene) -> (legend: PlacedLegend, cost: Double)? {
        let shapes = LegendBox.shapes(scene.content.entries, in: scene.frame.plot, typesetter)
        for shape in shapes {
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
        return isRoomy && labels.displacement <= farthest ? labels : nil
    }
}
