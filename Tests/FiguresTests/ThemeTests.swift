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

@Test("Eight series differ in dash, and on screens in colour as well", arguments: Theme.all)
func distinct(theme: Theme) {
    #expect(theme.series.count == 8)
    #expect(Set(theme.series.map(\.dash)).count == 8)
    if theme.name != "print" { #expect(Set(theme.series.map(\.color)).count == 8) }
}

@Test("Colours start anew after the last with other dashes, and the neutral style is grey")
func styles() {
    #expect(Theme.light.style(9).color == Theme.light.series[1].color)
    for theme in Theme.all {
        #expect(Set((0..<16).map(theme.style)).count == 16, "\(theme.name)")
    }
    #expect(Theme.light.style(Mark.neutralStyle).color == Theme.light.muted)
    #expect(Theme.named("dark") == .dark)
    #expect(Theme.named("nosuch") == nil)
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
