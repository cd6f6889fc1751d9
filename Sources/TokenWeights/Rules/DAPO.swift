// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// GRPO's rule with a higher upper end: "clip-higher".
    public static let dapo = WeightRule(
        name: "dapo",
        title: "DAPO",
        summary: "GRPO's rule with more room above 1, so that rare good tokens can grow.",
        formula: """
            A > 0: w = r if r ≤ 1 + ε_high, else 0
            A < 0: w = r if 1 − ε_low ≤ r ≤ c, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else r)
            else (if r < 1 - eps_low or r > c then 0 else r)
            """,
        source: """
            Yu et al., DAPO, arXiv:2503.14476 (clip-higher, ε_high = 0.28; its recipe in \
            verl sets c = 10); checked against verl, compute_policy_loss_vanilla, and Archer2.0, \
            compute_policy_loss
            """,
        parameters: [.clipBelow, clipHigher, .cap]
    ) { values in
        dualClippedRule(
            clip: ClipInterval(below: values[.clipBelow], above: values[clipHigher]),
            dualClip: values[.cap])
    }

    private static let clipHigher = RuleParameter.clipAbove.defaulting(to: 0.28)
}
