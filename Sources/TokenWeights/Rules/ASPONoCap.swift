// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO without its cap: an ablation.
    public static let aspoNocap = WeightRule(
        name: "aspo-nocap",
        title: "ASPO, no cap",
        summary: """
            ASPO's mask and flip without the cap: a good token that has all but vanished gets a \
            weight without bound, which is what the cap is for.
            """,
        formula: """
            A > 0: w = 1/r if r ≤ 1 + ε_high, else 0
            A < 0: w = r if r ≥ 1 − ε_low, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else 1/r)
            else (if r < 1 - eps_low then 0 else r)
            """,
        source: aspoPaper + "; the ablation without dual clip, Figure 8",
        parameters: [.clipBelow, .clipAbove]
    ) { values in
        aspoRule(clip: ClipInterval(values), cap: .infinity)
    }
}
