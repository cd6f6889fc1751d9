// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Every rule that weights one token at a time, in the order of lists and legends.
    public static let all: [WeightRule] = [
        .ppo, .grpo, .dapo, .nois, .noisNomask, .posnois, .aspo, .aspoCode, .aspoNocap,
        .aspoNomask, .cispo, .cispoVerl, .unclippedImportanceSampling, .sapo, .ceGPPO, .gppo, .dcpo,
        .dppoTV, .dppoKL,
        .reinforce,
    ]

    /// Returns the rule that people call by a name, or nil where there is none.
    ///
    /// Names are compared as they are: lower case, with hyphens.
    public static func named(_ name: String) -> WeightRule? {
        all.first { $0.name == name }
    }
}
