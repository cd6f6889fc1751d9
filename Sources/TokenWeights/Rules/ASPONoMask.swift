// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO without PPO's mask: an ablation of ours.
    public static let aspoNomask = WeightRule(
        name: "aspo-nomask",
        title: "ASPO, no mask",
        summary: "ASPO's flip and cap without PPO's mask: no token is ever stopped.",
        formula: """
            A > 0: w = min(1/r, c)
            A < 0: w = min(r, c)
            """,
        expression: "if A > 0 then min(1/r, c) else min(r, c)",
        source: aspoPaper + "; without its token masking: an ablation of ours",
        parameters: [.cap]
    ) { values in
        aspoRule(clip: .everything, cap: values[.cap])
    }
}
