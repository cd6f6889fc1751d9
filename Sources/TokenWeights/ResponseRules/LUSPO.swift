// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// GSPO without its preference for short responses.
    public static let luspo = WeightRule(
        name: "luspo",
        title: "LUSPO",
        summary: """
            GSPO's loss times the length of the response, so that a token of a long response \
            counts as much as one of a short.
            """,
        formula: """
            s = exp(mean log r)
            A > 0: w = s if s ≤ 1 + ε_high, else 0
            A < 0: w = s if s ≥ 1 − ε_low, else 0
            tokens added up over the response instead of averaged
            """,
        source: """
            Length-Unbiased Sequence Policy Optimization, arXiv:2602.05261; GSPO's weight as in \
            verl, compute_policy_loss_gspo, times T
            """,
        parameters: [below, above], clamp: responseClamp
    ) { values in
        let clip = ClipInterval(below: values[below], above: values[above])
        return ResponseWeighing(
            reduction: .sum,
            weigh: { fill(&$0, with: gspoWeight($0, advantage: $1, clip: clip)) },
            loss: { logRatios, _, advantage in
                Double(logRatios.count) * gspoLoss(logRatios, advantage: advantage, clip: clip)
            },
            edges: { clip.maskEdge($0) })
    }

    private static let below = RuleParameter.clipBelow.defaulting(to: 2e-3)
    private static let above = RuleParameter.clipAbove.defaulting(to: 2.5e-3)
}
