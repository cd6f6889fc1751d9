// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Clipped importance sampling without a dual clip: the original PPO.
    public static let ppo = WeightRule(
        name: "ppo", title: "PPO",
        summary: "The ratio itself, and nothing for a token that has already moved too far.",
        source: """
            Schulman et al., Proximal Policy Optimization Algorithms, arXiv:1707.06347, eq. 7; \
            checked against verl, compute_policy_loss_vanilla with clip_ratio_c = 1e30
            """,
        parameters: [.clipBelow, .clipAbove], outside: .outsideInterval,
        cases: .clip() + [.any("r")],
        loss: { values, token, _ in
            clippedLoss(token, clip: ClipInterval(values), dualClip: .infinity)
        })
}
