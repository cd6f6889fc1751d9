// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a figure with a curve that jumps, a legend, regions and a heatmap.
private func sample(_ theme: Theme = .light) -> Figure {
    let jump = Mark.Line(
        name: "GRPO", style: 0, pieces: [[Point(0, 1), Point(1, 1)], [Point(1, 0), Point(2, 0)]],
        closedEnds: [Point(1, 1)], openEnds: [Point(1, 0)])
    let lines = Panel(
        title: "Curves", x: Axis("ratio $r$"), y: Axis("weight"),
        marks: [
            .line(jump), .region(Mark.Region(x: 1.5...2, isHatched: true, note: ["masked"])),
            .note(Mark.Note("cap", .corner)),
        ])
    let grid = CellGrid(x: 0...1, y: 0...1, columns: 8, rows: 8) { x, y in x - y }
    let heat = Panel(
        title: "Surface", x: Axis("p"), y: Axis("q"),
        marks: [
            .heatmap(Mark.Heatmap(grid, scale: .diverging("gain", midpoint: 0))),
            .contours(Mark.Contours(grid, levels: [0])), .note(Mark.Note("seed 1", .corner)),
        ])
    return Figure(
        title: "", panels: [lines, heat], size: .wide, theme: theme, footnote: "toy simulation")
}

@Test("All words of a serif figure are serif")
func serif() {
    var figure = sample()
    figure.typeface = .serif
    for case .text(_, at: _, let font, color: _, angle: _) in figure.layout(
        measuring: RuleOfThumb()
    ).flattened {
        #expect(font.typeface == .serif)
    }
}

@Test("A transparent figure paints its page's colour nowhere", arguments: Theme.all)
func transparent(theme: Theme) throws {
    var figure = sample(theme)
    figure.isTransparent = true
    let picture = try #require(arranged(figure).scenes.last).frame.plot
    let list = figure.layout(measuring: RuleOfThumb())
    #expect(list.background.alpha == 0)
    func isPage(_ color: Color?) -> Bool {
        guard let color, color.alpha > 0 else { return false }
        return color.opacity(1) == theme.background
    }
    for item in list.flattened {
        switch item {
        case .rectangle(let box, radius: _, let fill, let stroke):
            // On a picture words may have a ground of their own.
            #expect(!isPage(fill) && !isPage(stroke?.color) || picture.contains(box))
        case .circle(center: _, radius: _, let fill, stroke: _), .polygon(_, let fill):
            #expect(!isPage(fill))
        case .path: break  // On pictures lines may be white, as pages are.
        case .image, .text, .clipped, .group: break
        }
    }
}

@Test("Where no page hides it, a curve does not reach into its open dot")
func openDot() throws {
    var figure = sample()
    figure.isTransparent = true
    let layout = arranged(figure)
    let scene = try #require(layout.scenes.first)
    let open = try #require(scene.frame.place(Point(1, 0)))
    let color = Theme.light.series[0].color
    let list = figure.layout(measuring: RuleOfThumb())
    let dot = list.flattened.contains { item in
        guard case .circle(let center, radius: _, let fill, stroke: _) = item else { return false }
        return fill.alpha == 0 && abs(center.x - open.x) < 1
    }
    #expect(dot)
    for case .path(let points, let stroke) in list.flattened where stroke.color == color {
        for point in points where abs(point.y - open.y) < 0.5 {
            #expect(abs(point.x - open.x) > 1)
        }
    }
}

@Test("Where no page hides them, lines of the grid do not run through a legend")
func gridAroundLegend() throws {
    let marks = (0..<6).map { index in
        let points = [Point(0, 0), Point(1, Double(index) / 10)]
        return Mark.line(Mark.Line(name: "method \(index)", style: index, pieces: [points]))
    }
    var figure = Figure(
        title: "", panels: [Panel(x: Axis("x"), y: Axis("y"), marks: marks)],
        theme: .light.withoutPage)
    let legend = try #require(arranged(figure).legends.first { $0.hasBox }).extent
    let around = arranged(figure).displayList.flattened
    figure.theme = .light
    let behind = arranged(figure).displayList.flattened
    func crossing(_ items: [DisplayList.Item]) -> Int {
        items.filter { item in
            guard case .path(let points, let stroke) = item, stroke.color == Theme.light.grid
            else { return false }
            return !Clipping.line(points, to: legend.outset(-0.1)).isEmpty
        }.count
    }
    #expect(crossing(around) == 0)
    #expect(crossing(behind) > 0)
}

@Test("A slide's words are larger by its scale, and everything stands where it stood")
func slide() {
    let small = sample().layout(measuring: RuleOfThumb())
    var figure = sample()
    figure.size = FigureSize(
        width: 3 * FigureSize.wide.width, height: 3 * FigureSize.wide.height, textScale: 3)
    let large = figure.layout(measuring: RuleOfThumb())
    #expect(large.width == figure.size.width && large.height == figure.size.height)
    #expect(small.texts == large.texts)
    for (one, other) in zip(small.flattened, large.flattened) {
        guard case .text(_, at: let place, let font, color: _, angle: _) = one,
            case .text(_, at: let far, let big, color: _, angle: _) = other
        else { continue }
        #expect(abs(big.size - 3 * font.size) < 1e-9)
        #expect(abs(far.x - 3 * place.x) < 1e-6 && abs(far.y - 3 * place.y) < 1e-6)
    }
}

@Test("Presets have real sizes, sources, and words from 6 points up", arguments: SizePreset.all)
func presets(preset: SizePreset) {
    #expect(SizePreset.named(preset.name) == preset)
    #expect(!preset.source.isEmpty)
    #expect(preset.size.width == preset.width)
    #expect(preset.isPage == (preset.size.axesHeight == nil))
    var figure = sample()
    figure.panels = [figure.panels[0]]
    figure.size = preset.size
    let list = figure.layout(measuring: RuleOfThumb())
    #expect(list.width == preset.width)
    #expect(preset.isPage ? list.height == preset.height : list.height > preset.height)
    let sizes = list.flattened.compactMap { item -> Double? in
        guard case .text(_, at: _, let font, color: _, angle: _) = item else { return nil }
        return font.size
    }
    #expect(!sizes.isEmpty)
    #expect(sizes.allSatisfy { $0 >= 6 * preset.textScale - 1e-9 })
}

@Test("Widths of papers are those of their style files, in points")
func paperWidths() {
    #expect(SizePreset.named("neurips")?.width == 396)
    #expect(SizePreset.named("neurips-half")?.width == 198)
    #expect(SizePreset.named("icml-column")?.width == 234)
    #expect(SizePreset.named("icml")?.width == 486)
    #expect(abs((SizePreset.named("acl-column")?.width ?? 0) - 218.27) < 0.01)
    #expect(SizePreset.named("iclr")?.width == 396)
    #expect(SizePreset.named("nosuch") == nil)
}

/// Every group of some items, those inside others included.
private func groups(_ items: [DisplayList.Item]) -> [DisplayList.Group] {
    items.flatMap { item -> [DisplayList.Group] in
        switch item {
        case .group(let group, let inner): [group] + groups(inner)
        case .clipped(_, let inner): groups(inner)
        case .path, .polygon, .rectangle, .circle, .text, .image: []
        }
    }
}

@Test("Whatever is drawn belongs to a named group")
func structure() {
    let list = sample().layout(measuring: RuleOfThumb())
    let found = groups(list.items)
    for group: DisplayList.Group in [
        .init(.panel, "Curves"), .init(.panel, "Surface"), .init(.title, "Curves"),
        .init(.axis, "ratio r"), .init(.axis, "weight"), .init(.series, "GRPO"),
        .init(.region, "masked"), .init(.note), .init(.legend), .init(.footnote),
        .init(.colorBar, "gain"), .init(.series, "gain"), .init(.series, "0"),
    ] {
        #expect(found.contains(group), "\(group)")
    }
    for item in list.items {
        guard case .group = item else {
            #expect(Bool(false), "outside of groups: \(item)")
            continue
        }
    }
}
