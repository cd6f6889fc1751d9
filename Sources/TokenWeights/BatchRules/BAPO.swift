// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO with bounds that each batch widens until good tokens have their share.
    public static let bapo = WeightRule(
        name: "bapo", title: "BAPO",
        summary: """
            PPO's rule with the dual clip, whose bounds each batch moves up in steps, the lower one first, \
            until good tokens contribute as much as the target asks, compared with bad ones.
            """,
        formula: """
            S⁺ = Σ min(r, b_hi) A over A ≥ 0, S⁻ = Σ max(r, b_lo) |A| over A < 0
            while S⁺/S⁻ < S_min: b_lo rises by Δb up to B_lo, then b_hi by Δb up to B_hi
            A > 0: w = r if r ≤ b_hi, else 0
            A < 0: w = r if b_lo ≤ r ≤ c, else 0
            """,
        source: """
            arXiv:2510.18927; checked against WooooDyy/BAPO, compute_policy_loss_bapo, with the maxima \
            0.8 and 2 of its configuration; the paper has 0.9 and 3
            """,
        parameters: [target, low, lowMost, high, highMost, step, .cap], needs: [],
        weighBatch: { values in
            let search = BoundSearch(
                target: values[target], start: (values[low], values[high]),
                most: (values[lowMost], values[highMost]), step: values[step])
            let dualClip = values[.cap]
            return BatchWeighing(
                weigh: { batch in
                    let clip = search.bounds(batch.tokens)
                    return BatchWeights(
                        weights: batch.tokens.map {
                            clippedWeight($0, clip: clip, dualClip: dualClip)
                        })
                },
                loss: { batch, frozen in
                    let clip = search.bounds(frozen.tokens)
                    return batch.tokens.reduce(0) {
                        $0 + clippedLoss($1, clip: clip, dualClip: dualClip)
                    }
                },
                cap: .dualClip(dualClip), edges: { search.edges($0, dualClip) })
        })

    private static let target = parameter(
        "target", "S_min", "The least that good tokens contribute, per contribution of bad ones.",
        1)
    private static let low = parameter(
        "low", "b_lo", "The lower bound on the ratio at the start of the search.", 0.6)
    private static let lowMost = parameter(
        "low_max", "B_lo", "The most that the search raises the lower bound to.", 0.8)
    private static let high = parameter(
        "high", "b_hi", "The upper bound on the ratio at the start of the search.", 1.2)
    private static let highMost = parameter(
        "high_max", "B_hi", "The most that the search raises the upper bound to.", 2)
    private static let step = RuleParameter(
        name: "bapo_step", symbol: "Δb",
        summary: "By how much the search raises a bound at once.",
        defaultValue: 0.05, domain: .bapoStep)

    private static func parameter(
        _ name: String, _ symbol: String, _ summary: String, _ value: Double
    ) -> RuleParameter {
        RuleParameter(
            name: "bapo_\(name)", symbol: symbol, summary: summary, defaultValue: value,
            domain: .notNegative)
    }
}

extension NumberDomain {
    /// Steps that come to an end soon.
    fileprivate static let bapoStep = NumberDomain(
        lower: 1e-4, includesLower: true, upper: .infinity, includesUpper: false)
}

/// BAPO's search with its parameters put in.
private struct BoundSearch: Sendable {
    let target: Double
    let start: (low: Double, high: Double)
    let most: (low: Double, high: Double)
    let step: Double

    /// Returns the bounds that a batch ends up with.
    func bounds(_ tokens: [Token]) -> ClipInterval {
        var (low, high) = start
        while share(tokens, low, high) < target {
            if low < most.low {
                low = min(low + step, most.low)
            } else if high < most.high {
                high = min(high + step, most.high)
            } else {
                break
            }
        }
        return ClipInterval(lower: low, upper: high)
    }

    /// Returns what good tokens contribute per contribution of bad ones, each bounded on one side.
    private func share(_ tokens: [Token], _ low: Double, _ high: Double) -> Double {
        var (good, bad) = (0.0, 0.0)
        for token in tokens {
            if token.advantage >= 0 {
                good += min(token.importanceRatio, high) * token.advantage
            } else if token.advantage < 0 {
                bad -= max(token.importanceRatio, low) * token.advantage
            }
        }
        return bad == 0 ? .infinity : good / (bad + 1e-8)
    }

    /// A good token alone searches nothing; a bad one raises all as far as it goes.
    func edges(_ advantage: Double, _ dualClip: Double) -> [Double] {
        guard advantage != 0 else { return [] }
        guard advantage < 0 else { return [start.high] }
        let low = target > 0 ? max(start.low, most.low) : start.low
        return [low, dualClip].filter { $0 > 0 && $0 < .infinity }
    }
}
