// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Importance sampling without any clip.
    public static let unclippedImportanceSampling = WeightRule(
        name: "is-noclip", title: "IS, no clip",
        summary: "The ratio itself, however large: unbiased, and without bound.",
        source: """
            The surrogate of Schulman et al., arXiv:1502.05477 and arXiv:1707.06347, eq. 6, \
            before any clip
            """,
        parameters: [], cases: [.any("r")],
        loss: { _, token, _ in -token.advantage * token.importanceRatio })
}
