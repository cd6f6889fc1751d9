// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The plain score-function gradient.
    public static let reinforce = WeightRule(
        name: "reinforce", title: "REINFORCE",
        summary: "Weight 1 for every token: the score-function gradient as it stands.",
        source: """
            Williams, Machine Learning 8 (1992) 229–256; checked against verl, \
            compute_policy_loss_gpg
            """,
        parameters: [], cases: [.any("1")],
        loss: { _, token, _ in scoreFunctionLoss(token, weight: 1) })
}
