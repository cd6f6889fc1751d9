// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Importance sampling without any clip.
    public static let unclippedImportanceSampling = WeightRule(
        name: "is-noclip",
        title: "IS, no clip",
        summary: "The ratio itself, however large: unbiased, and without bound.",
        formula: "w = r",
        expression: "r",
        source: """
            The surrogate of Schulman et al., arXiv:1502.05477 and arXiv:1707.06347, eq. 6, \
            before any clip
            """,
        parameters: []
    ) { _ in
        BoundRule(
            weight: unclippedWeight,
            ratioWeight: RatioWeight(clip: .everything, positive: .ratio, negative: .ratio),
            isOutside: nil,
            cap: nil,
            loss: { token, _ in -token.advantage * token.importanceRatio },
            edges: { _, _ in [] },
            derivation: { .unmasked($0, positive: "r", negative: "r") })
    }
}

/// Returns the importance ratio as the weight.
///
///     A ≠ 0:  w = r
///     A = 0:  w = 0
///
/// - Parameter token: One token.
/// - Returns: A unitless weight, above 0 and at most 4.9e8 (e²⁰); NaN where the ratio is NaN and
///   A is not 0.
/// - Source: Schulman et al., arXiv:1707.06347, eq. 6, differentiated by hand.
package func unclippedWeight(_ token: Token) -> Double {
    switch token.advantageSign {
    case .positive, .negative: token.importanceRatio
    case .none: 0
    }
}
