// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab

private let names = WeightRule.ofResponses.map(\.name) + ["real"]

private func figure(_ plot: String) throws -> Figure {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(["\(plot) out=\(scratch.word("f.png"))"])
    return try #require(listener.figures.last)
}

@Test("Weights of responses are drawn against their mean log-ratio", arguments: names)
private func curves(name: String) throws {
    let figure = try figure("plot weight methods=\(name) range=-0.6..0.6")
    #expect(figure.panels.map(\.title) == ["Good responses, $A > 0$", "Bad responses, $A < 0$"])
    for panel in figure.panels {
        #expect(panel.x.label.contains("mean log-ratio") && panel.x.scale == .linear)
        let line = try #require(panel.lines.first)
        let points = line.pieces.flatMap { $0 }
        #expect(points.allSatisfy { (-0.6001...0.6001).contains($0.x) && $0.y >= 0 })
        #expect(points.count > 100)
    }
}

@Test("A jump stands exactly where the response's ratio leaves the interval")
private func jump() throws {
    let figure = try figure("plot weight methods=gspo,grpo range=-0.001..0.001")
    let (good, bad) = (figure.panels[0].lines, figure.panels[1].lines)
    #expect(good[0].closedEnds.map(\.x) == [log(1 + 4e-4)])
    #expect(bad[0].closedEnds.map(\.x) == [log(1 - 3e-4)])
    #expect(good[0].openEnds.map(\.y) == [0] && good[1].closedEnds.isEmpty)
}

@Test("REAL's curve is that of a group with one unmoved response of the other sign")
private func group() throws {
    let figure = try figure("plot weight methods=real range=-1..1")
    let line = try #require(figure.panels[0].lines.first)
    for point in line.pieces.flatMap({ $0 }) {
        let term = exp(-point.x / 0.5)
        #expect(abs(point.y - term / (1 + term) / 0.5) < 1e-9)
    }
    #expect(figure.footnote.contains("of the other sign"))
}

@Test("Rules on batches have no curve, and a range has to fit")
private func refused() throws {
    var (session, _) = try run([])
    let found = session.failure(of: "plot weight methods=bapo out=w.png")
    let error = try #require(found)
    #expect(error.message.contains("bapo weighs whole batches"))
    let refused = session.failure(of: "plot regions methods=gspo out=w.png")
    let other = try #require(refused)
    #expect(other.hint?.hasSuffix("plot weight methods=gspo") == true)
    let tooWide = session.failure(of: "plot weight methods=gspo range=1..30 out=w.png")
    let range = try #require(tooWide)
    #expect(range.hint?.contains("range=-0.5..0.5") == true)
}
