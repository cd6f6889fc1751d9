// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation

extension PlotKind {
    /// `plot ratio`: the mean importance ratios of good and of bad tokens over a training.
    package static let ratio = PlotKind(
        name: "ratio", summary: "mean ratio of good and of bad tokens over training",
        drawsRuns: true, uses: [PlotKeys.log, PlotKeys.run],
        ignores: LogStepPanels.ignoredKeys
    ) { workspace, arguments throws(CommandError) in
        try workspace.drawing(ofLog: .ratio, arguments) { () throws(CommandError) in
            try RunPanels(
                title: "Mean importance ratio r",
                panels: [
                    MetricPanel(
                        metric: .ratioPositive, title: "Good tokens, $A > 0$",
                        label: "mean of  $r = \\frac{\\pi}{\\pi_{old}}$"),
                    MetricPanel(
                        metric: .ratioNegative, title: "Bad tokens, $A < 0$",
                        label: "mean of  $r = \\frac{\\pi}{\\pi_{old}}$"),
                ], reference: 1, hasOneScale: true
            ).drawing(workspace, arguments)
        }
    }
}
