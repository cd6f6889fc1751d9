// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// GSPO written token by token: where tokens share their advantage, the same gradient.
    public static let gspoToken = WeightRule(
        name: "gspo-token", title: "GSPO-token",
        summary: """
            GSPO's ratio of the response with each token's own gradient, so that tokens could have advantages of \
            their own; where they share one it is GSPO.
            """,
        formula: gspo.formula,
        source: """
            Zheng et al., arXiv:2507.18071, eq. 13; TRL importance_sampling_level=sequence_token, against \
            which it was checked
            """,
        parameters: gspo.parameters, clamp: responseClamp
    ) { values in
        gspoWeighing(
            ClipInterval(below: values["eps_low"] ?? 0, above: values["eps_high"] ?? 0))
    }
}
