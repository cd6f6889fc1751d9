// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Figures

/// Returns a tracer of a function at whole numbers from 0 up.
private func tracer(_ count: Int, _ value: (Double, Double) -> Double) -> ContourTracer {
    let nodes = (0..<count).map(Double.init)
    return ContourTracer(
        xs: nodes, ys: nodes, values: nodes.flatMap { y in nodes.map { value($0, y) } })
}

@Test("Lines around a hill are closed circles")
func circles() throws {
    let lines = tracer(41) { x, y in hypot(x - 20, y - 20) }.lines(at: 12)
    let circle = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(circle.first == circle.last && circle.count > 60)
    for point in circle { #expect(abs(hypot(point.x - 20, point.y - 20) - 12) < 0.02) }
}

@Test("A line across the grid is one chain from edge to edge")
func across() throws {
    let lines = tracer(30) { x, y in x - 0.5 * y }.lines(at: 3.3)
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(Set([line.first?.y, line.last?.y]) == [0, 29])
    for point in line { #expect(abs(point.x - 0.5 * point.y - 3.3) < 1e-9) }
}

@Test("At a saddle two lines pass each other")
func saddle() {
    let lines = tracer(2) { x, y in x == y ? 1 : 0 }.lines(at: 0.5)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.count == 2 })
}

@Test("No line runs through missing numbers or along a jump")
func gaps() {
    let field = tracer(20) { x, y in x > 12 ? .nan : y > 15 ? 100 : y }
    let free = field.lines(at: 5.5)
    #expect(free.joined().allSatisfy { $0.x <= 12 })
    #expect(field.lines(at: 50).isEmpty == false)
    #expect(field.lines(at: 50, greatestStep: 2).isEmpty)
    #expect(field.lines(at: 5.5, greatestStep: 2) == free)
    #expect(field.lines(at: .nan).isEmpty)
    #expect(field.lines(at: 1000).isEmpty)
}

@Test("Lines on logarithmic axes lie where the numbers are, and carry them")
func labelled() throws {
    let grid = CellGrid(
        x: 0.01...1, y: 0.01...1, columns: 80, rows: 80, xScale: .logarithmic,
        yScale: .logarithmic
    ) { $1 / $0 }
    let panel = Panel(
        x: Axis("q", scale: .logarithmic), y: Axis("p", scale: .logarithmic),
        marks: [
            .heatmap(Mark.Heatmap(grid, scale: ColorScale("r", scale: .logarithmic))),
            .contours(Mark.Contours(grid, levels: [0.1, 1, 10])),
        ])
    let scene = try #require(arranged(Figure(title: "", panels: [panel])).scenes.first)
    #expect(scene.contours.map(\.name) == ["0.1", "1", "10"])
    for (contour, level) in zip(scene.contours, [0.1, 1, 10]) {
        #expect(contour.labels.count == 1)
        let a = try #require(scene.frame.place(Point(0.1, 0.1 * level)))
        for point in contour.lines.joined() {
            #expect(
                abs(
                    (point.x - a.x) / scene.frame.plot.width
                        + (point.y - a.y) / scene.frame.plot.height) < 0.01)
        }
        for label in contour.labels {
            for line in contour.lines {
                #expect(Clipping.line(line, to: label.extent).isEmpty)
            }
        }
        let ground = contour.lines.joined().map(scene.planes.ground)
        let least = ground.map(contour.color.contrast).min() ?? 0
        #expect(least >= 3 || contour.halo != nil)
    }
}
