// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation

extension PlotKind {
    /// `plot accuracy`: how often answers are right over a simulated training.
    package static let accuracy = PlotKind(
        name: "accuracy", summary: "simulated accuracy over training, held-out prompts beside it",
        drawsRuns: true, uses: [PlotKeys.run]
    ) { workspace, arguments throws(CommandError) in
        try RunPanels(
            title: "Accuracy",
            panels: [
                MetricPanel(
                    metric: .accuracy, title: "Training prompts",
                    label: "probability of a right answer"),
                MetricPanel(
                    metric: .reward, title: "Samples of training prompts",
                    label: "share of right answers"),
                MetricPanel(
                    metric: .heldOutAccuracy, title: "Prompts never trained",
                    label: "probability of a right answer"),
                MetricPanel(
                    metric: .wrongSteps, title: "Answers with a false step",
                    label: "share of the samples"),
            ], hasOneScale: true
        ).drawing(workspace, arguments)
    }
}
