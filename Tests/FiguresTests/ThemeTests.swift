// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Figures
import Testing

@Test("Lines and words stand out from their page", arguments: Theme.all)
func contrast(theme: Theme) {
    for style in theme.series {
        #expect(style.color.contrast(with: theme.background) >= 3)
        #expect(style.textColor.contrast(with: theme.background) >= 4.5)
    }
    for color in [theme.foreground, theme.muted] {
        #expect(color.contrast(with: theme.background) >= 4.5)
        #expect(color.contrast(with: theme.shade) >= 4.5)
        #expect(color.contrast(with: theme.hatchedShade) >= 4.5)
    }
}

@Test("Eight series differ in dash, colour and marker", arguments: Theme.all)
func distinct(theme: Theme) {
    #expect(theme.series.count == 8)
    #expect(Set(theme.series.map(\.dash)).count == 8)
    #expect(Set(theme.series.map(\.color)).count == 8)
    #expect(Set(theme.series.map(\.marker)).count == 8)
}

@Test("The first 64 series all look different, in every palette")
func sixtyFour() {
    let themes =
        Theme.all + [Theme.light, .dark].flatMap { theme in Palette.all.map(theme.colored) }
    for theme in themes {
        let styles = (0..<64).map(theme.style)
        #expect(Set(styles.map { "\($0.color) \($0.dash)" }).count == 64, "\(theme.name)")
        #expect(Set(styles.map { "\($0.color) \($0.marker)" }).count == 64, "\(theme.name)")
    }
    #expect(Theme.light.style(9).color == Theme.light.series[1].color)
    #expect(Theme.light.style(Mark.neutralStyle).color == Theme.light.muted)
    #expect(Theme.named("dark") == .dark)
    #expect(Theme.named("nosuch") == nil)
}

@Test("Lines of the print theme differ in dash and weight, without a look at their greys")
func printed() {
    let looks = (0..<24).map(Theme.print.style).map { "\($0.dash) \($0.width)" }
    #expect(Set(looks).count == 24)
    #expect(Set(Theme.print.series.map(\.width)).count == 3)
    let widths = Set(Theme.print.series.map(\.width)).sorted()
    for (thin, thick) in zip(widths, widths.dropFirst()) { #expect(thick >= 1.25 * thin) }
    let strokes = Theme.print.series.map(Stroke.init(curve:))
    #expect(Set(strokes.map { "\($0.dash) \($0.width)" }).count == 8)
    // Gaps stay open, and dashes shorter than a legend's sample.
    for dash in strokes.map(\.dash) where !dash.isEmpty {
        for gap in stride(from: 1, to: dash.count, by: 2) { #expect(dash[gap] >= 1.3) }
        #expect((dash.first ?? 0) <= Typography.sampleLength + 1)
    }
    #expect(Theme.light.series.allSatisfy { $0.width == 1 })
}

@Test("A series gets another style wherever it occurs, and the others keep theirs")
func replaced() {
    let red = Color(0xFF0000)
    let theme = Theme.light.replacing([2: Theme.light.style(2).with(color: red, dash: [])])
    #expect(theme.style(2).color == red && theme.style(2).textColor == red)
    #expect(theme.style(2).dash.isEmpty && theme.style(2).marker == Theme.light.style(2).marker)
    #expect(theme.style(1) == Theme.light.style(1) && theme.style(10) == Theme.light.style(10))
    #expect(theme.withoutPage.style(2).color == red)
    let line = Mark.Line(name: "CISPO", style: 2, pieces: [], identity: "cispo")
    let bars = Mark.Bars(name: "GRPO", style: 0, edges: [], heights: [], identity: "grpo")
    let series = [Mark.line(line), .bars(bars)].flatMap(\.series)
    #expect(series.map(\.identity) == ["cispo", "grpo"] && series.map(\.style) == [2, 0])
}

@Test("Contrast is 21 between black and white and 1 between equals")
func extremes() {
    #expect(abs(Color(0x000000).contrast(with: Color(0xFFFFFF)) - 21) < 1e-9)
    #expect(Color(0x0072B2).contrast(with: Color(0x0072B2)) == 1)
}

@Test("Areas of the first nine styles have different patterns", arguments: Theme.all)
func areaPatterns(theme: Theme) {
    let patterns = (0..<9).map { theme.areaStyle($0).pattern }
    #expect(Set(patterns).count == 9)
    let box = Box(x: 3, y: 5, width: 40, height: 30)
    let drawn = patterns.map { pattern in
        let style = AreaStyle(fill: Color(0), line: Color(0), pattern: pattern)
        return [DisplayList.Item.path([], HatchLines.stroke(style))]
            + HatchLines(box: box).lines(pattern).map { .path($0, HatchLines.stroke(style)) }
    }
    for (index, pattern) in drawn.enumerated() {
        #expect(!drawn[(index + 1)...].contains(pattern))
    }
}
