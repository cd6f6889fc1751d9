// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// CISPO as verl implements it: the weight is clipped on both sides.
    public static let cispoVerl = WeightRule(
        name: "cispo-verl",
        title: "CISPO (verl)",
        summary: "The ratio, clipped on both sides; no token is ever stopped.",
        formula: "w = clip(r, 1 − ε_low, 1 + ε_high)",
        expression: "clip(r, 1 - eps_low, 1 + eps_high)",
        source: """
            MiniMax-M1, arXiv:2506.13585; both bounds as in verl, \
            compute_policy_loss_cispo, against which it was checked
            """,
        parameters: [.clipBelow, .clipAbove]
    ) { values in
        cispoRule(clip: ClipInterval(values))
    }
}
