// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// GRPO's rule with a higher upper end: "clip-higher".
    public static let dapo = WeightRule(
        name: "dapo", title: "DAPO",
        summary: "GRPO's rule with more room above 1, so that rare good tokens can grow.",
        source: """
            Yu et al., DAPO, arXiv:2503.14476 (clip-higher, ε_high = 0.28; its recipe in \
            verl sets c = 10); checked against verl, compute_policy_loss_vanilla, and Archer2.0, \
            compute_policy_loss
            """,
        parameters: [.clipBelow, .clipAbove.defaulting(to: 0.28), .cap],
        outside: .outsideInterval, cases: .clip(dualClip: "c") + [.any("r")],
        loss: { values, token, _ in
            clippedLoss(token, clip: ClipInterval(values), dualClip: values[.cap])
        })
}
