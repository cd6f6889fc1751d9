// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Every ratio set to 1, and no mask either.
    public static let noisNomask = WeightRule(
        name: "nois-nomask",
        title: "no IS, no mask",
        summary: """
            Weight 1 for every token, however far it has moved: REINFORCE on old samples, under \
            the name by which it is compared with nois.
            """,
        formula: "w = 1",
        expression: "1",
        source: """
            The diagnostic "GRPO w/o IS" of arXiv:2510.06062, read as dropping the mask with the \
            ratios
            """,
        parameters: []
    ) { _ in scoreFunctionRule() }
}

/// Returns the rule that weights every token with 1.
func scoreFunctionRule() -> BoundRule {
    BoundRule(
        weight: reinforceWeight,
        ratioWeight: RatioWeight(clip: .everything, positive: .one, negative: .one),
        isOutside: nil,
        cap: nil,
        loss: { token, frozen in scoreFunctionLoss(token, weight: reinforceWeight(frozen)) },
        edges: { _, _ in [] },
        derivation: { .unmasked($0, positive: "1", negative: "1") })
}
