// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import Simulation

extension PlotKind {
    /// `plot dynamics`: what happens in training, one metric a panel.
    package static let dynamics = PlotKind(
        name: "dynamics",
        summary: "entropy, accuracy, repetition, KL, mean ratios and clipped tokens, side by side",
        drawsRuns: true, uses: [PlotKeys.run]
    ) { workspace, arguments throws(CommandError) in
        let runs = try workspace.drawnRuns(arguments)
        let (comparison, shown) = try workspace.plotted(runs, arguments)
        let metrics = shownMetrics.filter { metric in
            comparison.has(metric)
        }
        let columns = metrics.count > 3 ? (metrics.count + 1) / 2 : metrics.count
        return Drawing(
            title: "Dynamics of a simulated training",
            panels: metrics.map { panel($0, comparison, shown) },
            columns: columns,
            alternativeText: comparison.description(metrics, shown),
            caption: runs.paperCaption("Metrics of the policy and its updates", shown.map(\.name)),
            footnote: comparison.footnote("mean and 95 % interval"),
            origins: runs.map(\.origin))
    }
}

/// What is shown, row by row: what the policy is worth above, what the updates do below.
private let shownMetrics: [Metric] = [
    .entropy, .accuracy, .duplicates, .klFromReference,
    .ratioPositive, .ratioNegative, .maskedPositive, .maskedNegative,
]

private func panel(
    _ metric: Metric, _ comparison: Comparison, _ shown: [Comparison.Entry]
) -> Panel {
    let curves = shown.map { ($0, comparison.curve(metric, of: $0)) }
    let bands = curves.flatMap { entry, curve in
        curve.band(style: entry.style, within: metric.bounds)
    }
    let isRatio = metric == .ratioPositive || metric == .ratioNegative
    let rules: [Mark] = isRatio ? [.rule(Mark.Rule(at: 1, isHorizontal: true))] : []
    var panel = Panel(
        title: metric.panelTitle + (metric.unit.isEmpty ? "" : " [\(metric.unit)]"),
        x: comparison.stepAxis("training step"), y: Axis(""),
        marks: bands + rules
            + curves.map { entry, curve in
                curve.line(
                    name: entry.title, style: entry.style, identity: entry.name)
            },
        naming: .legend)
    panel.staysWithNext = metric.isOfGoodTokens
    return panel
}

extension Metric {
    /// Whether it is of tokens with A > 0, and the one after it the same of those with A < 0.
    var isOfGoodTokens: Bool {
        switch self {
        case .ratioPositive, .weightPositive, .maskedPositive, .cappedPositive, .outsidePositive:
            true
        default: false
        }
    }
}
