// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO's clip with the dual clip of verl: what most GRPO training runs use.
    ///
    /// The dual clip is hard: beyond c the gradient is zero, where ASPO's soft cap keeps c. At r = c
    /// exactly automatic differentiation halves the gradient; here it is kept whole.
    public static let grpo = WeightRule(
        name: "grpo", title: "GRPO",
        summary: """
            PPO's rule, with no gradient either for tokens of bad answers whose ratio exceeds c; \
            GRPO itself differs from PPO in the advantage only.
            """,
        source: """
            Shao et al., DeepSeekMath, arXiv:2402.03300, eq. 3; dual clip: Ye et al., \
            arXiv:1912.09729; checked against verl, compute_policy_loss_vanilla, and \
            Archer2.0, compute_policy_loss
            """,
        parameters: [.clipBelow, .clipAbove, .cap], outside: .outsideInterval,
        cases: .clip(dualClip: "c") + [.any("r")],
        loss: { values, token, _ in
            clippedLoss(token, clip: ClipInterval(values), dualClip: values[.cap])
        })
}
