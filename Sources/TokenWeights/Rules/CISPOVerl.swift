// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// CISPO as verl implements it: the weight is clipped on both sides.
    public static let cispoVerl = WeightRule(
        name: "cispo-verl", title: "CISPO (verl)",
        summary: "The ratio, clipped on both sides; no token is ever stopped.",
        source: """
            MiniMax-M1, arXiv:2506.13585; both bounds as in verl, \
            compute_policy_loss_cispo, against which it was checked
            """,
        parameters: [.clipBelow, .clipAbove], outside: .outsideInterval,
        cases: [
            .any("1 - eps_low", if: "r < 1 - eps_low", outcome: "clipped, gradient kept"),
            .held(above: "1 + eps_high"), .any("r"),
        ],
        loss: { values, token, frozen in
            scoreFunctionLoss(token, weight: ClipInterval(values).clamped(frozen.importanceRatio))
        })
}
