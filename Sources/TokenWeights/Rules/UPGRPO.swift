// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// GRPO with good answers freed of ratio and clip.
    public static let upGRPO = WeightRule(
        name: "up-grpo", title: "UP-GRPO",
        summary:
            "Weight 1 for good answers, however far they have moved; GRPO's rule for bad ones.",
        source: """
            arXiv:2607.06987, eq. 15, worked from the lines quoted in verl's and TRL's open requests for \
            it (in no release), with verl's rule for A < 0; not run
            """,
        parameters: [.clipBelow, .cap],
        cases: [
            .positive("1"), .negative("0", if: "r < 1 - eps_low"),
            .negative("0", if: "r > c", isCap: true),
            .negative("r"),
        ],
        loss: { values, token, frozen in
            guard token.advantage < 0 else {
                return -token.advantage * exponential(token.logProbability - frozen.logProbability)
            }
            let clip = ClipInterval(lower: 1 - values[.clipBelow], upper: .infinity)
            return clippedLoss(token, clip: clip, dualClip: values[.cap])
        })
}
