// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO without its cap: an ablation.
    public static let aspoNocap = WeightRule(
        name: "aspo-nocap", title: "ASPO, no cap",
        summary: """
            ASPO's mask and flip without the cap: a good token that has all but vanished gets a \
            weight without bound, which is what the cap is for.
            """,
        source: aspoPaper + "; the ablation without dual clip, Figure 8",
        parameters: [.clipBelow, .clipAbove], outside: .outsideInterval,
        cases: .clip() + .flipped(cap: nil),
        loss: { values, token, frozen in
            aspoLoss(
                token, frozen: frozen, clip: ClipInterval(values), positiveCap: .infinity,
                negativeCap: .infinity)
        })
}
