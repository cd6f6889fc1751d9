// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Figures

/// Matrices that turn linear sRGB into what people without one kind of cones see.
///
/// - Source: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color
///   Vision Deficiency", IEEE TVCG 15(6), 2009, supplementary material, severity 1.0.
private let deficiencies: [(name: String, rows: [[Double]])] = [
    ("normal", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
        "protan",
        [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    (
        "deutan",
        [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    (
        "tritan",
        [
            [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
]

/// Returns a colour as people with a deficiency see it.
private func seen(_ color: Color, _ rows: [[Double]]) -> OKLab {
    let light = [color.red, color.green, color.blue].map(Color.linear)
    let parts = rows.map { row in
        min(max(zip(row, light).map(*).reduce(0, +), 0), 1)
    }
    func part(_ light: Double) -> Double {
        light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    }
    return OKLab(Color(red: part(parts[0]), green: part(parts[1]), blue: part(parts[2])))
}

/// Returns how different two colours look to whoever tells them apart worst: 0 for equal ones, 1 from
/// black to white.
private func worst(_ one: Color, _ other: Color) -> Double {
    deficiencies.map { deficiency in
        let (one, other) = (seen(one, deficiency.rows), seen(other, deficiency.rows))
        let (dl, da, db) = (one.lightness - other.lightness, one.a - other.a, one.b - other.b)
        return (dl * dl + da * da + db * db).squareRoot()
    }.min() ?? 0
}

/// The themes with colours, in their own palette and in every other.
private let colored: [Theme] = [Theme.light, .dark].flatMap { theme in
    [theme] + Palette.all.map(theme.colored)
}

/// Returns how different two colours look to whoever tells them apart worst, by CIEDE2000.
private func worstDifference(_ one: Color, _ other: Color) -> Double {
    deficiencies.map { deficiency in
        CIELab(seen(one, deficiency.rows).color).difference(
            from: CIELab(seen(other, deficiency.rows).color))
    }.min() ?? 0
}

/// Returns every pair of the series of a theme.
private func pairs(_ theme: Theme) -> [(SeriesStyle, SeriesStyle)] {
    theme.series.enumerated().flatMap { index, one in
        theme.series[(index + 1)...].map { (one, $0) }
    }
}

@Test("All eight series of a theme look different to everybody", arguments: [Theme.light, .dark])
func deficiency(theme: Theme) {
    #expect(theme.series.count == 8)
    for (one, other) in pairs(theme) {
        let difference = worstDifference(one.color, other.color)
        #expect(difference >= 13, "\(theme.name) \(one.color) \(other.color) \(difference)")
    }
}

@Test(
    "Four series of any palette look different to everybody; more are told apart by dash and marker"
)
func palettes() {
    for theme in [Theme.light, .dark].flatMap({ theme in Palette.all.map(theme.colored) }) {
        let first = theme.series.prefix(4)
        for (one, other) in pairs(theme) {
            let areFirst = first.contains(one) && first.contains(other)
            let difference = worstDifference(one.color, other.color)
            #expect(difference >= (areFirst ? 11.7 : 6), "\(theme.name) \(one.color) \(difference)")
        }
    }
}

@Test(
    "All series are apart as greys, in every palette, and differ in dash and marker",
    arguments: colored)
func greys(theme: Theme) {
    for (one, other) in pairs(theme) {
        let difference = abs(one.color.lightness - other.color.lightness)
        #expect(difference >= 6, "\(theme.name) \(one.color) \(other.color) \(difference)")
        // Lightness alone makes this much of a difference, whatever hues are seen.
        #expect(worst(one.color, other.color) >= 0.04)
    }
    for (index, one) in theme.series.prefix(8).enumerated() {
        for other in theme.series.prefix(8).dropFirst(index + 1) {
            #expect(one.dash != other.dash && one.marker != other.marker)
        }
    }
}

@Test("The difference of colours is that of CIEDE2000's published examples")
func ciede2000() {
    // Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula", 2005, table 1.
    let examples: [([Double], [Double], Double)] = [
        ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425),
        ([50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0000),
        ([50, 2.5, 0], [73, 25, -18], 27.1492),
        ([50, 2.5, 0], [61, -5, 29], 22.8977),
        ([50, 2.5, 0], [58, 24, 15], 19.4535),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
        ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
    ]
    for (one, other, expected) in examples {
        let (one, other) = (CIELab(one), CIELab(other))
        #expect(abs(one.difference(from: other) - expected) < 1e-4)
        #expect(abs(other.difference(from: one) - expected) < 1e-4)
    }
}

@Test("Every palette stands out from every page, and its words more so", arguments: colored)
func paletteContrast(theme: Theme) {
    #expect(theme.series.count >= 7)
    for style in theme.series {
        #expect(style.color.contrast(with: theme.background) >= 3)
        #expect(style.textColor.contrast(with: theme.background) >= 4.5)
    }
}

@Test("Palettes and maps are found by name and say where they come from")
func names() {
    #expect(Palette.named("tol-bright") == .bright)
    #expect(Palette.named("nosuch") == nil)
    #expect(Palette.all.allSatisfy { !$0.source.isEmpty })
    #expect(ColorMap.all.allSatisfy { !$0.source.isEmpty })
    #expect(Theme.print.colored(.bright) == .print)
}

/// The colours of a palette by their published names, and the names in the order of the series.
private struct Published: Sendable, CustomTestStringConvertible {
    let palette: Palette
    let colors: [String: UInt32]
    let order: String

    var testDescription: String { palette.name }

    /// - Source: Paul Tol, "Colour Schemes", SRON/EPS/TN/09-002, issue 3.2, 2021, figures 1 and 4.
    static let all = [
        Published(
            palette: .bright,
            colors: [
                "blue": 0x4477AA, "cyan": 0x66CCEE, "green": 0x228833, "yellow": 0xCCBB44,
                "red": 0xEE6677, "purple": 0xAA3377, "grey": 0xBBBBBB,
            ], order: "blue red cyan purple yellow green grey"),
        Published(
            palette: .muted,
            colors: [
                "indigo": 0x332288, "cyan": 0x88CCEE, "teal": 0x44AA99, "green": 0x117733,
                "olive": 0x999933, "sand": 0xDDCC77, "rose": 0xCC6677, "wine": 0x882255,
                "purple": 0xAA4499,
            ], order: "indigo olive wine cyan rose green purple teal sand"),
    ]
}

@Test("A palette has the published colours, in the order that figures rely on")
func published() {
    for one in Published.all {
        let names = one.order.split(separator: " ").map(String.init)
        #expect(one.palette.colors == names.compactMap { one.colors[$0].map { Color($0) } })
    }
}

@Test("The colours of the best-known methods stay what published figures have")
func firstColors() {
    func first(_ theme: Theme) -> [Color] { theme.series.prefix(3).map(\.color) }
    #expect(first(.light) == [Color(0x0072B2), Color(0xD55E00), Color(0x00A87A)])
    #expect(first(.dark) == [Color(0x56B4E9), Color(0xFFB000), Color(0x119933)])
}

@Test("A palette keeps its hues where its lightness has to move")
func hues() {
    for palette in Palette.all {
        for theme in [Theme.light, .dark] {
            for (published, style) in zip(palette.colors, theme.colored(palette).series) {
                let (one, other) = (OKLab(published), OKLab(style.color))
                let strength = (one.a * one.a + one.b * one.b).squareRoot()
                let left = (other.a * other.a + other.b * other.b).squareRoot()
                guard strength > 0.04, left > 0.04 else { continue }
                let cosine = (one.a * other.a + one.b * other.b) / (strength * left)
                #expect(cosine > 0.93, "\(palette.name) \(theme.name) \(published)")
            }
        }
    }
}

/// Every map on every theme.
private let maps = ColorMap.all.flatMap { map in Theme.all.map { (map, $0) } }

@Test("Maps go from light to dark or back without a turn, diverging ones from the middle out")
func monotone() {
    for (map, theme) in maps {
        let colors = map.colors(101, on: theme)
        let light = colors.map { $0.contrast(with: Color(0x000000)) }
        let isDiverging = map.isDiverging && theme.name != "print"
        let halves = isDiverging ? [Array(light[...50]), Array(light[50...])] : [light]
        for half in halves {
            let steps = zip(half, half.dropFirst()).map { $1 - $0 }
            let isRising = (half.last ?? 0) > (half.first ?? 0)
            #expect(steps.allSatisfy { isRising ? $0 > 0 : $0 < 0 }, "\(map.name) \(theme.name)")
        }
        #expect(abs((light.max() ?? 0) / (light.min() ?? 1)) > 5)
        #expect(colors.count == 101)
    }
}

@Test("Diverging maps have ends that everybody tells apart, and equally strong")
func divergingEnds() {
    for theme in [Theme.light, .dark] {
        let colors = ColorMap.poles.colors(11, on: theme)
        #expect(worst(colors[0], colors[10]) > 0.15)
        #expect(worst(colors[2], colors[8]) > 0.15)
        #expect(abs(OKLab(colors[0]).lightness - OKLab(colors[10]).lightness) < 0.02)
    }
}

@Test("On every colour of every map black or white words have contrast of 4.5 : 1")
func inks() {
    for (map, theme) in maps {
        for color in map.colors(256, on: theme) {
            #expect(Color.ink(on: [color]).contrast >= 4.5)
        }
    }
}

@Test("OKLab gives colours back, and knows the lightness of white")
func roundTrip() {
    for number in [0x000000, 0xFFFFFF, 0x0072B2, 0xD55E00, 0x123456] as [UInt32] {
        let color = Color(number)
        let back = OKLab(color).color
        #expect(abs(back.red - color.red) < 1e-4)
        #expect(abs(back.green - color.green) < 1e-4)
        #expect(abs(back.blue - color.blue) < 1e-4)
    }
    #expect(abs(OKLab(Color(0xFFFFFF)).lightness - 1) < 1e-4)
    #expect(abs(OKLab(Color(0xFF0000)).lightness - 0.62796) < 1e-4)
}

@Test("Contrast is that of WCAG 2, whatever the order")
func contrast() {
    let (white, black) = (Color(0xFFFFFF), Color(0x000000))
    for (color, expected) in [(black, 21), (Color(0x777777), 4.48), (Color(0x0000FF), 8.59)] {
        #expect(abs(color.contrast(with: white) - expected) < 0.005)
        #expect(color.contrast(with: white) == white.contrast(with: color))
    }
}

@Test("A mixed colour lies between two in all three parts")
func mixing() {
    let (red, blue) = (OKLab(Color(0xFF0000)), OKLab(Color(0x0000FF)))
    let middle = red.mixed(with: blue, part: 0.25)
    let parts = [\OKLab.lightness, \.a, \.b]
    for part in parts {
        let expected = 0.75 * red[keyPath: part] + 0.25 * blue[keyPath: part]
        #expect(abs(middle[keyPath: part] - expected) < 1e-12)
    }
}

@Test("A scale gives its midpoint the middle colour and keeps to its ends")
func scale() {
    let colors = ColorMap.poles.colors(256, on: .light)
    let linear = ResolvedScale(
        .diverging("w", midpoint: 1), numbers: 0...3, theme: .light)
    #expect(linear.range == 0...3)
    #expect(linear.color(of: 0) == colors.first)
    #expect(linear.color(of: 3) == colors.last)
    #expect(linear.color(of: 1) == colors[128])
    #expect(linear.color(of: -5) == colors.first)
    #expect(linear.color(of: .infinity) == colors.last)
    #expect(linear.color(of: .nan) == nil)
    let factors = ResolvedScale(
        ColorScale("w", scale: .logarithmic, range: 0.1...10), numbers: nil, theme: .light)
    let middle = ColorMap.lagoon.colors(256, on: .light)[127...128]
    #expect(middle.contains { $0 == factors.color(of: 1) })
    #expect(factors.color(of: 0) == factors.color(of: 0.1))
    let above = ResolvedScale(.diverging("w", midpoint: 1), numbers: 2...3, theme: .light)
    #expect(above.range == 1...3)
}

@Test("Equal scales share one range and one bar, others have their own")
func bars() {
    func panel(_ scale: ColorScale, _ values: [Double]) -> Panel {
        let grid = CellGrid(columns: 2, rows: 1, values: values)
        return Panel(
            x: Axis("x"), y: Axis("y"), marks: [.heatmap(Mark.Heatmap(grid, scale: scale))])
    }
    let shared = Figure(
        title: "", panels: [panel(ColorScale("w"), [0, 1]), panel(ColorScale("w"), [-3, 0])],
        size: .wide)
    let one = arranged(shared)
    #expect(one.colorBars.map(\.plan.scale.range) == [-3...1])
    #expect(one.colorBars.first?.plan.panel == 1)
    let apart = Figure(
        title: "", panels: [panel(ColorScale("w"), [0, 1]), panel(ColorScale("h"), [-3, 0])],
        size: .wide)
    #expect(arranged(apart).colorBars.map(\.plan.scale.range) == [0...1, -3...0])
    for layout in [one, arranged(apart)] {
        for bar in layout.colorBars {
            #expect(bar.ticks.filter { $0.label != nil }.count >= 2)
            #expect(bar.right <= layout.figure.size.width - Typography.pagePadding + 0.01)
        }
    }
}
