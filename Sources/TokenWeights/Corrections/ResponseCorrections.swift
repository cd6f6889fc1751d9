// SPDX-License-Identifier: GPL-3.0-or-later

extension Correction {
    /// One truncated factor for the response: the product of its ρ.
    public static let sequenceTIS = Correction(
        name: "seq-tis", title: "sequence TIS",
        summary: "Multiplies by the product of the response's ρ, held between two bounds.",
        formula: "f = clip(Π ρ, ρ_low, ρ_high)",
        source: "verl rollout_is=sequence, TRL sequence_truncate",
        parameters: [.engineLow(0), .engineHigh(2)], quantities: [.product],
        fill: whole(productOfRatios) { $0.clamped($1) })

    /// The product within its bounds, else nothing of the response.
    public static let sequenceIcePop = Correction(
        name: "seq-icepop", title: "sequence IcePop",
        summary: "Multiplies by the product of the response's ρ, and drops it outside the bounds.",
        formula: "f = Π ρ if ρ_low ≤ Π ρ ≤ ρ_high, else 0",
        source: "TRL sequence_mask, its default; verl rollout_is=sequence with two bounds",
        parameters: [.engineLow(0), .engineHigh(3)], quantities: [.product],
        fill: whole(productOfRatios) { $0.kept($1, $1) })

    /// Drops responses by the product of their ρ, and weighs none.
    public static let sequenceRejection = Correction(
        name: "seq-rs", title: "sequence rejection",
        summary: "Drops the response where the product of its ρ lies outside the bounds.",
        formula: "f = 1 if ρ_low ≤ Π ρ ≤ ρ_high, else 0",
        source: "SkyRL sequence_mask_metric=product; verl seq_sum_k1, whose bounds are on 1/Π ρ",
        parameters: [.engineLow(0.5), .engineHigh(2)], quantities: [.product],
        fill: whole(productOfRatios) { $0.kept(1, $1) })

    /// The geometric mean within its bounds, else nothing of the response.
    public static let geometricIcePop = Correction(
        name: "geo-icepop", title: "geometric IcePop",
        summary:
            "Multiplies by the geometric mean of the response's ρ, and drops it outside the bounds.",
        formula: "f = ρ̄ if ρ_low ≤ ρ̄ ≤ ρ_high, else 0",
        source:
            "slime mis, level geometric, mode mask; AReaL level=sequence metric=ratio action=mask",
        parameters: [.engineLow(0.99), .engineHigh(1.01)], quantities: [.mean],
        fill: whole(geometricMeanOfRatios) { $0.kept($1, $1) })

    /// One truncated factor for the response: the geometric mean of its ρ.
    public static let geometricTIS = Correction(
        name: "geo-tis", title: "geometric TIS",
        summary: "Multiplies by the geometric mean of the response's ρ, held between two bounds.",
        formula: "f = clip(ρ̄, ρ_low, ρ_high)", source: "ms-swift sequence_truncate",
        parameters: [.engineLow(0), .engineHigh(2)], quantities: [.mean],
        fill: whole(geometricMeanOfRatios) { $0.clamped($1) })

    /// Each token's ρ, where the response's geometric mean is within the bounds.
    public static let geometricMask = Correction(
        name: "geo-mask", title: "geometric mask",
        summary: """
            Multiplies by each token's own ρ, untruncated, and drops the response where the geometric \
            mean lies outside the bounds.
            """,
        formula: "f = ρ if ρ_low ≤ ρ̄ ≤ ρ_high, else 0", source: "OpenRLHF and NeMo seq-mask-tis",
        parameters: [.engineLow(0.999), .engineHigh(1.002)], quantities: [.mean, .ratio],
        fill: { values in
            let bounds = EngineBounds(values)
            return { numbers, _, _ in
                let mean = geometricMeanOfRatios(numbers)
                for index in numbers.indices {
                    let ratio = exponential(Token.clampedLogRatio(numbers[index]))
                    numbers[index] = bounds.kept(ratio, mean)
                }
            }
        })

    /// Drops responses by their geometric mean, and weighs none.
    public static let geometricRejection = Correction(
        name: "geo-rs", title: "geometric rejection",
        summary: "Drops the response where the geometric mean of its ρ lies outside the bounds.",
        formula: "f = 1 if ρ_low ≤ ρ̄ ≤ ρ_high, else 0",
        source: "SkyRL sequence_mask_metric=geometric; verl seq_mean_k1, whose bounds are on 1/ρ̄",
        parameters: [.engineLow(0.99), .engineHigh(1.01)], quantities: [.mean],
        fill: whole(geometricMeanOfRatios) { $0.kept(1, $1) })

    /// Drops bad responses that the policy has left behind.
    public static let opsm = Correction(
        name: "opsm", title: "OPSM",
        summary: """
            Drops a bad response where log μ − log π, on average over its tokens, exceeds the bound: \
            the policy has moved away from it already.
            """,
        formula: "f = 0 if A < 0 and mean(log μ − log π) > δ_opsm, else 1",
        source: """
            DeepSeek-V3.2, eq. 9, as named in TRL off_policy_mask_threshold (no default; 0.5 in its \
            words) and ms-swift; slime takes π_old for μ and 0.0001
            """,
        parameters: [
            RuleParameter(
                name: "opsm_delta", symbol: "δ_opsm", summary: "The largest mean of log μ − log π.",
                defaultValue: 0.5, domain: .finite)
        ],
        quantities: [.drift], readsPolicy: true, advantageUse: .sign,
        fill: { values in
            let most = values["opsm_delta"] ?? .infinity
            return { numbers, drift, advantage in
                let isLeft = advantage < 0 && drift > most
                TokenWeights.fill(&numbers, with: isLeft ? 0 : 1)
            }
        })
}

/// Returns how a correction gives all of a response one factor, made of its bounds and a statistic of
/// the response's log ρ.
private func whole(
    _ statistic: @escaping @Sendable ([Double]) -> Double,
    _ factor: @escaping @Sendable (EngineBounds, Double) -> Double
) -> @Sendable (ParameterValues) -> Correction.Fill {
    { values in
        let bounds = EngineBounds(values)
        return { numbers, _, _ in
            TokenWeights.fill(&numbers, with: factor(bounds, statistic(numbers)))
        }
    }
}

/// Returns the product of ratios, the sum of their logarithms clamped to ±20 as verl clamps it; 1 for none.
@Sendable package func productOfRatios(_ logRatios: [Double]) -> Double {
    exponential(Token.clampedLogRatio(logRatios.reduce(0, +)))
}

/// Returns the geometric mean of ratios, its logarithm clamped to ±20; NaN for none.
@Sendable package func geometricMeanOfRatios(_ logRatios: [Double]) -> Double {
    exponential(Token.clampedLogRatio(logRatios.reduce(0, +) / Double(logRatios.count)))
}
