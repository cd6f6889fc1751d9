// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Every ratio set to 1, with PPO's mask kept.
    public static let nois = WeightRule(
        name: "nois", title: "no IS",
        summary: "Weight 1 for every token that PPO's mask lets through: no importance sampling.",
        source: """
            The diagnostic "GRPO w/o IS" of arXiv:2510.06062; the paper does not say whether the \
            mask stays: here it stays, nois-nomask is the other reading
            """,
        parameters: [.clipBelow, .clipAbove], outside: .outsideInterval,
        cases: .clip() + [.any("1")],
        loss: { values, token, frozen in
            scoreFunctionLoss(token, weight: ClipInterval(values).masks(frozen) ? 0 : 1)
        })
}
