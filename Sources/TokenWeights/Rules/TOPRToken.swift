// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// TOPR token by token, as ROLL computes it.
    public static let toprToken = WeightRule(
        name: "topr-token", title: "TOPR (tokens)",
        summary:
            "Weight 1 for good answers; in bad ones the token's own ratio, and 1 where it is more.",
        source: """
            ROLL, pg_variant topr, against which it was checked; TOPR's paper, arXiv:2503.14286, takes \
            the ratio of the whole response
            """,
        parameters: [],
        cases: [.positive("1"), .negative("1", if: "r > 1", isCap: true), .negative("r")],
        loss: { _, token, frozen in
            scoreFunctionLoss(
                token, weight: token.advantage > 0 ? 1 : min(frozen.importanceRatio, 1))
        })
}
