// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO's weight times what the response did later.
    public static let fipo = WeightRule(
        name: "fipo", title: "FIPO",
        summary: """
            PPO's rule, each token's weight raised where the tokens after it have become likelier: by a \
            discounted sum of their log-ratios, within bounds.
            """,
        formula: """
            F_t = Σ_(k ≥ t) g^(k − t) log r_k, over r_k ≤ c, g = 2^(−1/decay)
            f_t = clip(exp F_t, 1 − f_below, 1 + f_clip); for A < 0 and r > f_safe: clip(f_t, 0.8, 1)
            w = f_t r, masked as in PPO with the dual clip c; 0 in a response with A < 0 and f_drop or more \
            tokens of r > c
            """,
        source: """
            arXiv:2603.19835, as ms-swift has it (loss_type fipo), against which it was checked; the \
            released code, checked too, has fipo_drop = 2, and by default decay 128 and f between 0 and 10 \
            (fipo_below = 1, fipo_clip = 9)
            """,
        parameters: [.clipBelow, above, dualClip, decay, range, below, safety, drop]
    ) { values in
        let rule = FutureWeight(
            clip: ClipInterval(below: values[.clipBelow], above: values[above]),
            dualClip: values[dualClip], discount: power(2, -1 / values[decay]),
            lowest: 1 - values[below], highest: 1 + values[range], safety: values[safety],
            drop: values[drop])
        return ResponseWeighing(
            reduction: .sum, weigh: { rule.weigh(&$0, $1) },
            loss: { logRatios, frozen, advantage in
                var weights = frozen
                rule.weigh(&weights, advantage)
                return heldLoss(logRatios, weights: weights, advantage: advantage)
            },
            edges: { rule.edges($0) })
    }

    private static let above = RuleParameter.clipAbove.defaulting(to: 0.28)
    private static let dualClip = RuleParameter.cap.defaulting(to: 10)
    private static let decay = RuleParameter(
        name: "fipo_decay", symbol: "decay",
        summary: "After how many tokens the future counts half.",
        defaultValue: 32, domain: .positive)
    private static let range = RuleParameter(
        name: "fipo_clip", symbol: "f_clip", summary: "How far above 1 the factor may rise.",
        defaultValue: 0.2, domain: .notNegative)
    private static let below = RuleParameter(
        name: "fipo_below", symbol: "f_below", summary: "How far below 1 the factor may fall.",
        defaultValue: 0, domain: .notNegative)
    private static let drop = RuleParameter(
        name: "fipo_drop", symbol: "f_drop",
        summary: "How many tokens beyond c it takes to drop a bad response; inf means never.",
        defaultValue: .infinity, domain: .cap)
    private static let safety = RuleParameter(
        name: "fipo_safety", symbol: "f_safe",
        summary: "The ratio beyond which a bad token's factor is at most 1.", defaultValue: 4,
        domain: .cap)
}

/// FIPO's weights with its parameters put in.
private struct FutureWeight {
    let clip: ClipInterval
    let dualClip: Double
    let discount: Double
    let lowest: Double
    let highest: Double
    let safety: Double
    let drop: Double

    func weigh(_ numbers: inout [Double], _ advantage: Double) {
        guard AdvantageSign(advantage) != .none else { return fill(&numbers, with: 0) }
        if advantage < 0, drop < .infinity {
            let beyond = numbers.count { exponential(Token.clampedLogRatio($0)) > dualClip }
            if Double(beyond) >= drop { return fill(&numbers, with: 0) }
        }
        var future = 0.0
        for index in numbers.indices.reversed() {
            let logRatio = Token.clampedLogRatio(numbers[index])
            let ratio = exponential(logRatio)
            future = future * discount + (ratio > dualClip ? 0 : logRatio)
            let raised = min(max(exponential(future), lowest), highest)
            let isUnsafe = advantage < 0 && ratio > safety
            let factor = isUnsafe ? min(max(raised, 0.8), 1) : raised
            let isMasked =
                advantage > 0 ? ratio > clip.upper : ratio < clip.lower || ratio > dualClip
            numbers[index] = isMasked ? 0 : factor * ratio
        }
    }

    /// The ratios of a token alone at which its weight bends or jumps.
    func edges(_ advantage: Double) -> [Double] {
        let bends = [lowest, highest, safety, 0.8].filter { advantage < 0 || $0 < clip.upper }
        let own = advantage > 0 ? [clip.upper] : [clip.lower, dualClip]
        return Set((bends + own).filter { $0.isFinite && $0 > 0 }).sorted()
    }
}
