// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ROLL's truncated importance sampling: the ratio, at most 1.
    public static let tisPG = WeightRule(
        name: "tis-pg", title: "TIS (ROLL)",
        summary: "The ratio, and 1 where it is more; no token is ever stopped.",
        source: "ROLL, pg_variant tis, against which it was checked", parameters: [],
        cases: [.any("1", if: "r > 1", isCap: true), .any("r")],
        loss: { _, token, frozen in
            scoreFunctionLoss(token, weight: min(frozen.importanceRatio, 1))
        })
}
