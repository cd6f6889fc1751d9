// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A gamma-shaped weight of the whole response's ratio.
    public static let vespo = WeightRule(
        name: "vespo", title: "VESPO",
        summary: """
            One weight for the response, which rises with the product of its ratios and falls again where \
            that is far from 1; no token is masked.
            """,
        formula: """
            W = Π r
            w = exp(λ + k log W − λ W), k and λ by the sign of A
            """,
        source: """
            arXiv:2602.10693; TRL loss_type=vespo, against which it was checked; the released code has the \
            same defaults, and a docstring with others
            """,
        parameters: [shapePositive, ratePositive, shapeNegative, rateNegative],
        clamp:
            "log W is held between log 1e-8 and 20, as in TRL; the tokens' ratios are not clamped."
    ) { values in
        let (positive, negative) = (
            GammaWeight(shape: values[shapePositive], rate: values[ratePositive]),
            GammaWeight(shape: values[shapeNegative], rate: values[rateNegative])
        )
        let weight = { @Sendable (logRatios: [Double], advantage: Double) -> Double in
            switch AdvantageSign(advantage) {
            case .positive: positive.weight(logRatios)
            case .negative: negative.weight(logRatios)
            case .none: 0
            }
        }
        return ResponseWeighing(
            reduction: .sum, weigh: { fill(&$0, with: weight($0, $1)) },
            loss: { logRatios, frozen, advantage in
                let weight = weight(frozen, advantage)
                return weight == 0 ? 0 : -weight * advantage * logRatios.reduce(0, +)
            },
            edges: { _ in [] })
    }

    private static let shapePositive = parameter("k_pos", "k_pos", 2, "A > 0")
    private static let ratePositive = parameter("lambda_pos", "λ_pos", 3, "A > 0")
    private static let shapeNegative = parameter("k_neg", "k_neg", 3, "A < 0")
    private static let rateNegative = parameter("lambda_neg", "λ_neg", 2, "A < 0")

    private static func parameter(
        _ name: String, _ symbol: String, _ value: Double, _ side: String
    ) -> RuleParameter {
        let what = name.hasPrefix("k") ? "How fast the weight rises" : "How fast it falls again"
        return RuleParameter(
            name: name, symbol: symbol, summary: "\(what) with the response's ratio where \(side).",
            defaultValue: value, domain: .notNegative)
    }
}

/// VESPO's weight φ(W) = exp(λ + k log W − λ W), 1 at W = 1.
private struct GammaWeight {
    let shape: Double
    let rate: Double

    /// Returns the weight of a response; log W is held within log 1e-8 and 20, as TRL holds it.
    func weight(_ logRatios: [Double]) -> Double {
        let sum = logRatios.reduce(0) { $0 + $1 }
        let logRatio = sum < -18.420680743952367 ? -18.420680743952367 : (sum > 20 ? 20 : sum)
        return exponential(rate + shape * logRatio - rate * exponential(logRatio))
    }
}
