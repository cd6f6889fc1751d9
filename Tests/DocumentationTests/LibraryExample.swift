// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import SVGDrawing
import TokenLogs
import TokenWeights

/// Returns the mean weight of a log's good tokens under two methods, and a figure of these methods.
func compare(log path: String) throws -> (means: [Double?], svg: [UInt8]) {
    let rules = [
        (name: "GRPO", rule: WeightRule.grpo.bind()),
        (name: "ASPO", rule: try WeightRule.aspo.bind(["c": 5])),
    ]
    var statistics = LogStatistics(methods: rules)
    _ = try readLog(path: path) { response in statistics.add(response) }

    let lines = rules.enumerated().map { style, method in
        let points = stride(from: -1.5, to: 0.15, by: 0.05).map { logRatio in
            let token = Token(oldLogProbability: -2, logProbability: logRatio - 2, advantage: 1)
            return Point(token.importanceRatio, method.rule.weight(token))
        }
        return Mark.line(.init(name: method.name, style: style, pieces: [points]))
    }
    let panel = Panel(x: Axis("$r = \\pi/\\pi_{old}$"), y: Axis("$w$"), marks: lines)
    let figure = Figure(title: "Weights", panels: [panel])
    let svg = try FigureFormat.svg().encode(
        figure.layout(measuring: WidthTable.builtIn),
        FigureMetadata(title: figure.title, description: "", software: "an example", recipe: nil))
    return (statistics.methods.map(\.weightMeanPositive), svg)
}
