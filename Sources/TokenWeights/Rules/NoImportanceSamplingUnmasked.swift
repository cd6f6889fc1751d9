// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Every ratio set to 1, and no mask either.
    public static let noisNomask = WeightRule(
        name: "nois-nomask", title: "no IS, no mask",
        summary: """
            Weight 1 for every token, however far it has moved: REINFORCE on old samples, under \
            the name by which it is compared with nois.
            """,
        source: """
            The diagnostic "GRPO w/o IS" of arXiv:2510.06062, read as dropping the mask with the \
            ratios
            """,
        parameters: [], cases: [.any("1")],
        loss: { _, token, _ in scoreFunctionLoss(token, weight: 1) })
}
