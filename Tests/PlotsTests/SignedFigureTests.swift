// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import LabTestSupport
@testable import Plots
import Testing
import TokenWeights

@testable import Lab

private func score(
    _ rule: WeightRule, _ values: ParameterValues, old: Double, new: Double, _ a: Double
)
    -> Double
{
    let token = Token(oldLogProbability: log(old), logProbability: log(new), advantage: a)
    return rule.bound(values).score(token) / a
}

@Test("plot surface crosses exactly the cells below 0, and names them")
private func negativeCells() throws {
    let figure = try drawnFigure([], "plot surface methods=kimi tau=1")
    let kimi = try #require(WeightRule.named("kimi"))
    for (panel, advantage) in zip(figure.panels, [1.0, -1.0]) {
        let map = try #require(panel.classMaps.first)
        #expect(map.classes.map(\.name) == ["score / $A < 0$"])
        let heat = try #require(panel.heatmaps.first)
        #expect(heat.scale.label.contains("(w A + u) / A"))
        for row in stride(from: 0, to: map.grid.rows, by: 9) {
            for column in stride(from: 0, to: map.grid.columns, by: 7) {
                let (x, y) = (map.grid.xEdges, map.grid.yEdges)
                let value = score(
                    kimi, ["tau": 1], old: (x[column] + x[column + 1]) / 2,
                    new: (y[row] + y[row + 1]) / 2, advantage)
                #expect((map.grid[column: column, row: row] == 0) == (value < 0))
            }
        }
    }
    #expect(figure.alternativeText.contains("below 0 on"))
    #expect(figure.footnote.contains("$|A| = 1$"))
    let usual = try drawnFigure([], "plot surface methods=grpo,aspo")
    #expect(usual.panels.allSatisfy { $0.classMaps.isEmpty })
    #expect(usual.panels[0].heatmaps[0].scale.label == "weight  $w$")
}

@Test("Where a method adds a term, axes and captions say what is drawn; elsewhere the weight")
private func namedByWhatIsDrawn() throws {
    func axis(_ plot: String) throws -> String { try drawnFigure([], plot).panels[0].y.label }
    #expect(try axis("plot weight methods=grpo,kimi").contains("(w A + u) / A"))
    #expect(try axis("plot weight methods=gspo,kimi").contains("(w A + u) / A"))
    #expect(try axis("plot weight methods=grpo,aspo") == "weight  $w(r, A > 0)$")
    #expect(try axis("plot weight methods=gspo") == "weight  $w(A > 0)$")
    #expect(try axis("plot gradient methods=r2vpo").contains("$|w A + u| (1 - \\pi)$"))
    #expect(try axis("plot gradient methods=grpo").contains("$w |A| (1 - \\pi)$"))
}

@Test("Captions of curves of scores say so, and at which advantage")
private func captionsOfScores() throws {
    let scratch = try ScratchFolder()
    for (plot, words) in [
        ("weight", "(wA + u)/A"), ("surface", "(wA + u)/A"), ("regions", "(wA + u)/A"),
        ("gradient", "|wA + u|"),
    ] {
        let (_, listener) = try run([
            "plot \(plot) methods=r2vpo out=\(scratch.word("f.png")) latex=yes"
        ])
        let text = try #require(listener.outputs.last)
        #expect(text.contains("\\caption"))
        #expect(text.replacing("$", with: "").contains(words), "\(plot): \(text)")
    }
}

@Test("plot regions has a class for what points against the advantage")
private func negativeRegions() throws {
    let figure = try drawnFigure([], "plot regions methods=prime-rl,kimi tau=1")
    let areas = figure.panels[0].areas
    #expect(
        areas.contains { $0.name == "against $A$, $\\text{score}/A < 0$" && !$0.shapes.isEmpty })
    #expect(areas.allSatisfy { !$0.name.contains("$w") })
    #expect(figure.alternativeText.contains("then against A (score/A < 0)"))
    let typed = try drawnFigure(["rule odd score = A*(r - 1)"], "plot regions methods=odd")
    #expect(
        typed.panels[0].areas.map(\.name)
            == ["$\\text{score}/A$ rises with $r$", "against $A$, $\\text{score}/A < 0$"])
    let styles = Treatment.allCases.map(\.style)
    #expect(Set(styles).count == styles.count, "each looks different")
}

@Test("Tokens whose μ is another are not marked on curves at μ = π_old")
private func marksOnCurves() throws {
    let tokens = ["token a old=0.2 new=0.3 adv=+1 engine=0.1", "token b old=0.2 new=0.25 adv=+1"]
    let figure = try drawnFigure(tokens, "plot weight methods=prime-rl,grpo")
    let dots = figure.panels[0].dots
    #expect(dots.map(\.points.count) == [1, 2] && isClose(dots[0].points[0].x, 1.25))
    #expect(abs(dots[0].points[0].y - 1.25) < 0.01)
    #expect(figure.footnote.contains("at $\\mu = \\pi_{old}$"))
    #expect(figure.footnote.contains("not marked"))
    let other = try drawnFigure(tokens, "plot weight methods=grpo")
    #expect(other.panels[0].dots.map(\.points.count) == [2])
    #expect(!other.footnote.contains("mu"))
}
