// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation

extension PlotKind {
    /// `plot kl`: how far one step and all steps so far move a simulated policy.
    package static let kl = PlotKind(
        name: "kl", summary: "KL(π_old‖π) of each step, and KL from the start",
        drawsRuns: true, uses: [PlotKeys.log, PlotKeys.run],
        ignores: LogStepPanels.ignoredKeys
    ) { workspace, arguments throws(CommandError) in
        try workspace.drawing(ofLog: .kl, arguments) { () throws(CommandError) in
            try RunPanels(
                title: "KL divergences",
                panels: [
                    MetricPanel(
                        metric: .klFromOld, title: "One step, $KL(\\pi_{old} \\| \\pi)$",
                        label: "KL divergence  [nats]"),
                    MetricPanel(
                        metric: .klFromReference, title: "Since the start, $KL(\\pi \\| \\pi_0)$",
                        label: "KL divergence  [nats]"),
                ]
            ).drawing(workspace, arguments)
        }
    }
}
