// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Ratios set to 1 for good answers only; the rest as GRPO.
    public static let posnois = WeightRule(
        name: "posnois", title: "no IS on A > 0",
        summary: "Weight 1 for tokens of good answers, GRPO's ratio for those of bad ones.",
        source: """
            A diagnostic of ours between GRPO and "GRPO w/o IS" of arXiv:2510.06062: the half of \
            no IS that slows the loss of entropy
            """,
        parameters: [.clipBelow, .clipAbove, .cap], outside: .outsideInterval,
        cases: .clip(dualClip: "c") + [.positive("1"), .negative("r")],
        loss: { values, token, frozen in
            let clip = ClipInterval(values)
            guard token.advantageSign == .positive else {
                return clippedLoss(token, clip: clip, dualClip: values[.cap])
            }
            return scoreFunctionLoss(token, weight: clip.masks(frozen) ? 0 : 1)
        })
}
