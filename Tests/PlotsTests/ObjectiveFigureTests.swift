// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import LabTestSupport
@testable import Plots
import Testing
import TokenWeights

@testable import Lab
import WorkbenchModel

/// Returns methods by name, on a bench where `neg` is a rule of both signs.
private func methods(_ names: [String]) throws -> [Method] {
    let (session, _) = try run(["rule neg score = (if r > 1.5 then -1 else r)*A"])
    return session.workbench.bench.methods(names)
}

private let old = log(0.1)

private func curve(_ method: Method, _ advantage: Double) -> ObjectiveCurve {
    ObjectiveCurve(method, advantage: advantage, oldLogProbability: old, range: 0.05...8)
}

/// The objectives of methods whose loss is a function of the ratio alone, as their papers have it.
private let published: [(name: String, objective: @Sendable (_ r: Double, _ a: Double) -> Double)] =
    [
        ("ppo", { r, a in min(r * a, min(max(r, 0.8), 1.2) * a) }),
        (
            "grpo",
            { r, a in
                let clipped = min(r * a, min(max(r, 0.8), 1.2) * a)
                return a < 0 ? max(clipped, 3 * a) : clipped
            }
        ),
        ("reinforce", { r, a in a * (1 + log(r)) }),
        ("is-noclip", { r, a in r * a }),
    ]

@Test(
    "The objective is the one that papers write, where they write one",
    arguments: published.map(\.name))
func publishedObjectives(name: String) throws {
    let method = try #require(methods([name]).first)
    let objective = try #require(published.first { $0.name == name }?.objective)
    for advantage in [1.0, -1] {
        let curve = curve(method, advantage)
        for step in 0...90 {
            let ratio = 0.06 * pow(1.055, Double(step))
            let wanted = objective(ratio, advantage)
            #expect(abs(curve.value(ratio) - wanted) < 1e-11 * (1 + abs(wanted)), "\(ratio)")
        }
    }
}

/// Every method that looks at a token by itself, and a rule that goes below 0.
private let ofTokens =
    WeightRule.all
    .filter { $0.scope == .token && $0.entropyUse == .none }.map(\.name) + ["neg"]

@Test(
    "The slope is that of the objective, and what the method's own loss falls by",
    arguments: ofTokens)
func slopes(name: String) throws {
    let method = try #require(methods([name]).first)
    for advantage in [1.0, -1] {
        let curve = curve(method, advantage)
        for ratio in [0.11, 0.37, 0.7, 0.93, 1.07, 1.44, 2.6, 3.9]
        where !curve.edges.contains(where: { abs($0 - ratio) < 1e-3 }) {
            let step = 1e-5
            let rise = curve.value(ratio + step) - curve.value(ratio - step)
            let slope = curve.slope(ratio)
            #expect(abs(rise / (2 * step) - slope) < 1e-5 * (1 + abs(slope)), "\(ratio)")
            func token(_ logRatio: Double) -> Token {
                Token(
                    oldLogProbability: old, logProbability: old + logRatio, advantage: advantage,
                    entropy: nil, isHighEntropy: false, importanceRatio: exp(logRatio))
            }
            guard name != "neg" else { continue }
            let here = token(log(ratio))
            let loss = { method.bound.loss(token(log(ratio) + $0), here) }
            let fall = (loss(-step) - loss(step)) / (2 * step)
            #expect(abs(fall / ratio - slope) < 1e-5 * (1 + abs(slope)), "\(ratio) A \(advantage)")
        }
    }
}

@Test("plot objective has both signs, slopes below, and says what it draws")
func objectiveFigure() throws {
    let figure = try drawnFigure(
        ["rule neg score = (if r > 1.5 then -1 else r)*A"],
        "plot objective methods=ppo,neg range=0.5..2")
    #expect(figure.panels.count == 4 && figure.columns == 2)
    let first = figure.panels[0]
    #expect(first.lines.map(\.name) == ["PPO", "neg"] && first.x.range == 0.5...2)
    #expect(first.lines[0].closedEnds == [Point(1.2, 1.2)], "the objective bends at the clip")
    #expect(
        first.dots[0].points == [Point(1, 1)] && figure.panels[1].dots[0].points == [Point(1, -1)])
    let slope = figure.panels[2].lines
    #expect(slope[0].closedEnds == [Point(1.2, 1)] && slope[0].openEnds == [Point(1.2, 0)])
    #expect(slope[1].openEnds.contains { $0.y < 0 }, "a negative rule goes below 0")
    #expect(figure.alternativeText.contains("PPO: L = 0.5 with slope 1 at r = 0.5, A > 0"))
}
