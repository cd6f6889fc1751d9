// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation

extension PlotKind {
    /// `plot clip`: which share of tokens has left the interval, and which has no gradient.
    package static let clip = PlotKind(
        name: "clip",
        summary: "shares of tokens outside the clip interval, and without gradient",
        drawsRuns: true, uses: [PlotKeys.log, PlotKeys.run],
        ignores: LogStepPanels.ignoredKeys
    ) { workspace, arguments throws(CommandError) in
        try workspace.drawing(ofLog: .clip, arguments) { () throws(CommandError) in
            try RunPanels(
                title: "Shares of tokens outside the clip interval and without gradient",
                panels: [
                    MetricPanel(
                        metric: .outsidePositive, title: "Outside the interval, $A > 0$",
                        label: "share of tokens"),
                    MetricPanel(
                        metric: .outsideNegative, title: "Outside the interval, $A < 0$",
                        label: "share of tokens"),
                    MetricPanel(
                        metric: .maskedPositive, title: "Zero gradient, $A > 0$",
                        label: "share of tokens"),
                    MetricPanel(
                        metric: .maskedNegative, title: "Zero gradient, $A < 0$",
                        label: "share of tokens"),
                ], hasOneScale: true
            ).drawing(workspace, arguments)
        }
    }
}
