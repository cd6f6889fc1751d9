// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// CISPO with PPO's mask kept, as ROLL can have it.
    public static let cispoMask = WeightRule(
        name: "cispo-mask", title: "CISPO, masked",
        summary: "The ratio, clipped on both sides, with PPO's mask.",
        source: "ROLL, cispo_use_unified_mask, against which it was checked",
        parameters: [.clipBelow, .clipAbove], outside: .outsideInterval,
        cases: [
            .positive("0", if: "r > 1 + eps_high"), .negative("0", if: "r < 1 - eps_low"),
            .positive("1 - eps_low", if: "r < 1 - eps_low"),
            .negative("1 + eps_high", if: "r > 1 + eps_high", isCap: true), .any("r"),
        ],
        loss: { values, token, frozen in
            let clip = ClipInterval(values)
            let weight = clip.masks(frozen) ? 0 : clip.clamped(frozen.importanceRatio)
            return scoreFunctionLoss(token, weight: weight)
        })
}
