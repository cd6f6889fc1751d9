// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The ASPO paper's diagnostic: good tokens get their response's mean ratio.
    public static let positiveMean = WeightRule(
        name: "posmean", title: "positive mean IS",
        summary: """
            GRPO's rule, with the mean of the response's ratios as the weight of tokens of good answers.
            """,
        formula: """
            A > 0: w = mean r if r ≤ 1 + ε_high, else 0
            A < 0: w = r if 1 − ε_low ≤ r ≤ c, else 0
            """,
        source: """
            The diagnostic of arXiv:2510.06062, Figure 2, worked from the text and not run; whether its \
            mask looks at the token's ratio or the mean is not stated: here it is the token's
            """,
        parameters: [.clipBelow, .clipAbove, .cap]
    ) { values in
        let (clip, dualClip) = (ClipInterval(values), values[.cap])
        let weigh = { @Sendable (numbers: inout [Double], advantage: Double) in
            guard AdvantageSign(advantage) != .none else { return fill(&numbers, with: 0) }
            let ratios = numbers.map { exponential(Token.clampedLogRatio($0)) }
            let mean = ratios.reduce(0, +) / Double(max(1, ratios.count))
            for (index, ratio) in ratios.enumerated() {
                let isMasked =
                    advantage > 0 ? ratio > clip.upper : ratio < clip.lower || ratio > dualClip
                numbers[index] = isMasked ? 0 : (advantage > 0 ? mean : ratio)
            }
        }
        return ResponseWeighing(
            reduction: .sum, weigh: weigh,
            loss: { logRatios, frozen, advantage in
                var weights = frozen
                weigh(&weights, advantage)
                return heldLoss(logRatios, weights: weights, advantage: advantage)
            },
            edges: { advantage in
                clip.maskEdge(advantage) + (advantage < 0 && dualClip < .infinity ? [dualClip] : [])
            })
    }
}
