// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO without PPO's mask: an ablation of ours.
    public static let aspoNomask = WeightRule(
        name: "aspo-nomask", title: "ASPO, no mask",
        summary: "ASPO's flip and cap without PPO's mask: no token is ever stopped.",
        source: aspoPaper + "; without its token masking: an ablation of ours",
        parameters: [.cap], cases: .flipped(cap: "c"),
        loss: { values, token, frozen in
            aspoLoss(
                token, frozen: frozen, clip: .everything, positiveCap: values[.cap],
                negativeCap: values[.cap])
        })
}
