// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO's rule on the tokens that are left when the stalest are dropped.
    public static let m2po = WeightRule(
        name: "m2po", title: "M2PO",
        summary: """
            PPO's rule, without the tokens on which engine and old policy differ most: as many as it \
            takes for the mean square of log μ − log π_old to fall below the threshold.
            """,
        formula: """
            m_t = (log μ − log π_old)²
            the largest m_t are dropped until the mean of the others is < M₂
            w = r as in PPO, 0 for dropped tokens; trainers divide by the number of tokens kept
            """,
        source: """
            AReaL, _apply_m2po_masking with the loss ppo_actor_loss_fn (m2_threshold has no default; 0.04 \
            in its example), against which it was checked
            """,
        parameters: [.clipBelow, .clipAbove, threshold], needs: .engine,
        weighBatch: { values in
            let (clip, threshold) = (ClipInterval(values), values[threshold])
            return BatchWeighing(
                weigh: { batch in
                    let kept = keptBySecondMoment(batch.tokens, threshold)
                    return BatchWeights(
                        weights: zip(batch.tokens, kept).map {
                            $1 ? clippedWeight($0, clip: clip) : 0
                        })
                },
                loss: { batch, frozen in
                    let kept = keptBySecondMoment(frozen.tokens, threshold)
                    return zip(batch.tokens, kept).reduce(0) {
                        $1.1 ? $0 + clippedLoss($1.0, clip: clip, dualClip: .infinity) : $0
                    }
                },
                isOutside: { clip.excludes($0.importanceRatio) },
                edges: { clip.maskEdge($0) })
        })

    private static let threshold = RuleParameter(
        name: "m2_threshold", symbol: "M₂",
        summary: "Below which the mean square of log μ − log π_old has to be.",
        defaultValue: 0.04, domain: .positive)
}

/// Returns which tokens stay: the largest squares of log μ − log π_old go until the mean of the others
/// is below the threshold, and at least one token stays.
///
/// Of equal squares the later goes first; a token without μ counts as 0.
package func keptBySecondMoment(_ tokens: [Token], _ threshold: Double) -> [Bool] {
    let squares = tokens.map { token in
        let difference = token.engineLogProbability.map { $0 - token.oldLogProbability } ?? 0
        return difference * difference
    }
    let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }
    var kept = tokens.map { _ in false }
    // Adding up from the smallest is exact enough, and no running difference loses digits.
    var (sum, most) = (0.0, min(1, order.count))
    for (count, place) in order.enumerated() {
        sum += squares[place]
        if sum / Double(count + 1) < threshold { most = count + 1 }
    }
    for place in order.prefix(most) { kept[place] = true }
    return kept
}
