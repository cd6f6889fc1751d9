// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// CISPO as its paper uses it: the weight is clipped above, the gradient always kept.
    public static let cispo = WeightRule(
        name: "cispo", title: "CISPO",
        summary: "The ratio, clipped above only; no token is ever stopped.",
        source: """
            MiniMax-M1, arXiv:2506.13585 (no lower bound in use); checked against \
            verl, compute_policy_loss_cispo with the lower bound at 0
            """,
        parameters: [.clipAbove], outside: "r > 1 + eps_high",
        cases: [.held(above: "1 + eps_high"), .any("r")],
        loss: { values, token, frozen in
            let bound = 1 + values[.clipAbove]
            return scoreFunctionLoss(token, weight: min(frozen.importanceRatio, bound))
        })
}

extension RuleCase {
    /// A case of tokens whose ratio is clipped above, with the gradient kept.
    static func held(above bound: String) -> RuleCase {
        .any(bound, if: "r > \(bound)", isCap: true, outcome: "clipped, gradient kept")
    }
}
