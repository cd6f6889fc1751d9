// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Positive sample reinforcement: only good answers teach.
    public static let psr = WeightRule(
        name: "psr", title: "PSR", summary: "Weight 1 for good answers, nothing for bad ones.",
        source: signedPaper, parameters: [], cases: [.positive("1"), .negative("0")],
        loss: { _, token, _ in scoreFunctionLoss(token, weight: token.advantage > 0 ? 1 : 0) })

    /// Negative sample reinforcement: only bad answers teach.
    public static let nsr = WeightRule(
        name: "nsr", title: "NSR", summary: "Weight 1 for bad answers, nothing for good ones.",
        source: signedPaper, parameters: [], cases: [.positive("0"), .negative("1")],
        loss: { _, token, _ in scoreFunctionLoss(token, weight: token.advantage < 0 ? 1 : 0) })

    /// Bad answers whole, good ones by a share.
    public static let wREINFORCE = WeightRule(
        name: "w-reinforce", title: "W-REINFORCE",
        summary: "Weight 1 for bad answers and a small one for good answers.", source: signedPaper,
        parameters: [share], cases: [.positive("positive"), .negative("1")],
        loss: { values, token, _ in
            scoreFunctionLoss(token, weight: token.advantage > 0 ? values[share] : 1)
        })

    private static let share = RuleParameter(
        name: "positive", symbol: "λ", summary: "The weight of good answers.", defaultValue: 0.1,
        domain: NumberDomain(lower: 0, includesLower: true, upper: 1, includesUpper: true))

    private static let signedPaper = """
        The Surprising Effectiveness of Negative Reinforcement, arXiv:2506.01347, as in \
        TianHongZXY/RLVR-Decomposed; there it is the advantages that are weighted, and rewards of 0 \
        and 1 have no group baseline
        """
}
