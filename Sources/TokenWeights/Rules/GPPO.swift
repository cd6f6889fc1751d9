// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Gradient-preserving clipping: masked tokens keep the gradient of the interval's end.
    ///
    /// CE-GPPO with both shares at 1; there is nothing to set about them here.
    public static let gppo = WeightRule(
        name: "gppo", title: "GPPO",
        summary: """
            GRPO's rule, with the tokens that its mask would stop treated as if their ratio \
            stood at the end of the interval.
            """,
        source: """
            Su et al., Klear-Reasoner, arXiv:2508.07629; formula as in Kwai-Klear/CE-GPPO with \
            β1 = β2 = 1
            """,
        parameters: [.clipBelow, .clipAbove, .cap], outside: .outsideInterval,
        cases: .preserved(below: "1 - eps_low", above: "1 + eps_high"),
        loss: { values, token, frozen in
            preservedLoss(
                token, frozen: frozen, clip: ClipInterval(values), dualClip: values[.cap],
                below: 1, above: 1)
        })
}
