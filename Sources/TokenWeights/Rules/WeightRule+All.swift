// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Every rule, those on single tokens first and those on batches last, in the order of lists and legends.
    public static let all: [WeightRule] = [
        .ppo, .grpo, .dapo, .nois, .noisNomask, .posnois, .aspo, .aspoCode, .aspoNocap,
        .aspoNomask, .cispo, .cispoVerl, .cispoMask, .unclippedImportanceSampling, .sapo, .ceGPPO,
        .gppo, .dcpo, .dppoTV, .dppoKL, .dgpo, .maspo, .upGRPO, .deltaClip, .reinforce,
        .reinforceIS, .twoSided, .primeRL, .ipo, .kimi, .dro, .r2vpo, .tisPG, .toprToken, .psr,
        .nsr,
        .wREINFORCE,
        .gspo, .gspoToken, .gmpo, .luspo, .topr, .vespo, .fipo, .positiveMean,
        .real, .clipCov, .klCov, .bapo, .m2po,
    ]

    /// Those that weigh one token at a time.
    public static let ofTokens = all.filter { $0.scope == .token }

    /// Those that weigh whole responses.
    public static let ofResponses = all.filter(\.isOfResponses)

    /// Those that weigh whole groups or batches.
    public static let ofBatches = all.filter(\.isOfBatches)

    /// Returns the rule that people call by a name, or nil where there is none.
    ///
    /// Names are compared as they are: lower case, with hyphens.
    public static func named(_ name: String) -> WeightRule? {
        all.first { $0.name == name }
    }
}
