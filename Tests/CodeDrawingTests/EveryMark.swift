// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Signs that end a line, a literal or a formula somewhere.
let hostile = "a\"b'c\\d$e%f{g}h#i&j_k^l~m\u{1B}[31m\u{202E}\r\nn"

/// A line with ends, markers and a gap.
private let line = Mark.Line(
    name: "GRPO", style: 0,
    pieces: [[Point(0.5, 0.5), Point(1, 1), Point(1.2, 1.2)], [Point(1.3, .nan)]],
    closedEnds: [Point(1.2, 1.2)], openEnds: [Point(1.2, 0)], markerStride: 2)

private let grid = CellGrid(
    x: 0...1, y: 0...1, columns: 30, rows: 24
) { x, y in x < 0.2 ? .nan : 1 + x - y }

private let ratio = Axis(
    "ratio $r = \\frac{\\pi}{\\pi_{old}}$", scale: .logarithmic, range: 0.2...5)

/// A panel with the marks that stand on numbers.
private let curves = Panel(
    title: "Good tokens, $A > 0$", x: ratio, y: Axis("weight"),
    marks: [
        .region(Mark.Region(x: 1.2...(.infinity), isHatched: true, note: ["masked", "$r > 1$"])),
        .band(
            Mark.Band(
                style: 1, lower: [Point(0.5, 0), Point(2, 0.1)],
                upper: [Point(0.5, 1), Point(2, 1.1)])),
        .rule(Mark.Rule(at: 1, isHorizontal: true)), .rule(Mark.Rule(at: 1, isHorizontal: false)),
        .line(line),
        .points(Mark.Points(name: "tokens", style: 4, points: [Point(1, 0.4), Point(3, 0.2)])),
        .note(Mark.Note("cap $c = 3$", .above(Point(2, 1)))),
        .note(Mark.Note("low", .below(Point(2, 1)))),
        .note(Mark.Note("corner", .corner)), .note(Mark.Note("at", .at(Point(1, 2)))),
        .note(Mark.Note("dot", .naming([Point(1, 0.4)]))),
    ])

/// A panel with colours over a plane, with lines of equal number.
private let plane = Panel(
    title: "plane", x: Axis("x"), y: Axis("y"),
    marks: [
        .heatmap(
            Mark.Heatmap(
                grid, scale: .diverging("weight $w$", midpoint: 1, scale: .logarithmic),
                missingName: "masked")),
        .contours(Mark.Contours(grid, levels: [1, 1.5])),
    ])

private let cells = Panel(
    title: "cells", x: Axis("x", scale: .categories(["one", "two"])),
    y: Axis("y", scale: .categories(["up", "down"])),
    marks: [
        .heatmap(
            Mark.Heatmap(
                CellGrid(columns: 2, rows: 2, values: [1, 2, .nan, 4]), scale: ColorScale("n"),
                words: ["1", "2", "", "4"]))
    ])

private let classes = Panel(
    title: "$α β γ δ ε ζ η θ ι κ λ μ ν ξ π ρ σ τ υ φ χ ψ ω ℓ Γ Δ Θ Λ Ξ Π Σ Φ Ψ Ω$",
    x: Axis("$∇ ∂ ∞ ∑ ∏ ‖a‖ ′ ≥ ≤ ≠ ≈ ∼ × · ± ∈ → ∣ ∝ ≪ ≫ \\lVert x \\rVert …$"), y: Axis("y"),
    marks: [
        .classes(
            Mark.ClassMap(
                CellGrid(x: 0...1, y: 0...1, columns: 8, rows: 8) { x, y in x < y ? 0 : 1 },
                classes: [.init("kept", style: 0), .init("masked", style: 5)])),
        .area(
            Mark.Area(
                name: "flipped", style: 2,
                shapes: [[Point(0.1, 0.1), Point(0.4, 0.1), Point(0.3, 0.4)]])),
    ])

private let bars = Panel(
    title: "bars", x: Axis("x"), y: Axis("count", scale: .logarithmic),
    marks: Mark.Bars.Form.allCases.enumerated().map { index, form in
        .bars(
            Mark.Bars(
                name: "\(form)", style: index, edges: [0, 1, 2, 3], heights: [10, 0, 1], form: form)
        )
    })

private let strip = Panel(
    title: "tokens", x: Axis(""), y: Axis(""),
    marks: [
        .tokens(
            Mark.TokenStrip(
                tokens: ["So", " 2", "$x_1$", "%"],
                rows: [
                    .init("GRPO", values: [1, 1.5, .nan, 0.5]),
                    .init("ASPO", values: [1, 1, 1, 1]),
                ],
                scale: .diverging("weight", midpoint: 1), showsNumbers: true))
    ])

/// Marks that go far beyond their axes, and some that lie there.
private let beyond = Panel(
    title: "beyond", x: Axis("x", range: 0...1), y: Axis("y", scale: .logarithmic, range: 0.1...10),
    marks: [
        .area(
            Mark.Area(
                name: "far", style: 1,
                shapes: [[Point(0, 1), Point(0.5, 1e9), Point(1e9, 1e9), Point(1e9, 1)]])),
        .line(
            Mark.Line(
                name: "steep", style: 0,
                pieces: [[Point(-1e12, 1e-200), Point(0.5, 1), Point(2, 1e300)]],
                closedEnds: [Point(1e12, 1)])),
        .points(Mark.Points(name: "out", style: 3, points: [Point(7e77, 1), Point(0.2, 5)])),
        .rule(Mark.Rule(at: 1e20, isHorizontal: true)),
        .note(Mark.Note("elsewhere", .at(Point(1e15, 1)))),
    ])

private let names = Panel(
    title: MathText.literal(hostile), x: Axis(MathText.literal(hostile)),
    y: Axis(MathText.literal(hostile)),
    marks: [
        .line(
            Mark.Line(
                name: MathText.literal(hostile), style: 0, pieces: [[Point(0, 0), Point(1, 1)]])),
        .note(Mark.Note(MathText.literal(hostile), .corner)),
    ])

/// A figure with every kind of mark, and with names that mean harm.
let everyMark = Figure(
    title: hostile, panels: [curves, plane, cells, classes, bars, strip, beyond, names], columns: 3,
    size: FigureSize(width: 560, height: 480), alternativeText: hostile,
    footnote: "mean · $\\epsilon_{low}$ = 0.2")

/// What the files say of themselves.
let metadata = FigureMetadata(
    title: hostile, description: "two\nlines", software: "Flipside 1",
    recipe: "# flipside 1\nplot weight \\\n\(hostile)")

/// As many planes of as many cells as `plot surface` draws.
let manyCells: Figure = {
    let grid = CellGrid(x: 0...1, y: 0...1, columns: 160, rows: 160) { x, y in 1 + x - y }
    let panel = Panel(
        x: Axis("x"), y: Axis("y"),
        marks: [.heatmap(Mark.Heatmap(grid, scale: .diverging("weight", midpoint: 1)))])
    return Figure(
        title: "planes", panels: Array(repeating: panel, count: 4), columns: 2,
        size: FigureSize(width: 430, height: 330))
}()
