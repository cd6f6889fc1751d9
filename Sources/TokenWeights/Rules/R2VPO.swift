// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The ratio without any clip, and a penalty on its variance.
    public static let r2vpo = WeightRule(
        name: "r2vpo", title: "R²VPO",
        summary: """
            The ratio without mask or clip, and a term that penalises the square of its distance from 1, \
            whatever the advantage is.
            """,
        source: """
            Worked from the abstracts of arXiv:2601.03320 and arXiv:2605.26784 (a penalty on the variance \
            of the ratio in place of clipping); the equation was not read and no code is public: not \
            the paper's
            """,
        parameters: [penalty], additive: "-2*lambda*r*(r - 1)", cases: [.any("r")],
        loss: { values, token, _ in
            let distance = token.importanceRatio - 1
            return -token.advantage * token.importanceRatio + values[penalty] * distance * distance
        })

    private static let penalty = RuleParameter(
        name: "lambda", symbol: "λ", summary: "The penalty on (r − 1)².", defaultValue: 0.5,
        domain: .notNegative)
}
