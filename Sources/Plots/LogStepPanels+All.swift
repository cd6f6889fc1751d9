// SPDX-License-Identifier: GPL-3.0-or-later

import TokenLogs
import WorkbenchModel

extension LogStepPanels {
    /// What `plot clip` shows of a log.
    static let clip = LogStepPanels(
        title: "Shares of clipped tokens",
        panels: [
            Panel(
                title: "Clipped in the log", label: "share of tokens",
                lines: [
                    Line(
                        name: "above, $A>0$", words: "Clipped above", style: MethodStyles.good
                    ) { $0.clipHigh },
                    Line(
                        name: "below, $A<0$", words: "Clipped below", style: MethodStyles.bad
                    ) { $0.clipLow },
                    Line(name: "dual clip, $A<0$", words: "Dual clip", style: MethodStyles.third) {
                        found in
                        found.dualClip.flatMap { $0 > 0 ? $0 : nil }
                    },
                ])
        ])

    /// What `plot ratio` shows of a log.
    static let ratio = LogStepPanels(
        title: "Mean importance ratios",
        panels: [
            Panel(
                title: "Mean ratio in the log", label: "mean of  $r = \\frac{\\pi}{\\pi_{old}}$",
                lines: [
                    Line(name: "$A>0$", words: "Good tokens", style: MethodStyles.good) {
                        $0.ratioMeanPositive
                    },
                    Line(name: "$A<0$", words: "Bad tokens", style: MethodStyles.bad) {
                        $0.ratioMeanNegative
                    },
                ], reference: 1)
        ])

    /// What `plot entropy` shows of a log.
    static let entropy = LogStepPanels(
        title: "Policy entropy",
        panels: [
            Panel(
                title: "Entropy in the log", label: "entropy  $H(\\pi)$  [nats]",
                lines: [
                    Line(name: "mean $H$", words: "Mean entropy", style: MethodStyles.good) {
                        $0.entropy
                    }
                ])
        ])

    /// What `plot kl` shows of a log.
    static let kl = LogStepPanels(
        title: "KL divergences",
        panels: [
            Panel(
                title: "$KL(\\pi_{old} \\| \\pi)$ in the log", label: "KL divergence  [nats]",
                lines: [
                    Line(name: "k1, −log $r$", words: "k1", style: MethodStyles.good) { $0.k1 },
                    Line(name: "k3, $r$ − 1 − log $r$", words: "k3", style: MethodStyles.bad) {
                        $0.k3
                    },
                ], reference: 0),
            Panel(
                title: "$KL(\\pi \\| \\pi_{ref})$ in the log", label: "KL divergence  [nats]",
                lines: [
                    Line(name: "k3", words: "k3 to the reference", style: MethodStyles.bad) {
                        $0.referenceK3
                    }
                ]
            ),
        ])
}
